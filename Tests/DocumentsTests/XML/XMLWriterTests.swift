import Testing
import XML

@Suite struct XMLWriterTests {
    @Test func `five characters are escaped, forbidden ones dropped, empty ones left out`() throws {
        var writer = XMLWriter()
        writer.open("a", ["x": "<\">'&\n\t", "y": "", "z": nil])
        writer.element("b", text: "<\">'&\u{0}\u{B}\u{FFFE}\u{FFFF}\r\n\t\u{FFFD}")
        writer.element("c", text: "")
        writer.open("d")
        writer.close()
        writer.close()
        let wanted =
            "<a x=\"&lt;&quot;&gt;&apos;&amp;&#10;&#9;\"><b>&lt;&quot;&gt;&apos;&amp;&#13;\n\t\u{FFFD}</b><d/></a>"
        #expect(writer.string == wanted)
    }

    @Test func `whatever is written is read back`() throws {
        var random = Seeded(7)
        let parser = XMLParser(vocabulary: XMLVocabulary(elements: ["a"], attributes: ["x"]))
        for _ in 0..<2000 {
            let scalars = (0..<Int.random(in: 1...30, using: &random)).compactMap { _ in
                Unicode.Scalar(UInt32.random(in: 0...(Bool.random(using: &random) ? 0x7F : 0x1_FFFF), using: &random))
            }
            let text = "x" + String(String.UnicodeScalarView(scalars)) + "x"
            var writer = XMLWriter()
            writer.open("a", ["x": text])
            writer.text(text)
            writer.close()
            let root = try parser.parse(writer.octets).root
            let allowed = text.unicodeScalars.filter {
                ($0.value >= 0x20 || [9, 10, 13].contains($0.value)) && $0.value != 0xFFFE && $0.value != 0xFFFF
            }
            #expect(Array(root.text.unicodeScalars) == Array(allowed))
            #expect(Array((root.attribute(0) ?? "").unicodeScalars) == Array(allowed))
        }
    }
}
