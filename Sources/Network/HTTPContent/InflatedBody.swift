import HTTP

/// The plain content of a compressed body. At most one received piece and one inflated piece are held at a time.
actor InflatedBody: RequestBodySource {
    /// One coding: octets in, plain octets out.
    private struct Stage {
        var coding: ContentCoding
        var inflater: Inflater?
        var input: [UInt8] = []
        /// Whether nothing more comes in.
        var isFed = false
    }

    private let source: RequestBody
    private let limits: Decompression.Limits
    private var stages: [Stage]
    private var received = 0
    /// What came out of the last stage, and of all of them.
    private var inflated = 0
    private var passed = 0
    /// Why the content could not be read to its end.
    private(set) var fault: BodyError?

    /// `codings` with the outermost first, which was applied last.
    init(_ source: RequestBody, codings: [ContentCoding], limits: Decompression.Limits) {
        self.source = source
        self.limits = limits
        stages = codings.map { Stage(coding: $0) }
    }

    /// Throws `BodyError.tooLarge` out of proportion, `BodyError.truncated` for what is broken or cut off, and what the
    /// received body throws.
    func next() async throws -> [UInt8]? {
        if let fault { throw fault }
        do {
            return try await plain(of: stages.count - 1)
        } catch is CompressionError {
            fault = .truncated
            throw BodyError.truncated
        } catch let error as BodyError {
            fault = error
            throw error
        }
    }

    /// The next piece that a stage makes, `nil` at its end. Stage -1 is the body as it is received.
    private func plain(of index: Int) async throws -> [UInt8]? {
        if index < 0 {
            let piece = try await source.next()
            received += piece?.count ?? 0
            return piece
        }
        while true {
            let piece = try inflate(index)
            if !piece.isEmpty {
                if index == stages.count - 1 { inflated += piece.count }
                try checkProportion(piece.count)
                return piece
            }
            if stages[index].inflater?.isFinished == true, !stages[index].input.isEmpty { continue }
            if stages[index].isFed {
                // The checksum at the end was seen, or the content is not complete.
                guard stages[index].inflater?.isFinished == true else { throw BodyError.truncated }
                return nil
            }
            if let more = try await plain(of: index - 1) { stages[index].input += more } else { stages[index].isFed = true }
        }
    }

    /// What comes of the input that a stage has; empty when it needs more.
    private func inflate(_ index: Int) throws(CompressionError) -> [UInt8] {
        if stages[index].inflater == nil {
            guard let format = format(of: stages[index]) else { return [] }
            stages[index].inflater = try Inflater(format)
        }
        guard let inflater = stages[index].inflater else { return [] }
        if inflater.isFinished, !stages[index].input.isEmpty {
            // Members in a row are one content (RFC 1952 §2.2); anything else behind the end is not gzip.
            guard stages[index].coding == .gzip else { throw .malformed }
            try inflater.restart()
        }
        var rest = stages[index].input[...]
        let piece = try inflater.inflate(&rest, upTo: 64 * 1024)
        stages[index].input = Array(rest)
        return piece
    }

    /// Which of the formats a stage's content has, once that can be told. Some clients send the bare stream as deflate, and
    /// everybody takes it (RFC 9110 §8.4.1.2): without zlib's two octets of header it is that.
    private func format(of stage: Stage) -> Inflater.Format? {
        if stage.coding == .gzip { return stage.input.isEmpty ? nil : .gzip }
        guard stage.input.count >= 2 else { return stage.isFed && !stage.input.isEmpty ? .raw : nil }
        let (first, second) = (Int(stage.input[0]), Int(stage.input[1]))
        return first & 0x0F == 8 && (first << 8 | second) % 31 == 0 ? .zlib : .raw
    }

    /// Every stage's octets count, so that a bomb inside a bomb is seen where it goes off.
    private func checkProportion(_ count: Int) throws {
        passed += count
        if inflated > limits.length { throw BodyError.tooLarge(limit: limits.length) }
        if passed > limits.free, passed / limits.ratio > received { throw BodyError.tooLarge(limit: limits.free) }
    }
}
