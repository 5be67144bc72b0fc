import HTTP

/// The body of the request that a connection is serving: decoded as it is asked for, so that a slow handler slows the sender.
final class ConnectionBody: RequestBodySource, @unchecked Sendable {
    private let connection: Connection
    private var decoder: BodyDecoder
    private var awaitsContinue: Bool
    private let limit: Int
    private var total = 0
    /// Why the body was refused, when it was.
    private(set) var refusal: Refusal?
    /// The client left before the end.
    private(set) var isTruncated = false

    init(_ connection: Connection, _ head: RequestHead) {
        self.connection = connection
        decoder = BodyDecoder(framing: head.framing, limits: connection.reactor.configuration.limits)
        awaitsContinue = head.expectsContinue
        limit = connection.reactor.configuration.limits.body
        if let length = head.framing.knownLength, length > limit { refusal = Self.tooLarge }
    }

    func next() async throws -> [UInt8]? {
        if decoder.isComplete { return nil }
        // Whoever reads, the connection is touched on its own thread only.
        return try await withTaskExecutorPreference(connection.reactor) { try await self.read() }
    }

    private func read() async throws -> [UInt8]? {
        if let refusal { throw refusal }
        if isTruncated { throw BodyError.truncated }
        connection.beginBody()
        defer { connection.endBody() }
        if awaitsContinue {
            awaitsContinue = false
            guard await connection.sendContinue() else { throw truncated() }
        }
        var piece: [UInt8] = []
        while true {
            do {
                connection.consume(try decoder.decode(connection.buffered, into: &piece, maximum: 64 * 1024))
            } catch {
                refusal = error
                throw error
            }
            total += piece.count
            if total > limit {
                refusal = Self.tooLarge
                throw Self.tooLarge
            }
            if !piece.isEmpty { return piece }
            if decoder.isComplete { return nil }
            guard await connection.receive() else { throw truncated() }
        }
    }

    private static let tooLarge = Refusal(.contentTooLarge, "The body is larger than this server takes (RFC 9110 §15.5.14).")

    private func truncated() -> BodyError {
        isTruncated = true
        return .truncated
    }

    /// Passes over what the handler did not read, up to `limit` octets; answers whether the next request may follow.
    func finish(limit: Int) async -> Bool {
        if decoder.isComplete { return true }
        // A client that still waits for 100 Continue may or may not send its body: only closing is clear (RFC 9110 §10.1.1).
        if awaitsContinue || refusal != nil || isTruncated { return false }
        if let remaining = decoder.remaining, remaining > limit { return false }
        var passed = 0
        while passed <= limit {
            guard let piece = try? await read() else { return decoder.isComplete }
            passed += piece.count
        }
        return false
    }
}
