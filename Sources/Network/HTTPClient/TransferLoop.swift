import CCurl
import Glibc
import Synchronization

/// The thread that moves all transfers of a client, over one multi handle of curl that keeps connections.
@safe final class TransferLoop: @unchecked Sendable {
    private struct Inbox {
        var new: [Transfer] = []
        var cancelled: [Transfer] = []
        var isClosed = false
    }

    private static let isReady = curl_global_init(Int(CURL_GLOBAL_ALL)) == CURLE_OK

    private let options: HTTPClient.Options
    private let inbox = Mutex(Inbox())
    private let multi: UnsafeMutableRawPointer
    /// Touched by the thread only.
    private var running: [UnsafeMutableRawPointer: Transfer] = unsafe [:]

    init(_ options: HTTPClient.Options) throws(HTTPClientError) {
        guard Self.isReady, let multi = unsafe curl_multi_init() else {
            throw HTTPClientError(.notSent, "the HTTP client cannot be started")
        }
        unsafe self.multi = multi
        self.options = options
        unsafe portico_curl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, 64)
        unsafe portico_curl_multi_set_long(multi, CURLMOPT_MAX_HOST_CONNECTIONS, 8)
        unsafe portico_curl_multi_set_long(multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, options.connections)
    }

    deinit {
        unsafe curl_multi_cleanup(multi)
    }

    /// Starts the thread; it keeps `self` until ``close()``.
    func start() throws(HTTPClientError) {
        var thread = pthread_t()
        let retained = unsafe Unmanaged.passRetained(self)
        let result = unsafe pthread_create(
            &thread, nil,
            { argument in
                guard let argument = unsafe argument else { return nil }
                unsafe Unmanaged<TransferLoop>.fromOpaque(argument).takeRetainedValue().run()
                return nil
            }, retained.toOpaque())
        guard result == 0 else {
            unsafe retained.release()
            throw HTTPClientError(.notSent, "the HTTP client's thread cannot be started (error \(result))")
        }
        pthread_detach(thread)
    }

    func add(_ transfer: Transfer) {
        let isTaken = inbox.withLock { inbox in
            guard !inbox.isClosed, !transfer.isCancelled else { return false }
            inbox.new.append(transfer)
            return true
        }
        if isTaken {
            unsafe curl_multi_wakeup(multi)
        } else {
            transfer.finish(
                .failure(HTTPClientError(.notSent, "the request was cancelled, or the HTTP client closed, before it began")))
        }
    }

    func cancel(_ transfer: Transfer) {
        inbox.withLock { inbox in
            transfer.isCancelled = true
            inbox.cancelled.append(transfer)
        }
        unsafe curl_multi_wakeup(multi)
    }

    func close() {
        inbox.withLock { $0.isClosed = true }
        unsafe curl_multi_wakeup(multi)
    }

    private func run() {
        while true {
            let taken = inbox.withLock { inbox in
                defer {
                    inbox.new = []
                    inbox.cancelled = []
                }
                return inbox
            }
            for transfer in taken.new { begin(transfer) }
            for transfer in taken.cancelled { giveUp(transfer, "the request was cancelled") }
            if taken.isClosed { break }
            var active: Int32 = 0
            unsafe curl_multi_perform(multi, &active)
            finishDone()
            unsafe curl_multi_poll(multi, nil, 0, 10_000, nil)
        }
        for transfer in unsafe Array(running.values) { giveUp(transfer, "the HTTP client was closed") }
    }

    private func begin(_ transfer: Transfer) {
        guard let easy = unsafe curl_easy_init() else {
            transfer.finish(.failure(HTTPClientError(.notSent, "out of memory")))
            return
        }
        unsafe transfer.configure(easy, options)
        unsafe running[easy] = transfer
        guard unsafe curl_multi_add_handle(multi, easy) == CURLM_OK else {
            unsafe end(easy)
            transfer.finish(.failure(HTTPClientError(.notSent, "the transfer cannot be started")))
            return
        }
    }

    private func finishDone() {
        var code = CURLE_OK
        while let easy = unsafe portico_curl_next_done(multi, &code) {
            guard let transfer = unsafe running[easy] else { continue }
            let outcome = unsafe transfer.outcome(easy, code)
            unsafe end(easy)
            transfer.finish(outcome)
        }
    }

    private func giveUp(_ transfer: Transfer, _ reason: String) {
        guard let easy = unsafe running.first(where: { unsafe $0.value === transfer })?.key else { return }
        let hasLeft = unsafe portico_curl_info_long(easy, CURLINFO_REQUEST_SIZE) > 0
        unsafe end(easy)
        transfer.finish(.failure(HTTPClientError(hasLeft ? .noAnswer : .notSent, reason)))
    }

    private func end(_ easy: UnsafeMutableRawPointer) {
        unsafe running[easy] = nil
        unsafe curl_multi_remove_handle(multi, easy)
        unsafe curl_easy_cleanup(easy)
    }
}
