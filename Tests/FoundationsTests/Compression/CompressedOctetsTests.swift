import Compression
import Testing

struct CompressedOctetsTests {
    private static let mark: [UInt8] = [0, 0x4C, 0x5A, 0x34]
    private let document = Array(String(repeating: "<ItemOut quantity=\"1\"><ItemID>B0</ItemID></ItemOut>\n", count: 200).utf8)

    @Test func `a document takes a small part of its space and comes back as it was`() {
        let kept = CompressedOctets.compressed(document)
        #expect(kept.count * 5 < document.count)
        #expect(CompressedOctets.decompressed(kept) == document)
    }

    @Test func `whatever is kept comes back, octet for octet`() {
        var random = SystemRandomNumberGenerator()
        for size in [0, 1, 3, 4, 8, 9, 255, 256, 257, 1000, 1023, 1024, 1025, 70_000] {
            let noise = (0..<size).map { _ in UInt8.random(in: 0...255, using: &random) }
            let dull = [UInt8](repeating: 0x20, count: size)
            for octets in [noise, dull, Self.mark + noise, Self.mark + dull, CompressedOctets.compressed(dull)] {
                #expect(CompressedOctets.decompressed(CompressedOctets.compressed(octets)) == octets, "\(size) octets")
            }
        }
    }

    @Test func `what does not become shorter, or was short, is kept as it is`() {
        let short = Array(document.prefix(255))
        #expect(CompressedOctets.compressed(short) == short)
        var random = SystemRandomNumberGenerator()
        let noise = (0..<5000).map { _ in UInt8.random(in: 1...255, using: &random) }
        #expect(CompressedOctets.compressed(noise) == noise)
    }

    @Test func `what was kept before anything was compressed is read as it is`() {
        #expect(CompressedOctets.decompressed(document) == document)
        #expect(CompressedOctets.decompressed([]).isEmpty)
    }

    @Test func `what is damaged, or names a size that it cannot have, is answered as it is`() {
        let kept = CompressedOctets.compressed(document)
        for count in [4, 8, 9, kept.count / 2, kept.count - 1] {
            let cut = Array(kept.prefix(count))
            #expect(CompressedOctets.decompressed(cut) == cut)
        }
        for size: [UInt8] in [[0, 0, 0, 0], [1, 0, 0, 0], [255, 255, 255, 127], [255, 255, 255, 255]] {
            let liar = Self.mark + size + kept.dropFirst(8)
            #expect(CompressedOctets.decompressed(liar) == liar)
        }
    }
}
