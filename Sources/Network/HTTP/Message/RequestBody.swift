/// Where a request's body comes from, piece by piece. Nothing more is read from the network than is asked for.
package protocol RequestBodySource: Sendable {
    /// The next piece, `nil` at the end. Throws when the body breaks off or is malformed.
    func next() async throws -> [UInt8]?
}

/// The body of a request: pulled piece by piece, or collected up to a limit.
package struct RequestBody: Sendable {
    /// `nil` for no body at all.
    private let source: (any RequestBodySource)?
    /// From Content-Length; `nil` for a chunked body.
    package let knownLength: Int?

    package init(source: any RequestBodySource, knownLength: Int?) {
        self.source = source
        self.knownLength = knownLength
    }

    /// A body that is there already.
    package init(bytes: [UInt8]) {
        source = bytes.isEmpty ? nil : BytesSource(bytes)
        knownLength = bytes.count
    }

    package func next() async throws -> [UInt8]? { try await source?.next() }

    /// The whole body. Throws `BodyError.tooLarge` as soon as it is known to be longer than `maximum` octets.
    package func collect(upTo maximum: Int) async throws -> [UInt8] {
        guard let source else { return [] }
        if let knownLength, knownLength > maximum { throw BodyError.tooLarge(limit: maximum) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(knownLength ?? 0)
        while let piece = try await source.next() {
            if bytes.isEmpty, piece.count <= maximum {
                bytes = piece
            } else {
                bytes += piece
            }
            if bytes.count > maximum { throw BodyError.tooLarge(limit: maximum) }
        }
        return bytes
    }
}

/// A body held in memory, handed out once.
private actor BytesSource: RequestBodySource {
    private var bytes: [UInt8]?

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func next() -> [UInt8]? {
        defer { bytes = nil }
        return bytes
    }
}
