import Testing
import XML

@Suite struct XMLParserTests {
    private static let vocabulary = XMLVocabulary(elements: ["a", "b", "c"], attributes: ["x", "lang"])

    private func parse(_ text: String, charset: String? = nil) throws(XMLError) -> XMLElement {
        try parse(Array(text.utf8), charset: charset)
    }

    private func parse(_ octets: [UInt8], charset: String? = nil, limits: XMLLimits = XMLLimits()) throws(XMLError) -> XMLElement
    {
        try XMLParser(vocabulary: Self.vocabulary, limits: limits).parse(octets, charset: charset).root
    }

    @Test func `elements, attributes and text are found by number`() throws {
        let root = try parse("<a x=' 1 ' xml:lang='de'><b>one</b><z/><b> two &amp; <c>three</c></b></a>")
        #expect(root.number == 0)
        #expect(root.attribute(0) == "1")
        #expect(root.attribute(1) == "de")
        #expect(root.children.map(\.name) == ["b", "z", "b"])
        #expect(root.first(1)?.text == "one")
        #expect(root.text == "one two & three")
        #expect(root.firstDescendant(2)?.path == "a/b[2]/c")
        let last = try #require(Array(root.children).last)
        #expect(last.text(without: 2) == "two &")
    }

    @Test func `references, CDATA and comments within text are resolved`() throws {
        #expect(try parse("<a>&#x41;&#66;<![CDATA[<&>]]><!-- no -->C<?pi?>&lt;</a>").text == "AB<&>C<")
    }

    @Test func `names in other case are known as a last resort`() throws {
        let document = try XMLParser(vocabulary: Self.vocabulary).parse(Array("<A X='1'/>".utf8))
        #expect(document.hasNamesInOtherCase)
        #expect(document.root.number == 0)
        #expect(document.root.attribute(0) == "1")
    }

    @Test func `a broken document and thousands of strange names leave nothing to the documents behind them`() throws {
        let vocabulary = XMLVocabulary(elements: ["a", "b"], attributes: ["x"])
        let parser = XMLParser(vocabulary: vocabulary)
        for round in 0..<20 {
            #expect(throws: XMLError.self) { try parser.parse(Array("<a xmlns:p='u'><p:b x='1'>text</a>".utf8)) }
            let strange = (0..<500).map { "<n\(round)-\($0) y\($0)='&amp;'/>" }.joined()
            #expect(
                try parser.parse(Array("<a>\(strange)</a>".utf8)).root.children.allSatisfy { $0.number == XMLVocabulary.unknown })
            let root = try parser.parse(Array("<a x='1'>\n<b>one</b>\n<B/></a>".utf8)).root
            #expect(root.attribute(0) == "1" && root.text == "one")
            #expect(root.children.map(\.number) == [1, 1])
            #expect(root.children(1).map(\.name) == ["b", "B"])
        }
    }

    // MARK: DOCTYPE

    @Test(arguments: [
        "<!DOCTYPE a SYSTEM \"http://127.0.0.1:1/a.dtd\"><a/>", "<!DOCTYPE a SYSTEM 'file:///etc/passwd' []><a/>",
        "<!DOCTYPE a [ \n ]><a/>", "<!DOCTYPE a PUBLIC \"-//x\" \"y.dtd\" [] ><a/>", "<!DOCTYPE a><a/>",
        "<!-- c --><?pi x?><!DOCTYPE a><!-- d --><a/><!-- e -->", "\n <?xml version='1.0'?>\n<a/>\n",
    ])
    func `a DOCTYPE without declarations is accepted and not fetched`(text: String) throws {
        #expect(try parse(text).name == "a")
    }

    @Test(arguments: [
        "<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>", "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>",
        "<!DOCTYPE a [<!ENTITY % p SYSTEM 'http://127.0.0.1/'>%p;]><a/>",
        "<!DOCTYPE a [<!ATTLIST a x CDATA #IMPLIED>]><a x='v'/>",
        "<!DOCTYPE a [<!NOTATION n SYSTEM 'n'><!ENTITY e SYSTEM 'e' NDATA n>]><a/>", "<!DOCTYPE a [<!ELEMENT a ANY>]><a/>",
        "<!DOCTYPE a [<!-- c -->]><a/>", "<!DOCTYPE a><!DOCTYPE a><a/>", "<a><!DOCTYPE a></a>", "<a/><!DOCTYPE a>",
        "<!DOCTYPE a [<!ENTITY a0 'ha'><!ENTITY a1 '&a0;&a0;&a0;&a0;&a0;&a0;'>]><a>&a1;</a>", "<!DOCTYPE a [", "<!DOCTYPE",
    ])
    func `declarations are refused before anything is expanded`(text: String) {
        let error = #expect(throws: XMLError.self) { try parse(text) }
        #expect(error?.kind == .declaration)
    }

    @Test func `an undeclared entity is an error even behind an external DTD`() {
        #expect(throws: XMLError.self) { try parse("<!DOCTYPE a SYSTEM 'a.dtd'><a>x&e;y</a>") }
    }

    // MARK: Form

    @Test(arguments: [
        "", " ", "<", "<a", "<a>", "<a></b>", "<a/><b/>", "<a/>junk", "junk<a/>", "<a x='1' x='2'/>", "<a x=1/>", "<a>&</a>",
        "<a>&#0;</a>", "<a>\u{0}</a>", "<a>\u{1}</a>", "<a>\u{FFFE}</a>", "<a x='<'/>", "</a>", "<a><b></a></b>", "<a>]]></a>",
        "<a><!-- -- --></a>", "<a><![CDATA[</a>", "<a/><?xml version='1.0'?>", "<1/>", "<a b/>", "<a>&#xD800;</a>", "<a>&amp</a>",
    ])
    func `what is not well formed is refused`(text: String) {
        #expect(throws: XMLError.self) { try parse(text) }
    }

    @Test func `an error names its line`() {
        let error = #expect(throws: XMLError.self) { try parse("<a>\n<b>\n</c>\n</a>") }
        #expect(error?.line == 3)
        #expect(error?.kind == .malformed)
    }

    // MARK: Limits

    @Test func `each limit refuses what is beyond it and allows what is at it`() throws {
        let limits = XMLLimits(octets: 100_000, depth: 5, elements: 8, attributes: 3, nameLength: 10)
        let good = [
            "<a><b><a><b><a/></b></a></b></a>", "<a><b/><b/><b/><b/><b/><b/><b/></a>", "<a p='' q='' r='='/>",
            "<a><n123456789/></a>",
        ]
        for text in good { #expect(throws: Never.self) { try parse(Array(text.utf8), limits: limits) } }
        let bad = [
            "<a><b><a><b><a><b/></a></b></a></b></a>", "<a><b/><b/><b/><b/><b/><b/><b/><b/></a>", "<a p='' q='' r='' s=''/>",
            "<a><n1234567890/></a>", "<a n1234567890=''/>", "<a>" + String(repeating: "x", count: 100_000) + "</a>",
        ]
        for text in bad {
            let error = #expect(throws: XMLError.self) { try parse(Array(text.utf8), limits: limits) }
            #expect(error?.kind == .limit, "\(text.prefix(50))")
        }
    }

    @Test func `deep nesting, a million attributes and a million elements are refused quickly`() {
        let deep = String(repeating: "<a>", count: 1_000_000)
        let wide = "<a" + (0..<400_000).map { " a\($0)=''" }.joined() + "/>"
        let many = "<a>" + String(repeating: "<b/>", count: 1_000_000) + "</a>"
        for text in [deep, wide, many] {
            let error = #expect(throws: XMLError.self) { try parse(text) }
            #expect(error?.kind == .limit)
        }
    }

    // MARK: Encodings

    @Test func `UTF-8, UTF-16, ASCII, Latin-1 and windows-1252 are decoded`() throws {
        let text = "<a>Größe €</a>"
        let plain = Array(text.utf8)
        for octets in [plain, [0xEF, 0xBB, 0xBF] + plain, Wide.utf16(text, highFirst: true), Wide.utf16(text, highFirst: false)] {
            #expect(try parse(octets).text == "Größe €")
        }
        #expect(try parse("<a>\u{1F600}</a>").text == "\u{1F600}")
        #expect(try parse(Wide.utf16("<a>\u{1F600}</a>", highFirst: false)).text == "\u{1F600}")
        let latin: [UInt8] = Array("<?xml version='1.0' encoding='ISO-8859-1'?><a>".utf8) + [0xFC, 0xDF] + Array("</a>".utf8)
        #expect(try parse(latin).text == "üß")
        let windows: [UInt8] = Array("<?xml version='1.0' encoding='Windows-1252'?><a>".utf8) + [0x80, 0x99] + Array("</a>".utf8)
        #expect(try parse(windows).text == "€™")
    }

    @Test func `the MIME charset wins over the declaration and a byte order mark over both`() throws {
        let declared = "<?xml version='1.0' encoding='ISO-8859-1'?><a>ü</a>"
        #expect(try parse(declared, charset: "utf-8").text == "ü")
        #expect(try parse(declared).text == "Ã¼")
        #expect(try parse([0xEF, 0xBB, 0xBF] + Array(declared.utf8), charset: "iso-8859-1").text == "ü")
    }

    @Test(arguments: ["UTF-7", "UTF-32", "IBM037", "cp037", "UTF-16", "Shift_JIS", "utf-16le", "x-user-defined", "ISO-8859-15"])
    func `other encodings are refused by declaration and by charset`(label: String) {
        let text = "<?xml version=\"1.0\" encoding=\"\(label)\"?><a/>"
        #expect(#expect(throws: XMLError.self) { try parse(text) }?.kind == .encoding)
        #expect(#expect(throws: XMLError.self) { try parse("<a/>", charset: label) }?.kind == .encoding)
    }

    @Test func `octets that are not in their encoding are refused`() {
        let cases: [([UInt8], String?)] = [
            ([0x3C, 0x61, 0x3E, 0xFF, 0x3C, 0x2F, 0x61, 0x3E], nil),
            ([0x3C, 0x61, 0x3E, 0xC0, 0xAF, 0x3C, 0x2F, 0x61, 0x3E], nil),
            ([0x3C, 0x61, 0x3E, 0xFC, 0x3C, 0x2F, 0x61, 0x3E], "us-ascii"), ([0xFF, 0xFE, 0x3C], nil),
            ([0xFF, 0xFE, 0x00, 0xD8, 0x3C, 0x00], nil), ([0xFF, 0xFE, 0, 0, 0x3C, 0, 0, 0], nil),
            ([0x3C, 0, 0x61, 0, 0x2F, 0, 0x3E, 0], nil), ([0x4C, 0x6F, 0xA7, 0x94, 0x93], nil),
        ]
        for (octets, charset) in cases {
            #expect(#expect(throws: XMLError.self) { try parse(octets, charset: charset) }?.kind == .encoding, "\(octets)")
        }
    }

    // MARK: Fragments

    @Test func `fragments are the source's own text, in UTF-8 whatever the encoding was`() throws {
        let inner = "a &amp; <c x='1'  y=\"2\"/>\n<!--k--><![CDATA[<]]>&#252;ü"
        let text = "<a><b >\(inner)</b ></a>"
        let element = try #require(try parse(text).first(1))
        #expect(element.innerFragment?.xml == inner)
        #expect(element.outerFragment?.xml == "<b >\(inner)</b >")
        #expect(element.innerFragment?.text == "a & \n<üü")
        #expect(try parse(Wide.utf16(text, highFirst: true)).first(1)?.innerFragment?.xml == inner)
        #expect(try parse("<a><b/></a>").first(1)?.innerFragment?.xml == "")
        #expect(try parse("<a><b/></a>").first(1)?.outerFragment?.xml == "<b/>")
    }

    @Test func `a fragment with namespace prefixes is not kept`() throws {
        #expect(try parse("<a xmlns:p='u'><b><p:c/></b></a>").first(1)?.outerFragment == nil)
        #expect(try parse("<a><b p:x='1'/></a>").first(1)?.outerFragment == nil)
        #expect(try parse("<a><b xml:lang='en'/></a>").first(1)?.outerFragment != nil)
    }

    @Test(arguments: ["</x><x>", "<a>", "&e;", "a & b", "<p:a/>", "]]>", "<!DOCTYPE x>", "\u{1}"])
    func `stored text that is no content by itself makes no fragment`(xml: String) {
        #expect(throws: XMLError.self) { try XMLFragment(content: xml) }
    }
}
