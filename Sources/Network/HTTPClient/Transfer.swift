import CCurl
import Glibc

/// One request on its way: what curl's callbacks read and fill. After it was added, only the loop's thread touches it,
/// except for its identity.
@safe final class Transfer: @unchecked Sendable {
    /// The most bytes of the answer's head: as much as a server would take of ours.
    static let headLimit = 65_536

    let request: OutgoingRequest
    var continuation: CheckedContinuation<Result<IncomingResponse, HTTPClientError>, Never>?
    var allowsPrivateTargets = false
    /// Guarded by the lock of the loop's inbox.
    var isCancelled = false

    private(set) var response = IncomingResponse(status: 0)
    private(set) var refusedAddress = false
    private(set) var isTooLarge = false
    private var headSize = 0
    private var sent = 0
    private var headerList: UnsafeMutablePointer<curl_slist>?
    private let message = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

    init(_ request: OutgoingRequest) {
        self.request = request
        unsafe message.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit {
        unsafe curl_slist_free_all(headerList)
        unsafe message.deallocate()
    }

    /// Answers the waiting task, once.
    func finish(_ result: Result<IncomingResponse, HTTPClientError>) {
        continuation?.resume(returning: result)
        continuation = nil
    }

    // MARK: Before

    /// Sets a new handle up for this request.
    func configure(_ easy: UnsafeMutableRawPointer, _ options: HTTPClient.Options) {
        allowsPrivateTargets = options.allowPrivateTargets
        unsafe portico_curl_set_callbacks(
            easy, Unmanaged.passUnretained(self).toOpaque(), TransferCallbacks.header, TransferCallbacks.write,
            TransferCallbacks.read, TransferCallbacks.openSocket)
        unsafe portico_curl_set_error_buffer(easy, message)
        unsafe portico_curl_set_text(easy, CURLOPT_URL, request.url)
        unsafe portico_curl_set_text(easy, CURLOPT_PROTOCOLS_STR, "http,https")
        unsafe portico_curl_set_text(easy, CURLOPT_PROXY, "")
        unsafe portico_curl_set_text(easy, CURLOPT_USERAGENT, options.userAgent)
        unsafe portico_curl_set_long(easy, CURLOPT_DISALLOW_USERNAME_IN_URL, 1)
        unsafe portico_curl_set_long(easy, CURLOPT_NOSIGNAL, 1)
        unsafe portico_curl_set_long(easy, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        unsafe portico_curl_set_long(easy, CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        // A connection idle for longer is likely closed by the other side just when it is used again.
        unsafe portico_curl_set_long(easy, CURLOPT_MAXAGE_CONN, 20)
        unsafe portico_curl_set_long(easy, CURLOPT_CONNECTTIMEOUT_MS, Self.milliseconds(request.connectTimeout))
        unsafe portico_curl_set_long(easy, CURLOPT_TIMEOUT_MS, Self.milliseconds(request.totalTimeout))
        if let caFile = options.caFile { unsafe portico_curl_set_text(easy, CURLOPT_CAINFO, caFile) }
        unsafe configureMethod(easy)
        unsafe configureHeaders(easy)
    }

    /// The body is given by a callback that cannot be rewound: curl would otherwise send a request again by itself when a
    /// kept connection closes without an answer, and an order must not leave twice unnoticed (RFC 9110 §9.2.2).
    private func configureMethod(_ easy: UnsafeMutableRawPointer) {
        let hasBody = !request.body.isEmpty || ["POST", "PUT", "PATCH"].contains(request.method)
        if request.method == "HEAD" {
            unsafe portico_curl_set_long(easy, CURLOPT_NOBODY, 1)
        } else if hasBody {
            unsafe portico_curl_set_long(easy, CURLOPT_POST, 1)
            unsafe portico_curl_set_size(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(request.body.count))
        }
        if request.method != "HEAD" { unsafe portico_curl_set_text(easy, CURLOPT_CUSTOMREQUEST, request.method) }
        // Without a body there is nothing that cannot be rewound.
        let mayBeRepeated = ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"].contains(request.method)
        if request.body.isEmpty, !mayBeRepeated { unsafe portico_curl_set_long(easy, CURLOPT_FRESH_CONNECT, 1) }
    }

    private func configureHeaders(_ easy: UnsafeMutableRawPointer) {
        // "Name:" removes what curl would add by itself, "Name;" sends an empty value.
        var lines = ["Expect:"]
        if !request.headers.contains(where: { $0.0.lowercased() == "content-type" }) { lines.append("Content-Type:") }
        lines += request.headers.map { $0.1.isEmpty ? "\($0.0);" : "\($0.0): \($0.1)" }
        for line in lines {
            if let longer = unsafe curl_slist_append(headerList, line) { unsafe headerList = longer }
        }
        unsafe portico_curl_set_list(easy, CURLOPT_HTTPHEADER, headerList)
    }

    private static func milliseconds(_ duration: Duration) -> Int {
        let parts = duration.components
        return max(1, Int(parts.seconds) * 1000 + Int(parts.attoseconds / 1_000_000_000_000_000))
    }

    // MARK: During

    func takeHeader(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        headSize += bytes.count
        guard headSize <= Self.headLimit else {
            isTooLarge = true
            return false
        }
        let line = unsafe String(decoding: bytes, as: UTF8.self)
        if line.hasPrefix("HTTP/") {
            // A final status line after an interim answer (100, 103) begins the head anew.
            response.headers = []
        } else if let colon = line.firstIndex(of: ":") {
            let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
            let end = value.lastIndex { !$0.isWhitespace }
            response.headers.append((String(line[..<colon]), end.map { String(value[...$0]) } ?? ""))
        }
        return true
    }

    func takeBody(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard response.body.count + bytes.count <= request.maximumResponseSize else {
            isTooLarge = true
            return false
        }
        unsafe response.body.append(contentsOf: bytes)
        return true
    }

    func giveBody(_ buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
        let count = min(buffer.count, request.body.count - sent)
        for offset in 0..<count { unsafe buffer[offset] = request.body[sent + offset] }
        sent += count
        return count
    }

    /// Opens the socket for an address that is allowed.
    func openSocket(_ address: UnsafeMutablePointer<curl_sockaddr>) -> curl_socket_t {
        guard unsafe allowsPrivateTargets || AddressGuard.isPublic(Self.bytes(of: address)) else {
            refusedAddress = true
            return curl_socket_t(-1)
        }
        return unsafe socket(
            address.pointee.family, address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue), address.pointee.protocol)
    }

    /// The address alone, in network order; none for a family other than IP.
    private static func bytes(of address: UnsafeMutablePointer<curl_sockaddr>) -> [UInt8] {
        guard let start = unsafe portico_curl_address(address) else { return [] }
        let length = unsafe Int(address.pointee.addrlen)
        switch unsafe address.pointee.family {
        case AF_INET where length >= MemoryLayout<sockaddr_in>.size:
            return unsafe [UInt8](UnsafeRawBufferPointer(start: start + 4, count: 4))
        case AF_INET6 where length >= MemoryLayout<sockaddr_in6>.size:
            return unsafe [UInt8](UnsafeRawBufferPointer(start: start + 8, count: 16))
        default:
            return []
        }
    }

    // MARK: After

    /// What came of it, given curl's result.
    func outcome(_ easy: UnsafeMutableRawPointer, _ code: CURLcode) -> Result<IncomingResponse, HTTPClientError> {
        if code == CURLE_OK {
            response.status = unsafe portico_curl_info_long(easy, CURLINFO_RESPONSE_CODE)
            return .success(response)
        }
        return .failure(unsafe failure(easy, code))
    }

    private func failure(_ easy: UnsafeMutableRawPointer, _ code: CURLcode) -> HTTPClientError {
        if isTooLarge {
            return HTTPClientError(.answerTooLarge, "the answer is longer than \(request.maximumResponseSize) bytes")
        }
        let detail = unsafe String(cString: message)
        let text = unsafe detail.isEmpty ? String(cString: curl_easy_strerror(code)) : detail
        if unsafe portico_curl_info_long(easy, CURLINFO_REQUEST_SIZE) > 0 { return HTTPClientError(.noAnswer, text) }
        switch code {
        case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL, CURLE_LOGIN_DENIED:
            return HTTPClientError(.invalidRequest, text)
        case _ where refusedAddress:
            return HTTPClientError(.refusedTarget, "the target is not an address of the public internet")
        default:
            return HTTPClientError(.notSent, text)
        }
    }
}
