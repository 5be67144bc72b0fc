import CXML
import Testing
import XML

/// The pass of our own beside libxml2: what it takes, libxml2 takes, too, and makes the same tree of it.
@Suite struct XMLOnePassTests {
    private static let vocabulary = XMLVocabulary(
        elements: ["a", "b", "c", "cXML", "Header", "ItemOut", "Money", "Description"],
        attributes: ["x", "y", "lang", "currency"])
    private let parser = XMLParser(vocabulary: vocabulary)

    @Test(arguments: [
        "<a/>", "<a></a>", " <a x='1' xml:lang=\"de\"\ty=\"&amp;'\">t<b >u</b\n>]]&#x20AC;]</a> <!-- end -->\n",
        "<?xml version='1.0'?><!DOCTYPE a SYSTEM 'a.dtd'><a>1<![CDATA[<&]]]]>2</a>", "<!-- one --><a>\r\n\r<c x='\r\n\t'/></a>",
        "<A X='1' Y='2'><Zz/></A>", "<a>ü€😀\u{FFFD}</a>", "<a x='ü\u{FFFD}'/>",
    ])
    func `plain documents are read in one pass`(_ text: String) {
        #expect(parser.readsInOnePass(Array(text.utf8)))
        #expect(parser.disagreement(on: Array(text.utf8)) == nil)
    }

    @Test(arguments: [
        "", "<a", "<a>", "<a></b>", "<a></a", "<a/><b/>", "t<a/>", "<a/>t", "<a x/>", "<a x=1/>", "<a x='<'/>", "<a x='1'y='2'/>",
        "<a x='1' x='2'/>", "<a / >", "< a/>", "<a>]]></a>", "<a>&b;</a>", "<a>&amp</a>", "<a>&#0;</a>", "<a>&#xD800;</a>",
        "<a>&#X41;</a>", "<a>&#;</a>", "<a>\u{1}</a>", "<a>\u{FFFE}</a>", "<a x='\u{FFFF}'/>", "<a><!-- -- --></a>",
        "<a><!-- --->", "<a><!-- \u{1} --></a>", "<a><![CDATA[x]]</a>", "<a><!DOCTYPE a></a>", "<a><![cdata[]]></a>",
        "<a>\u{0}</a>", "<1a/>", "<a>&lt</a>", "<a 1x=''/>", "<a x=''/", "<a><?xml version='1.0'?></a>", "</a>", "<a></a></a>",
        "<![CDATA[x]]><a/>", "&amp;<a/>",
    ])
    func `broken documents are not`(_ text: String) {
        #expect(!parser.readsInOnePass(Array(text.utf8)))
        #expect(throws: XMLError.self) { _ = try parser.parse(Array(text.utf8)) }
    }

    @Test(arguments: ["<p:a xmlns:p='u'/>", "<a xmlns='u'/>", "<ü/>", "<a p:x='1' xmlns:p='u'/>", "<a><?pi?></a>"])
    func `what is well formed but unusual is left to libxml2`(_ text: String) throws {
        #expect(!parser.readsInOnePass(Array(text.utf8)))
        _ = try parser.parse(Array(text.utf8))
    }

    @Test func `limits hold`() throws {
        let few = XMLParser(
            vocabulary: Self.vocabulary, limits: XMLLimits(octets: 200, depth: 3, elements: 5, attributes: 2, nameLength: 4))
        for text in [
            "<a><a><a><a/></a></a></a>", "<a>" + String(repeating: "<b/>", count: 5) + "</a>", "<a x='' y='' z=''/>", "<aaaaa/>",
            "<a aaaaa=''/>", "<a>" + String(repeating: " ", count: 200) + "</a>",
        ] {
            let error = #expect(throws: XMLError.self, "\(text)") { _ = try few.parse(Array(text.utf8)) }
            #expect(error?.kind == .limit, "\(text)")
        }
    }

    private static let pieces = [
        "<a>", "</a>", "<b x='1'>", "</b>", "<c/>", "<a x=\"&lt;\" y='\t'/>", "]]>", "]]", "&amp;", "&#10;", "&#13;", "&#0;",
        "&#x110000;",
        "&#55296;", "\r\n", "\r", "\u{FFFE}", "\u{FFFD}", "<!-- x -->", "<!-- -- -->", "<!--->", "<![CDATA[x]]>",
        "<![CDATA[]]]]>", "<?p x?>",
        " xmlns:p='u'", "<p:b/>", "&lt", "&quot;", "ü", "😀", "\u{7F}", "\u{85}", "'", "\"", "=", ">", "<", "/", "&", ";", " ",
        "\n", "xml:lang='e'",
        "<a x='", "x", "<!DOCTYPE a>", "<A X='2'>", "</A>", "\u{1}", "\t", "-->", "]", "-", "xml:space='preserve'",
    ]

    @Test func `ten thousand random documents are read the same`() {
        var random = Seeded(7)
        var taken = 0
        for _ in 0..<10_000 {
            let octets = Array(Self.document(&random, depth: 0).utf8)
            if parser.readsInOnePass(octets) { taken += 1 }
            #expect(parser.disagreement(on: octets) == nil, "\(String(decoding: octets, as: UTF8.self))")
        }
        #expect(taken > 2000)
    }

    /// An element; now and then with a piece where it does not belong.
    private static func document(_ random: inout Seeded, depth: Int) -> String {
        let harmless = [
            "x", " ", "&amp;", "&#65;", "\n", "\r\n", "]]", "ü", "<!-- c -->", "<![CDATA[<]]>", "<c/>", "<c x='&gt;' y=' 1\t'/>",
        ]
        let name = ["a", "b", "B", "zz"].randomElement(using: &random) ?? "a"
        let attribute = ["", " x='1'", " X=\"'\"", " y = '&quot;\n'", " xml:lang='de' x=''"].randomElement(using: &random) ?? ""
        var text = "<\(name)\(attribute)>"
        for _ in 0..<Int.random(in: 0...4, using: &random) {
            switch Int.random(in: 0..<100, using: &random) {
            case 0..<3: text += pieces.randomElement(using: &random) ?? ""
            case 3..<30 where depth < 4: text += document(&random, depth: depth + 1)
            default: text += harmless.randomElement(using: &random) ?? ""
            }
        }
        return text + "</\(name)>"
    }

    @Test(.enabled(if: SharedFolder.path("cxml/samples") != nil, "the folder of samples is not there"))
    func `samples and what chance makes of them are read the same`() throws {
        let folder = try #require(SharedFolder.path("cxml/samples"))
        let parser = XMLParser(vocabulary: Self.vocabulary)
        var random = Seeded(11)
        var taken = 0
        for file in SharedFolder.names(in: folder) where file.hasSuffix(".xml") {
            let octets = try #require(SharedFolder.read(folder + "/" + file))
            if parser.readsInOnePass(octets) { taken += 1 }
            #expect(parser.disagreement(on: octets) == nil, "\(file)")
            guard octets.count < 20_000 else { continue }
            for round in 0..<60 {
                let changed = Self.changed(octets, &random)
                #expect(parser.disagreement(on: changed) == nil, "\(file), change \(round)")
            }
        }
        #expect(taken > 20)
    }

    private static func changed(_ octets: [UInt8], _ random: inout Seeded) -> [UInt8] {
        var octets = octets
        for _ in 0...Int.random(in: 0...2, using: &random) where !octets.isEmpty {
            let place = Int.random(in: 0..<octets.count, using: &random)
            let end = min(octets.count, place + Int.random(in: 1...30, using: &random))
            switch Int.random(in: 0..<4, using: &random) {
            case 0: octets[place] = UInt8.random(in: 0...255, using: &random)
            case 1: octets.removeSubrange(place..<end)
            case 2: octets.insert(contentsOf: Array(octets[place..<end]), at: place)
            default: octets.insert(contentsOf: Array((pieces.randomElement(using: &random) ?? "").utf8), at: place)
            }
        }
        return octets
    }
}
