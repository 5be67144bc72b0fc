import FoundationEssentials
import Testing

@testable import HTML

@Suite struct EscapingTests {
    @Test func `text cannot become markup`() {
        let name = "<script>alert(1)</script> & co"
        let page: HTML = "<p>\(name)</p>"
        #expect(page.text == "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; co</p>")
    }

    @Test func `text cannot leave an attribute`() {
        let title = "\" onclick='x' \"'"
        let page: HTML = "<a title=\"\(title)\">x</a>"
        #expect(page.text == "<a title=\"&quot; onclick=&#39;x&#39; &quot;&#39;\">x</a>")
    }

    @Test func `every single octet of ASCII stays text`() {
        for code in UInt8(0)...127 {
            let page: HTML = "\(String(UnicodeScalar(code)))"
            let isMarkup = page.text.contains { "<>\"'\0".contains($0) }
            #expect(!isMarkup, "U+00\(String(code, radix: 16))")
        }
    }

    @Test func `other scripts, signs and line ends are kept`() {
        let text = "Zoë 東京 👩‍🚀 €\r\n\tx"
        let page: HTML = "\(text)"
        #expect(page.text == text)
    }

    @Test func `U+0000 becomes the replacement character`() {
        let page: HTML = "\("a\0b")"
        #expect(page.text == "a\u{FFFD}b")
    }

    @Test func `markup is inserted once and not escaped again`() {
        let bold: HTML = "<b>\("a&b")</b>"
        let list = [bold, bold]
        let page: HTML = "<p>\(bold)</p>\(list)"
        #expect(page.text == "<p><b>a&amp;b</b></p><b>a&amp;b</b><b>a&amp;b</b>")
    }

    @Test func `a string literal that is interpolated is text`() {
        let page: HTML = "\("<b>")"
        #expect(page.text == "&lt;b&gt;")
    }

    @Test func `numbers are written plainly`() throws {
        let price = try #require(Decimal(string: "-12345.670"))
        let page: HTML = "\(3) \(-7) \(price)"
        #expect(page.text == "3 -7 -12345.67")
    }

    @Test func `nothing is shown for nothing`() {
        let text: String? = nil
        let number: Int? = nil
        let amount: Decimal? = nil
        let markup: HTML? = nil
        let page: HTML = "[\(text)\(number)\(amount)\(markup)]"
        #expect(page.text == "[]")
    }

    @Test func `an optional string is escaped too`() {
        let text: String? = "<"
        #expect(("\(text)" as HTML).text == "&lt;")
    }

    @Test func `a piece of a string is escaped`() {
        let piece = "x<y>z".dropFirst()
        #expect(("\(piece)" as HTML).text == "&lt;y&gt;z")
    }

    @Test func `only trusted markup enters as it is`() {
        #expect(HTML(trusted: "<hr>").text == "<hr>")
        #expect(HTML(text: "<hr>").text == "&lt;hr&gt;")
    }

    @Test func `a query value is percent-encoded`() {
        let page: HTML = "<a href=\"/orders?q=\(query: "a&b=\"c d/é")\">"
        #expect(page.text == "<a href=\"/orders?q=a%26b%3D%22c%20d%2F%C3%A9\">")
    }

    @Test func `the helpers write attributes, lists and choices`() {
        let hint: String? = "a\"b"
        let none: String? = nil
        let items = ["<", "b"]
        let page: HTML = """
            <input\(attribute: true, "checked")\(attribute: false, "disabled")\(attribute: "title", value: hint)\
            \(attribute: "id", value: none)>\(each: items, { "<li>\($0)</li>" })\(if: items.isEmpty, "none", else: "some")\
            \(if: false, "never")\(some: hint, { "<i>\($0)</i>" })\(some: none, { "<i>\($0)</i>" })
            """
        #expect(
            page.text == """
                <input checked title="a&quot;b"><li>&lt;</li><li>b</li>some<i>a&quot;b</i>
                """)
    }

    @Test func `pieces are joined with a separator between them`() {
        let parts: [HTML] = ["a", "b", "c"]
        #expect(parts.joined(separator: "<br>").text == "a<br>b<br>c")
        #expect([HTML]().joined().isEmpty)
    }
}
