import FoundationEssentials
import PDF
import Testing

/// What a document says once it is printed, read back by poppler.
@Suite(.enabled(if: PrintedFile.isReadable, "poppler-utils is not installed"))
struct PrintTests {
    @Test func `everything that a document says can be read from it`() async throws {
        let file = try PrintedFile(.sample())
        let text = try await file.text()
        for part in [
            "Muster Works GmbH", "Industriestraße 12", "Purchase order PO-1", "Amazon Business", "Deliver to", "20457 Hamburg",
            "Order number", "Amount, EUR", "Thing 2 end", "3.00", "Goods", "6.00 EUR", "Remarks", "Ring at the gate.",
            "Quote the number.", "Page 1 of 1", "Open in Portico",
        ] { #expect(text.contains(part), "\(part)\n\(text)") }
        #expect(try await file.addresses().contains("https://portico.example/orders/po_1?a=1&b=%282%29"))
    }

    @Test func `it names its title, its author and its own date, and no other moment`() async throws {
        let file = try PrintedFile(.sample(title: "Bestellung Ä-1 注文"))
        #expect(try await file.info("Title") == "Bestellung Ä-1 注文")
        #expect(try await file.info("Author") == "Muster Works GmbH")
        for name in ["CreationDate", "ModDate"] {
            #expect(try await file.info(name, ["-isodates"]).hasPrefix("2026-09-21T14:13:20"))
        }
        for name in ["Encrypted", "JavaScript"] { #expect(try await file.info(name) == "no") }
    }

    @Test(arguments: [(PDFDocument.PageSize.a4, "595.276 x 841.89"), (.letter, "612 x 792")])
    func `it has the size of its paper`(size: PDFDocument.PageSize, points: String) async throws {
        var document = PDFDocument.sample()
        document.size = size
        #expect(try await PrintedFile(document).info("Page size").hasPrefix(points))
    }

    @Test func `fonts are inside, reduced to their signs, and lead back to text`() async throws {
        var document = PDFDocument.sample()
        document.sections = [.init("Scripts", "Grüße, Ελλάδα, Привет, مرحبا, 注文書, 日本語, 한국어")]
        let fonts = try await PrintedFile(document).fonts()
        #expect(fonts.count >= 3)
        for font in fonts { #expect(font.contains(" yes yes yes "), "\(font)") }
    }

    @Test func `the same document gives the same octets, by any printer`() throws {
        let printer = PDFPrinter()
        let first = try printer.print(.sample(rows: 60))
        #expect(try printer.print(.sample(rows: 60)) == first)
        _ = try printer.print(.sample(rows: 2, title: "Another"))
        #expect(try printer.print(.sample(rows: 60)) == first)
        #expect(try PDFPrinter().print(.sample(rows: 60)) == first)
        #expect(try printer.print(.sample(rows: 60, title: "Purchase order PO-2")) != first)
    }

    @Test func `numbers stand at the right of their column`() async throws {
        var document = PDFDocument.sample(rows: 0)
        document.tables[0].rows = [["1", "a", "7.00"], ["2", "b", "1234567.00"], ["3", "c", "-0.05"]]
        let file = try PrintedFile(document)
        var edges: [Double] = []
        for amount in ["7.00", "1234567.00", "-0.05"] { edges += try await file.rightEdges(of: amount) }
        let first = try #require(edges.first)
        #expect(edges.count == 3 && edges.allSatisfy { abs($0 - first) < 0.5 }, "\(edges)")
    }

    @Test(arguments: ["Ελλάδα Αθήνα", "Закупка № 7", "採購訂單", "注文書", "발주서", "Tiếng Việt", "Łódź"])
    func `text of any script can be read back`(words: String) async throws {
        var document = PDFDocument.sample()
        document.tables[0].rows = [["1", words, "1.00"]]
        let text = try await PrintedFile(document).text()
        for word in words.split(separator: " ") { #expect(text.contains(word), "\(words)\n\(text)") }
    }

    /// Poppler puts blanks between letters that join, so they are compared without.
    @Test func `Arabic stands at the right of its column and its letters can be read back`() async throws {
        var document = PDFDocument.sample()
        document.tables[0].rows = [["1", "طلب شراء", "1.00"], ["2", "left", "2.00"]]
        document.sections = [.init("ملاحظات", "يرجى التسليم عند البوابة 3")]
        let file = try PrintedFile(document)
        let text = try await file.text()
        let letters = text.filter { !$0.isWhitespace }
        for word in ["طلبشراء", "يرجىالتسليمعند"] { #expect(letters.contains(word), "\(text)") }
        let lines = text.split(separator: "\n")
        let arabic = try #require(lines.first { $0.contains("طلب") })
        let latin = try #require(lines.first { $0.contains("left") })
        func indent(_ line: Substring, _ letter: Character) -> Int { line.prefix { $0 != letter }.count }
        #expect(indent(arabic, "ط") > indent(latin, "l") + 20, "\(text)")
    }

    @Test func `emoji and signs without a font do no harm`() async throws {
        var document = PDFDocument.sample()
        document.tables[0].rows = [["1", "Party 🎉👩‍👩‍👧‍👦🇩🇪 \u{10FFFD}\u{E000}\u{FFFD} done", "1.00"]]
        #expect(try await PrintedFile(document).text().contains("done"))
    }
}
