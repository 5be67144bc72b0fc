import CCurl

/// ``HTTPSender`` over libcurl: one thread moves all transfers and keeps connections for the next request.
///
/// TLS 1.2 or newer with verification always; no redirect is followed, no proxy is taken from the environment, no body is
/// unpacked, and no request is ever sent twice by itself.
package final class HTTPClient: HTTPSender {
    /// What holds for all requests of a client.
    package struct Options: Sendable {
        /// Allows loopback, private and other addresses that ``AddressGuard`` refuses.
        package var allowPrivateTargets: Bool
        /// Certificates (PEM) to trust instead of the system's.
        package var caFile: String?
        /// Sent as `User-Agent` unless a request has its own.
        package var userAgent: String
        /// The most that are open at once; further requests wait for one.
        package var connections: Int

        package init(
            allowPrivateTargets: Bool = false, caFile: String? = nil, userAgent: String = "Portico", connections: Int = 64
        ) {
            self.connections = connections
            self.allowPrivateTargets = allowPrivateTargets
            self.caFile = caFile
            self.userAgent = userAgent
        }
    }

    private let loop: TransferLoop
    private let allowsPrivateTargets: Bool

    /// - Throws: ``HTTPClientError`` when the system has no thread or memory left.
    package init(_ options: Options = Options()) throws(HTTPClientError) {
        loop = try TransferLoop(options)
        allowsPrivateTargets = options.allowPrivateTargets
        try loop.start()
    }

    deinit {
        loop.close()
    }

    /// Cancelling the task gives the transfer up; the error then says whether anything had left.
    package func send(_ request: OutgoingRequest) async throws(HTTPClientError) -> IncomingResponse {
        try request.check()
        let transfer = Transfer(request)
        let loop = loop
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                transfer.continuation = continuation
                loop.add(transfer)
            }
        } onCancel: {
            loop.cancel(transfer)
        }
        return try result.get()
    }

    package func refuses(url: String) -> Bool { !allowsPrivateTargets && AddressGuard.isPlainlyPrivate(url: url) }

    /// Gives up what is under way and ends the thread; later requests are not sent.
    package func close() {
        loop.close()
    }
}
