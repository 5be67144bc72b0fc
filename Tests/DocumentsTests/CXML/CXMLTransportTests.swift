import CXML
import Testing

@Suite struct CXMLTransportTests {
    private static let document = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><cXML a=\"1\">ü &amp; x + y ÿþ~~~</cXML>"

    private func decode(_ fields: (String, String)...) throws -> CXMLForm {
        try CXMLForm.decode(fields.map { (name: $0.0, value: Array($0.1.utf8)) })
    }

    private func text(_ form: CXMLForm) -> String { String(decoding: form.octets, as: UTF8.self) }

    private func base64(_ text: String) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        let octets = Array(text.utf8)
        var result = ""
        for start in stride(from: 0, to: octets.count, by: 3) {
            let group = octets[start..<min(start + 3, octets.count)]
            var bits = group.reduce(0) { $0 << 8 | Int($1) } << ((3 - group.count) * 8)
            var letters = ""
            for _ in 0..<4 {
                letters = String(alphabet[bits & 63]) + letters
                bits >>= 6
            }
            result += letters.prefix(group.count + 1) + String(repeating: "=", count: 3 - group.count)
        }
        return result
    }

    @Test(arguments: ["cXML-urlencoded", "cxml-urlencoded", "CXML-URLENCODED", " cXML-urlencoded ", "cxml"])
    func `the urlencoded field is found without case and its declaration ignored`(name: String) throws {
        let form = try decode(("submit", "Go"), (name, Self.document))
        #expect(text(form) == Self.document)
        #expect(form.charset == "utf-8")
    }

    @Test func `base64 wins over urlencoded`() throws {
        let form = try decode(("cXML-urlencoded", "<a/>"), ("cXML-base64", base64(Self.document)))
        #expect(text(form) == Self.document)
        #expect(form.charset == nil)
        #expect(form.leniencies.isEmpty)
    }

    @Test func `base64 with line ends, blanks for plus, without padding, or percent-encoded is decoded`() throws {
        for shift in 0..<3 {
            let document = Self.document + String(repeating: " ", count: shift)
            let plain = base64(document)
            var lines = ""
            for (index, letter) in plain.enumerated() { lines += (index % 76 == 0 && index > 0 ? "\r\n" : "") + String(letter) }
            let unpadded = String(plain.filter { $0 != "=" })
            let blanks = String(plain.map { $0 == "+" ? " " : $0 })
            let url = String(plain.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 })
            let percent = plain.map { ["+": "%2B", "/": "%2F", "=": "%3D"][$0] ?? String($0) }.joined()
            for value in [plain, lines, unpadded, blanks, url, percent, "\n" + plain + "\n"] {
                #expect(text(try decode(("cXML-base64", value))) == document, "\(value)")
            }
        }
    }

    @Test func `a value percent-encoded or escaped once more is decoded`() throws {
        let percent = Self.document.utf8.map { octet in
            let isPlain = (0x30...0x39).contains(octet) || (0x41...0x5A).contains(octet) || (0x61...0x7A).contains(octet)
            let digits = String(octet, radix: 16, uppercase: true)
            return isPlain ? String(decoding: [octet], as: UTF8.self) : "%" + (digits.count == 1 ? "0" + digits : digits)
        }.joined()
        let escaped = Self.document.map { ["&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;"][$0] ?? String($0) }.joined()
        #expect(text(try decode(("cXML-urlencoded", percent))) == Self.document)
        #expect(text(try decode(("cXML-urlencoded", escaped))) == Self.document)
        #expect(try decode(("cXML-urlencoded", escaped)).leniencies.count == 1)
        #expect(text(try decode(("cXML-urlencoded", base64(Self.document)))) == Self.document)
    }

    @Test(arguments: [("other", "<a/>"), ("cXML-base64", "!!!"), ("cXML-urlencoded", "hello"), ("cXML-urlencoded", "")])
    func `a form without a document is refused`(name: String, value: String) {
        let refusal = #expect(throws: CXMLRefusal.self) { try decode((name, value)) }
        #expect(refusal?.statusCode == .notAcceptable)
    }

    // MARK: Redaction

    private func blanked(_ text: String) -> String { String(decoding: CXMLRedaction.blanked(Array(text.utf8)), as: UTF8.self) }

    @Test func `secrets become dots and everything else stays`() {
        let text = """
            <cXML><Credential domain="x"><Identity>me</Identity><SharedSecret>geheim</SharedSecret></Credential>\
            <Credential><CredentialMac type="t">geheim</CredentialMac></Credential><DigitalSignature><x>geheim</x></DigitalSignature>\
            <PCard name="a > b" number = '4111geheim' expiration="2030-01"/>\
            <StartPage><URL>https://shop.example/start?token=geheim&amp;b=geheim</URL></StartPage><URL>https://a/?kept=1</URL></cXML>
            """
        let wanted = """
            <cXML><Credential domain="x"><Identity>me</Identity><SharedSecret>•••</SharedSecret></Credential>\
            <Credential><CredentialMac>•••</CredentialMac></Credential><DigitalSignature>•••</DigitalSignature>\
            <PCard name="a > b" number = '•••' expiration="2030-01"/>\
            <StartPage><URL>https://shop.example/start?•••</URL></StartPage><URL>https://a/?kept=1</URL></cXML>
            """
        #expect(blanked(text) == wanted)
        #expect(blanked(wanted) == wanted)
    }

    @Test(arguments: [
        "<SharedSecret>geheim", "<SharedSecret geheim", "<SharedSecret a='>geheim</SharedSecret>", "<SharedSecret x=\"geheim\"/>",
        "<sharedsecret>geheim</SHAREDSECRET>", "<ns:SharedSecret>geheim</ns:SharedSecret>",
        "<SharedSecret\n>geheim</SharedSecret\n>",
        "<SharedSecret><![CDATA[geheim]]></SharedSecret>", "<SharedSecret><b>geheim</b>geheim</SharedSecret>",
        "<!-- <SharedSecret>geheim</SharedSecret> -->", "&lt;SharedSecret&gt;geheim&lt;/SharedSecret&gt;",
        "%3CSharedSecret%3Egeheim%3C%2FSharedSecret%3E", "<SharedSecret>a</Other>geheim</SharedSecret>",
        "<SharedSecret>&lt;/SharedSecret&gt;geheim</SharedSecret>", "<PCard number=geheim />", "<PCard number=\"geheim",
        "<PCard a='>' number='geheim'/>",
        "<pcard NUMBER='geheim'/>", "<StartPage><URL>http://a?geheim",
        "<StartPage><URL><![CDATA[http://a?x=<geheim]]></URL></StartPage>",
        "<StartPage><URL>http://a&#63;geheim</URL></StartPage>", "<StartPage>http://a?b=&lt;geheim</StartPage>",
        "<StartPage><URL>http://a#geheim</URL>",
        "+ADw-SharedSecret+AD4-geheim",
        "<?xml version='1.0' encoding='UTF-7'?>+ADw-SharedSecret+AD4-geheim+ADw-/SharedSecret+AD4-",
        "<SharedSecret/><SharedSecret >geheim</SharedSecret >",
    ])
    func `no secret survives malformed input`(text: String) {
        #expect(!blanked(text).contains("geheim"), "\(blanked(text))")
        for highFirst in [true, false] {
            let wide = Wide.utf16(text, highFirst: highFirst)
            for octets in [wide, Array(wide.dropFirst(2))] {
                let copy = CXMLRedaction.blanked(octets).filter { $0 != 0 }
                #expect(!String(decoding: copy, as: UTF8.self).contains("geheim"))
            }
        }
    }

    @Test(arguments: ["SharedSecret", "DigitalSignature", "CredentialMac", "PCard", "StartPage"])
    func `a secret is found wherever it stands and however its name is spelled`(name: String) {
        // Letters of the names, but none of the names.
        let filler = "dse PCa <pCAr>tpage</pCAr>"
        for length in 0..<filler.count + 16 {
            let before = String(repeating: filler, count: 2).prefix(length)
            for spelling in [name, name.lowercased(), name.uppercased()] {
                for prefix in ["", "x:", "näme:", "a:b.c:"] {
                    for (open, close) in [("<", ">"), ("&lt;", "&gt;"), ("%3C", "%3E")] {
                        let start = open + prefix + spelling
                        let text = "\(before)\(start) number='?geheim'\(close)a?geheim\(open)/\(prefix)\(spelling)\(close)"
                        #expect(blanked(text).hasPrefix(before + start), "\(text)")
                        #expect(blanked(text).firstRange(of: name == "PCard" ? "'?geheim" : "geheim") == nil, "\(text)")
                    }
                }
                for other in ["<\(spelling)s", "</\(spelling)", "<\(spelling):x", "<x\(spelling)", "<a> \(spelling)"] {
                    let text = "\(before)\(other) number='1'>a?b"
                    #expect(blanked(text) == text)
                }
            }
        }
    }

    @Test func `a document full of open secrets takes no quadratic time`() {
        for piece in ["<SharedSecret", "<StartPage>", "<PCard number='", "<SharedSecret/>", "<x", "&lt;", "SharedSecret:"] {
            let text = String(repeating: piece, count: 200_000)
            #expect(CXMLRedaction.blanked(Array(text.utf8)).count <= text.utf8.count * 2)
        }
    }
}
