import HTTP

/// Sends pieces of a representation, 64 KB of it at a time, whatever its size is.
actor RepresentationBody: ResponseBodyProducer {
    enum Piece: Sendable, Hashable {
        case text([UInt8])
        case octets(Range<Int>)
    }

    private let data: any RepresentationData
    private var pieces: ArraySlice<Piece>

    init(_ data: any RepresentationData, _ pieces: [Piece]) {
        self.data = data
        self.pieces = pieces[...]
    }

    func next() async throws -> [UInt8]? {
        while let piece = pieces.popFirst() {
            switch piece {
            case .text(let bytes): return bytes
            case .octets(let range):
                if range.isEmpty { continue }
                let end = min(range.upperBound, range.lowerBound + 64 * 1024)
                if end < range.upperBound { pieces = [.octets(end..<range.upperBound)] + pieces }
                return try data.octets(range.lowerBound..<end)
            }
        }
        return nil
    }
}

/// Several ranges in one answer: `multipart/byteranges` (RFC 9110 §14.6).
struct ByteRangeParts {
    let pieces: [RepresentationBody.Piece]
    /// For Content-Type.
    let type: String
    /// Of the whole body, in octets.
    let length: Int

    init(_ ranges: [Range<Int>], type partType: String, length whole: Int) {
        // Nobody can put a delimiter into a file that nobody can foretell.
        let boundary = (0..<2).map { _ in String(UInt64.random(in: .min ... .max), radix: 36) }.joined()
        var pieces: [RepresentationBody.Piece] = []
        for (index, range) in ranges.enumerated() {
            let head =
                "\(index == 0 ? "" : "\r\n")--\(boundary)\r\nContent-Type: \(partType)\r\nContent-Range: "
                + "\(range.contentRange(of: whole))\r\n\r\n"
            pieces += [.text(Array(head.utf8)), .octets(range)]
        }
        pieces.append(.text(Array("\r\n--\(boundary)--\r\n".utf8)))
        self.pieces = pieces
        type = "multipart/byteranges; boundary=\(boundary)"
        length = pieces.reduce(0) { sum, piece in
            switch piece {
            case .text(let bytes): sum + bytes.count
            case .octets(let range): sum + range.count
            }
        }
    }
}
