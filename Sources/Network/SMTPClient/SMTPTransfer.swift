import CCurl
import Glibc
import Synchronization

/// One message on its way: what curl's callbacks read and fill. Only the transfer's own thread touches it while it runs.
@safe final class SMTPTransfer: @unchecked Sendable {
    private let message: [UInt8]
    private let handle: SMTPHandle
    private let configuration: SMTPConfiguration
    private let sender: String
    private let recipient: String
    private let isCancelled = Atomic(false)
    private let clock = ContinuousClock()
    /// Somewhat before curl's own limit, after which it would wait for a farewell of a server that says nothing any more.
    private var end = ContinuousClock().now
    private var finish: ((SMTPResult, Bool) -> Void)?
    private var given = 0
    /// Curl was told that the message ends, and may have told the server.
    private var gaveAll = false
    private var lastLine = ""

    init(_ message: [UInt8], _ handle: SMTPHandle, _ configuration: SMTPConfiguration, sender: String, recipient: String) {
        self.message = message
        self.handle = handle
        self.configuration = configuration
        self.sender = sender
        self.recipient = recipient
    }

    func cancel() { isCancelled.store(true, ordering: .relaxed) }

    /// Runs on a thread of its own; `finish` is called there, once, with what came of it and whether the connection is good for
    /// another message.
    func start(_ finish: @escaping (SMTPResult, Bool) -> Void) {
        self.finish = finish
        var thread = pthread_t()
        let retained = unsafe Unmanaged.passRetained(self)
        let result = unsafe pthread_create(
            &thread, nil,
            { argument in
                guard let argument = unsafe argument else { return nil }
                unsafe Unmanaged<SMTPTransfer>.fromOpaque(argument).takeRetainedValue().run()
                return nil
            }, retained.toOpaque())
        guard result == 0 else {
            unsafe retained.release()
            finish(.deferred("a thread cannot be started (error \(result))"), false)
            return
        }
        pthread_detach(thread)
    }

    private func run() {
        let easy = unsafe handle.easy
        end = clock.now + .seconds(configuration.totalSeconds)
        // Keeps the connection, forgets the rest.
        unsafe curl_easy_reset(easy)
        var words = [CChar](repeating: 0, count: Int(CURL_ERROR_SIZE))
        var recipients = unsafe curl_slist_append(nil, "<\(recipient)>")
        let (result, isGood) = unsafe words.withUnsafeMutableBufferPointer { buffer in
            unsafe configure(easy, recipients)
            if let start = buffer.baseAddress { unsafe portico_curl_set_error_buffer(easy, start) }
            let code = unsafe curl_easy_perform(easy)
            let detail = unsafe buffer.baseAddress.map { unsafe String(cString: $0) } ?? ""
            let text = unsafe detail.isEmpty ? String(cString: curl_easy_strerror(code)) : detail
            return unsafe (outcome(code, reply: portico_curl_info_long(easy, CURLINFO_RESPONSE_CODE), text), code == CURLE_OK)
        }
        unsafe curl_easy_reset(easy)
        unsafe curl_slist_free_all(recipients)
        unsafe recipients = nil
        finish?(result, isGood)
        finish = nil
    }

    private func configure(_ easy: UnsafeMutableRawPointer, _ recipients: UnsafeMutablePointer<curl_slist>?) {
        unsafe portico_curl_set_mail_callbacks(
            easy, Unmanaged.passUnretained(self).toOpaque(), Self.reply, Self.read, Self.progress)
        handle.watchSocket()
        configuration.apply(to: handle)
        unsafe portico_curl_set_long(easy, CURLOPT_TIMEOUT, configuration.totalSeconds + 5)
        // Servers close what is idle after some minutes, busy ones earlier.
        unsafe portico_curl_set_long(easy, CURLOPT_MAXAGE_CONN, 20)
        unsafe portico_curl_set_long(easy, CURLOPT_UPLOAD, 1)
        unsafe portico_curl_set_text(easy, CURLOPT_MAIL_FROM, "<\(sender)>")
        unsafe portico_curl_set_list(easy, CURLOPT_MAIL_RCPT, recipients)
    }

    /// What the last reply and curl's code say together. A reply of 354 is the server's go-ahead for the message, so with the
    /// message gone it means that the reply behind the message is missing.
    private func outcome(_ code: CURLcode, reply: Int, _ text: String) -> SMTPResult {
        let said = lastLine.isEmpty ? text : lastLine
        if code == CURLE_OK { return .accepted(code: reply, text: said) }
        let text = code == CURLE_ABORTED_BY_CALLBACK || clock.now > end ? "the mail server took too long" : text
        if gaveAll {
            switch reply {
            case 500..<600: return .refused(code: reply, text: said)
            case 400..<500: return .deferred(said)
            default: return .noAnswer(text)
            }
        }
        // A refused sign-in or missing TLS is a fault of configuration: the message stays good.
        let isAboutMessage = code == CURLE_SEND_ERROR || code == CURLE_REMOTE_ACCESS_DENIED || code == CURLE_UPLOAD_FAILED
        if isAboutMessage, (500..<600).contains(reply) { return .refused(code: reply, text: said) }
        return .deferred((400..<600).contains(reply) ? "\(text): \(said)" : text)
    }

    // MARK: Callbacks

    private static let reply: portico_curl_data = { bytes, size, count, context in
        guard let bytes = unsafe bytes, let transfer = unsafe transfer(context) else { return 0 }
        return unsafe bytes.withMemoryRebound(to: UInt8.self, capacity: size * count) { start in
            let line = unsafe UnsafeBufferPointer(start: start, count: min(size * count, 500))
            // Printable characters only: it is shown, and logged.
            let octets = unsafe line.filter { $0 >= 0x20 && $0 < 0x7F }
            let text = String(decoding: octets, as: UTF8.self)
            // The farewell says nothing of the message.
            if !text.hasPrefix("221") { transfer.lastLine = text }
            return size * count
        }
    }

    private static let read: portico_curl_data = { bytes, size, count, context in
        guard let bytes = unsafe bytes, let transfer = unsafe transfer(context) else { return 0 }
        let length = min(size * count, transfer.message.count - transfer.given)
        unsafe bytes.withMemoryRebound(to: UInt8.self, capacity: size * count) { start in
            for offset in 0..<length { unsafe start[offset] = transfer.message[transfer.given + offset] }
        }
        transfer.given += length
        if length == 0 { transfer.gaveAll = true }
        return length
    }

    private static let progress: portico_curl_progress = { context, _, _, _, _ in
        guard let transfer = unsafe transfer(context) else { return 0 }
        guard transfer.isCancelled.load(ordering: .relaxed) || transfer.clock.now > transfer.end else { return 0 }
        transfer.handle.hangUp()
        return 1
    }

    private static func transfer(_ context: UnsafeMutableRawPointer?) -> SMTPTransfer? {
        unsafe context.map { unsafe Unmanaged<SMTPTransfer>.fromOpaque($0).takeUnretainedValue() }
    }
}
