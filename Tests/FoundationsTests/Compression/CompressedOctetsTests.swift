import Compression
import Cryptography
import Testing

struct CompressedOctetsTests {
    private static let mark: [UInt8] = [0, 0x4C, 0x5A]
    private let document = Array(String(repeating: "<ItemOut quantity=\"1\"><ItemID>B0</ItemID></ItemOut>\n", count: 200).utf8)
    private let line = """
        <ItemDetail>
        <UnitPrice><Money currency="USD">51.27</Money></UnitPrice>
        <Description xml:lang="en">Cable tester with “both” plugs &amp; a bag</Description>
        <UnitOfMeasure>EA</UnitOfMeasure>
        <Classification domain="UNSPSC">41113700</Classification>
        <Extrinsic name="never-seen">x</Extrinsic>
        </ItemDetail>
        """

    @Test func `a document takes a small part of its space and comes back as it was`() {
        let kept = CompressedOctets.compressed(document)
        #expect(kept.count * 20 < document.count)
        #expect(CompressedOctets.decompressed(kept) == document)
    }

    @Test func `a line's details take less than half, although they say hardly anything twice`() {
        let kept = CompressedOctets.compressed(line)
        #expect(kept.count * 2 < line.utf8.count)
        #expect(CompressedOctets.decompressed(kept) == Array(line.utf8))
        #expect(CompressedOctets.compressed(Array(line.utf8)) == kept)
    }

    @Test func `whatever is kept comes back, octet for octet`() {
        var random = SystemRandomNumberGenerator()
        for size in [0, 1, 3, 4, 8, 9, 63, 64, 255, 256, 257, 1000, 1023, 1024, 1025, 70_000] {
            let noise = (0..<size).map { _ in UInt8.random(in: 0...255, using: &random) }
            let dull = [UInt8](repeating: 0x20, count: size)
            let codes = (0..<size).map { _ in UInt8.random(in: 1...40, using: &random) }
            let plain: [[UInt8]] = [noise, dull, codes, CompressedOctets.compressed(dull)]
            let kinds: [UInt8] = [0x34, 1, 2, 3]
            let marked = kinds.flatMap { kind in plain.map { Self.mark + [kind] + $0 } }
            for octets in plain + marked {
                #expect(CompressedOctets.decompressed(CompressedOctets.compressed(octets)) == octets, "\(size) octets")
            }
        }
    }

    @Test func `tags come back among anything, known or not, whole or cut off`() {
        var random = SystemRandomNumberGenerator()
        let parts =
            line.split(separator: "<", omittingEmptySubsequences: false).map { "<" + $0 } + [
                "<", ">", "<<", "</Money", "<Money>", "<>", "é", "\t", "\r\n", String(repeating: "x", count: 90),
                "<?xml version=\"1.0\"?>",
            ]
        for _ in 0..<2000 {
            let text = (0..<Int.random(in: 0...60, using: &random)).map { _ in parts.randomElement(using: &random) ?? "" }
                .joined()
            #expect(CompressedOctets.decompressed(CompressedOctets.compressed(text)) == Array(text.utf8), "\(text)")
        }
    }

    @Test func `what does not become shorter, or was short, is kept as it is`() {
        let short = Array(document.prefix(63))
        #expect(CompressedOctets.compressed(short) == short)
        let plain = Array(String(repeating: "no tag ", count: 20).utf8)
        #expect(CompressedOctets.compressed(plain) == plain)
        var random = SystemRandomNumberGenerator()
        let noise = (0..<5000).map { _ in UInt8.random(in: 1...255, using: &random) }
        #expect(CompressedOctets.compressed(noise) == noise)
    }

    @Test func `what earlier versions kept is read: as it was, or by LZ4 alone`() {
        #expect(CompressedOctets.decompressed(document) == document)
        #expect(CompressedOctets.decompressed([]).isEmpty)
        // 100 spaces: a literal, 80 more octets from one octet before, and the last as they must be.
        let spaces: [UInt8] = [0x1F, 0x20, 1, 0, 75, 0x50] + [UInt8](repeating: 0x20, count: 5)
        #expect(
            CompressedOctets.decompressed(Self.mark + [0x34, 100, 0, 0, 0] + spaces) == [UInt8](repeating: 0x20, count: 100))
    }

    @Test func `the codes of tags stay what they are, because kept documents are read by them`() {
        func text(_ codes: [UInt8], size: UInt8) -> String {
            String(decoding: CompressedOctets.decompressed(Self.mark + [1, size] + codes), as: UTF8.self)
        }
        #expect(
            text([0x31, 1, 2, 28], size: 62)
                == #"1<Money currency="USD"></Money><Credential domain="NetworkId">"#)
        #expect(
            text([29, 32, 29, 255, 30, 32], size: 88)
                == #"<Accounting name="DistributionCharge"><InvoiceDetailLineIndicator/><StatusUpdateRequest>"#)
        // All 259 of this version, one behind the other.
        var kept = Self.mark
        kept += [1, 221, 42]
        for code: UInt8 in 1...28 where ![9, 10, 13].contains(code) { kept.append(code) }
        for number in 0..<234 { kept += [UInt8(29 + number / 224), UInt8(32 + number % 224)] }
        let all = CompressedOctets.decompressed(kept)
        #expect(SHA256.hex(all) == "5aba86ac55c943786453a619771c55c47cabf5788d7520dee61b1f3d2d2108d1")
    }

    @Test(arguments: [0, 1])
    func `what is damaged, or names a size that it cannot have, is answered as it is`(which: Int) {
        let kept = which == 0 ? CompressedOctets.compressed(document) : CompressedOctets.compressed(line)
        for count in [3, 4, 5, 6, 8, 9, kept.count / 2, kept.count - 1] {
            let cut = Array(kept.prefix(count))
            #expect(CompressedOctets.decompressed(cut) == cut)
        }
        for kind: UInt8 in [0x34, 1, 2] {
            for size: [UInt8] in [
                [0, 0, 0, 0], [1, 0, 0, 0], [255, 255, 255, 127], [255, 255, 255, 255], [255, 255, 255, 255, 127],
            ] {
                let liar = Self.mark + [kind] + size + kept.dropFirst(8)
                #expect(CompressedOctets.decompressed(liar) == liar)
            }
        }
    }

    @Test func `octets that were changed are answered as something, and never harm`() {
        var random = SystemRandomNumberGenerator()
        for kept in [CompressedOctets.compressed(document), CompressedOctets.compressed(line)] {
            for _ in 0..<2000 {
                var changed = kept
                changed[Int.random(in: 3..<kept.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
                #expect(CompressedOctets.decompressed(changed).count <= 300_000)
            }
        }
    }
}
