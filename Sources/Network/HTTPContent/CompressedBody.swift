import HTTP

/// What another producer makes, compressed. Every piece leaves with all its octets, so that whoever reads along sees it.
actor CompressedBody: ResponseBodyProducer {
    private let source: any ResponseBodyProducer
    private let deflater: Deflater
    private var isOver = false

    init(_ source: any ResponseBodyProducer, _ deflater: sending Deflater) {
        self.source = source
        self.deflater = deflater
    }

    func next() async throws -> [UInt8]? {
        while !isOver {
            guard let piece = try await source.next() else {
                isOver = true
                return deflater.deflate([], .finish)
            }
            if !piece.isEmpty { return deflater.deflate(piece, .sync) }
        }
        return nil
    }
}

/// Octets that are there already, handed out in pieces, so that other requests of the thread get their turn between them.
actor SlicedBody: ResponseBodyProducer {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    func next() async -> [UInt8]? {
        if rest.isEmpty { return nil }
        await Task.yield()
        let piece = Array(rest.prefix(64 * 1024))
        rest = rest.dropFirst(piece.count)
        return piece
    }
}
