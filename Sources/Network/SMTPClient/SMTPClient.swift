import CCurl
import Glibc
import Synchronization

/// Hands mail to a server over libcurl. Each message has a thread while it is on its way, and connections are kept for the next;
/// no message is ever sent again by itself.
package final class SMTPClient: Sendable {
    private static let isReady = curl_global_init(Int(CURL_GLOBAL_ALL)) == CURLE_OK

    private let configuration: SMTPConfiguration
    /// Not in use at the moment; with the connection each one keeps.
    private let idle = Mutex<[SMTPHandle]>([])

    package init(_ configuration: SMTPConfiguration) { self.configuration = configuration }

    /// Cancelling the task gives the attempt up; the answer then says whether the message may have left.
    ///
    /// - Parameters:
    ///   - message: lines ended by CRLF.
    ///   - sender, recipient: plain addresses.
    package func send(_ message: [UInt8], from sender: String, to recipient: String) async -> SMTPResult {
        let isPlain = [sender, recipient].allSatisfy { $0.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x3C && $0 != 0x3E } }
        guard Self.isReady, isPlain, let handle = idle.withLock({ $0.popLast() }) ?? SMTPHandle() else {
            return isPlain
                ? .deferred("the SMTP client cannot be started") : .refused(code: 553, text: "this is no plain address")
        }
        let transfer = SMTPTransfer(message, handle, configuration, sender: sender, recipient: recipient)
        let (result, isGood) = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                transfer.start { continuation.resume(returning: ($0, $1)) }
            }
        } onCancel: {
            transfer.cancel()
        }
        if isGood { idle.withLock { if $0.count < 4 { $0.append(handle) } } }
        return result
    }
}

/// One handle of curl with the connection it keeps; used by one transfer at a time.
@safe final class SMTPHandle: @unchecked Sendable {
    let easy: UnsafeMutableRawPointer
    /// Its connection's, or -1.
    private let socket = UnsafeMutablePointer<Int32>.allocate(capacity: 1)

    init?() {
        guard let easy = unsafe curl_easy_init() else { return nil }
        unsafe self.easy = easy
        unsafe socket.initialize(to: -1)
    }

    deinit {
        hangUp()
        unsafe curl_easy_cleanup(easy)
        unsafe socket.deallocate()
    }

    /// To be called before each use: a reset forgets it.
    func watchSocket() { unsafe portico_curl_watch_socket(easy, socket) }

    /// Ends the conversation at once.
    func hangUp() { unsafe portico_curl_hang_up(socket) }
}
