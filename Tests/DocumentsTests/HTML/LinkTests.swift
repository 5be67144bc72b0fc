import Testing

@testable import HTML

@Suite struct LinkTests {
    @Test(arguments: [
        "https://example.com/a?b=c#d", "http://127.0.0.1:8090/", "HTTPS://EXAMPLE.COM", "mailto:a@example.com", "/orders/po_1",
        "orders", "../x", "?after=a:b", "#top", "/a:b", "", "//example.com/x", "a/b:c",
    ])
    func `a web, mail or relative address is linked`(address: String) {
        #expect(HTML.mayLink(to: address))
    }

    @Test(arguments: [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "java\nscript:alert(1)", " javascript:alert(1)",
        "\u{1}javascript:alert(1)", "data:text/html,<script>", "vbscript:x", "file:///etc/passwd", "blob:x", ":x", "about:blank",
        "https\r\n://x", "/a\u{0}b", "javascript\u{7F}:x",
    ])
    func `any other address is refused`(address: String) {
        #expect(!HTML.mayLink(to: address))
        #expect(("<a href=\"\(url: address)\">x</a>" as HTML).text == "<a href=\"#\">x</a>")
    }

    @Test func `a linked address is escaped`() {
        let page: HTML = "<a href=\"\(url: "/x?a=1&b=\"2\"")\">"
        #expect(page.text == "<a href=\"/x?a=1&amp;b=&quot;2&quot;\">")
    }

    @Test func `components refuse a foreign scheme as well`() {
        let address = "javascript:alert(1)"
        let parts: [any Component] = [
            Button("x", to: address), Button("x", action: address), Tile("x", to: address), Pager(newer: address, older: address),
            Tabs("x", [.init("x", to: address)]), Form(get: address, ""), Form(post: address, token: "t", ""),
            Figure("x", "1", to: address), PageHeader("x", back: ("x", address)),
        ]
        for part in parts { #expect(!part.html.text.contains("javascript"), "\(part.html.text)") }
    }
}
