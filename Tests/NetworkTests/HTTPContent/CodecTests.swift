import HTTP
import HTTPContent
import Testing

@Suite struct `Deflate and inflate` {
    /// Content between noise and one octet repeated.
    private static func content(_ seed: UInt64, _ random: inout Seeded) -> [UInt8] {
        let count = Int.random(in: 0...200_000, using: &random)
        let letters = UInt8.random(in: 0...255, using: &random)
        return (0..<(seed % 5 == 0 ? count % 40 : count)).map { _ in UInt8.random(in: 0...letters, using: &random) }
    }

    @Test(arguments: UInt64(0)..<40)
    func `what was deflated in random pieces inflates to the same in other pieces`(_ seed: UInt64) throws {
        var random = Seeded(state: seed)
        let content = Self.content(seed, &random)
        let coding = try #require(ContentCoding.allCases.randomElement(using: &random))
        let deflater = try Deflater(
            coding, level: Int.random(in: 1...9, using: &random), length: Bool.random(using: &random) ? content.count : nil)
        var compressed: [UInt8] = []
        var rest = content[...]
        while !rest.isEmpty {
            let piece = Array(rest.prefix(Int.random(in: 1...70_000, using: &random)))
            rest = rest.dropFirst(piece.count)
            compressed += deflater.deflate(piece, Bool.random(using: &random) ? .none : .sync)
        }
        compressed += deflater.deflate([], .finish)
        let inflater = try Inflater(coding == .gzip ? .gzip : .zlib)
        var result: [UInt8] = []
        var wire = compressed[...]
        var input: ArraySlice<UInt8> = []
        while !inflater.isFinished {
            let maximum = Int.random(in: 1...90_000, using: &random)
            let output = try inflater.inflate(&input, upTo: maximum)
            result += output
            if output.count == maximum { continue }
            let more = wire.prefix(Int.random(in: 1...9_000, using: &random))
            if more.isEmpty { break }
            wire = wire.dropFirst(more.count)
            input += more
        }
        #expect(inflater.isFinished)
        #expect(result == content)
    }

    @Test func `after a flush everything so far can be read`() throws {
        let deflater = try Deflater(.gzip)
        let inflater = try Inflater(.gzip)
        for word in ["data: one\n\n", "data: two\n\n", "data: three\n\n"] {
            var input = deflater.deflate(Array(word.utf8), .sync)[...]
            #expect(try inflater.inflate(&input, upTo: 1000) == Array(word.utf8))
        }
    }

    @Test func `no more comes out than was asked for`() throws {
        let bomb = try gzip([UInt8](repeating: 0, count: 10_000_000))
        let inflater = try Inflater(.gzip)
        var input = bomb[...]
        #expect(try inflater.inflate(&input, upTo: 100).count == 100)
        #expect(!inflater.isFinished)
    }

    @Test func `a flipped bit anywhere is noticed`() throws {
        let whole = try gzip(Array("The quick brown fox jumps over the lazy dog".utf8))
        // Behind the header, whose time and system are not covered by the checksum (RFC 1952 §2.3.1).
        for index in 10..<whole.count {
            var broken = whole
            broken[index] ^= 1
            #expect(inflated(broken) == nil, "octet \(index)")
        }
        for count in 0..<whole.count { #expect(inflated(Array(whole[..<count])) == nil) }
    }
}
