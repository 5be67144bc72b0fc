import CCurl
import Glibc

extension SMTPClient {
    /// Goes to the server as for a message: the connection, EHLO, STARTTLS and the sign-in, then NOOP. Nothing is sent.
    ///
    /// - Returns: `nil` when all of it went well, else what went wrong, in words.
    package static func check(_ configuration: SMTPConfiguration) async -> String? {
        await withCheckedContinuation { continuation in
            let probe = SMTPProbe(configuration) { continuation.resume(returning: $0) }
            if !probe.start() { continuation.resume(returning: "a thread cannot be started") }
        }
    }
}

/// One conversation without a message, on a thread of its own.
private final class SMTPProbe: Sendable {
    private let configuration: SMTPConfiguration
    private let finish: @Sendable (String?) -> Void

    init(_ configuration: SMTPConfiguration, _ finish: @escaping @Sendable (String?) -> Void) {
        self.configuration = configuration
        self.finish = finish
    }

    func start() -> Bool {
        var thread = pthread_t()
        let retained = unsafe Unmanaged.passRetained(self)
        let result = unsafe pthread_create(
            &thread, nil,
            { argument in
                guard let argument = unsafe argument else { return nil }
                let probe = unsafe Unmanaged<SMTPProbe>.fromOpaque(argument).takeRetainedValue()
                probe.finish(probe.run())
                return nil
            }, retained.toOpaque())
        if result != 0 { unsafe retained.release() }
        if result == 0 { pthread_detach(thread) }
        return result == 0
    }

    private func run() -> String? {
        guard let handle = SMTPHandle() else { return "the SMTP client cannot be started" }
        let easy = unsafe handle.easy
        handle.watchSocket()
        configuration.apply(to: handle)
        unsafe portico_curl_set_text(easy, CURLOPT_CUSTOMREQUEST, "NOOP")
        unsafe portico_curl_set_long(easy, CURLOPT_NOBODY, 1)
        unsafe portico_curl_set_long(easy, CURLOPT_TIMEOUT, min(configuration.totalSeconds, 30))
        var words = [CChar](repeating: 0, count: Int(CURL_ERROR_SIZE))
        return unsafe words.withUnsafeMutableBufferPointer { buffer in
            if let start = buffer.baseAddress { unsafe portico_curl_set_error_buffer(easy, start) }
            let code = unsafe curl_easy_perform(easy)
            if code == CURLE_OK { return nil }
            let detail = unsafe buffer.baseAddress.map { unsafe String(cString: $0) } ?? ""
            return unsafe detail.isEmpty ? String(cString: curl_easy_strerror(code)) : detail
        }
    }
}
