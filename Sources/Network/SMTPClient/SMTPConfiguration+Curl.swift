import CCurl

extension SMTPConfiguration {
    /// Where to, how secure, and as whom.
    func apply(to handle: SMTPHandle) {
        let easy = unsafe handle.easy
        let host = url.hasSuffix("/") ? String(url.dropLast()) : url
        unsafe portico_curl_set_text(easy, CURLOPT_URL, "\(host)/\(greeting)")
        unsafe portico_curl_set_text(easy, CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        unsafe portico_curl_set_text(easy, CURLOPT_PROXY, "")
        unsafe portico_curl_set_long(easy, CURLOPT_NOSIGNAL, 1)
        unsafe portico_curl_set_long(easy, CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        let security =
            switch security {
            case .required: CURLUSESSL_ALL
            case .offered: CURLUSESSL_TRY
            case .none: CURLUSESSL_NONE
            }
        unsafe portico_curl_set_long(easy, CURLOPT_USE_SSL, Int(security.rawValue))
        if let file = authorities { unsafe portico_curl_set_text(easy, CURLOPT_CAINFO, file) }
        unsafe portico_curl_set_long(easy, CURLOPT_CONNECTTIMEOUT, connectSeconds)
    }
}
