import PDF
import Testing

/// Text that was made to break things.
@Suite(.enabled(if: PrintedFile.isReadable, "poppler-utils is not installed"))
struct HostileTextTests {
    /// `text` in every place that takes one.
    private func everywhere(_ text: String) -> PDFDocument {
        var document = PDFDocument.sample(title: text)
        document.letterhead = .init(name: text, lines: Array(repeating: text, count: 30))
        document.notice = text
        document.parties = Array(repeating: .init(text, Array(repeating: text, count: 30)), count: 9)
        document.fields = Array(repeating: .init(text, text), count: 60)
        document.tables = Array(
            repeating: .init(
                heading: text, columns: document.tables[0].columns.map { .init(text, weight: $0.weight, isNumber: $0.isNumber) },
                rows: [[text, text, text, text], [text], []], emptyWords: text), count: 2)
        document.totals = Array(repeating: .init(text, text, isStrong: true), count: 20)
        document.sections = [.init(text, text)]
        document.footer = text
        document.pageWords = .init(page: text, of: text)
        document.address = .init(url: text, caption: text)
        return document
    }

    static let texts: [String] = [
        "", "\0", "a\0b", "\u{1}\u{7F}\u{9F}\u{FEFF}", "\r\n\r\n", "\u{FFFD}\u{FFFE}\u{FFFF}",
        "')/Type/Action(%PDF-1.7 uri='x' dest='y'\\",
        "\u{202E}reversed\u{2066}", "e" + String(repeating: "\u{301}", count: 100_000), String(repeating: "x", count: 100_000),
        String(repeating: "9", count: 1_000_000), String(repeating: "عربي", count: 10_000),
        String(repeating: "👩‍👩‍👧‍👦", count: 5000), String(repeating: "\u{200D}", count: 10_000),
        String(repeating: "\n", count: 100_000), String(repeating: "ᄀ", count: 20_000), "<b>&amp;</b>",
    ]

    @Test(arguments: texts.indices) func `hostile text anywhere gives a file that can be read`(index: Int) async throws {
        let file = try PrintedFile(everywhere(Self.texts[index]))
        let count = try #require(Int(try await file.info("Pages")))
        #expect(count >= 1 && count < 60)
        #expect(file.octets.count < 5_000_000)
        _ = try await file.text()
    }

    @Test func `control characters are left out and what stands around them stays`() async throws {
        var document = PDFDocument.sample()
        document.tables[0].rows = [["1", "be\u{0}fo\u{1B}re \u{202E}after", "1.00"]]
        #expect(try await PrintedFile(document).text().contains("before after"))
    }

    @Test func `a number of a million digits is cut where it can be seen`() async throws {
        var document = PDFDocument.sample()
        document.tables[0].rows = [["1", "dear", String(repeating: "9", count: 1_000_000)], ["2", "next", "2.00"]]
        let file = try PrintedFile(document)
        let text = try await file.text()
        #expect(text.contains("…") && text.contains("dear") && text.contains("next"))
        #expect(try await file.info("Pages") == "1")
    }

    @Test func `a word that is broken gets no hyphen, which a part number might seem to have`() async throws {
        var document = PDFDocument.sample()
        document.tables[0].rows = [["1", String(repeating: "B00XYZ", count: 40), "1.00"]]
        let text = try await PrintedFile(document).text()
        #expect(!text.contains("-\n") && !text.contains("- ") && !text.contains("\u{2010}"), "\(text)")
        #expect(text.contains("B00XYZB00XYZ"))
    }

    @Test func `markup is text`() async throws {
        var document = PDFDocument.sample()
        document.tables[0].rows = [["1", "<b>bold</b> &amp; (x) \\ )", "1.00"]]
        #expect(try await PrintedFile(document).text().contains("<b>bold</b> &amp; (x) \\ )"))
    }

    @Test(arguments: ["https://a.example/)>>/S/JavaScript/JS(app.alert(1)", "https://a.example/((("])
    func `an address stays within its string`(url: String) async throws {
        var document = PDFDocument.sample()
        document.address = .init(url: url, caption: "here")
        let file = try PrintedFile(document)
        #expect(try await file.info("JavaScript") == "no")
        #expect(try await file.addresses().contains(url.replacing("(", with: "%28").replacing(")", with: "%29")))
    }

    @Test func `an address that Cairo would misread, or that leads to no page, becomes no link`() async throws {
        var document = PDFDocument.sample()
        for url in ["https://portico.example/' dest='x", "javascript:portico.example", "file:///portico.example", ""] {
            document.address = .init(url: url, caption: "here")
            let file = try PrintedFile(document)
            #expect(try await file.text().contains("here"))
            let addresses = try await file.addresses()
            #expect(!addresses.contains("portico.example"), "\(url)")
        }
    }
}
