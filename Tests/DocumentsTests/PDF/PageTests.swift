import FoundationEssentials
import PDF
import Testing

/// Where pages end.
@Suite(.enabled(if: PrintedFile.isReadable, "poppler-utils is not installed"))
struct PageTests {
    @Test func `every page names the columns and its number, and rows are whole`() async throws {
        var document = PDFDocument.sample(rows: 130)
        for row in stride(from: 0, to: 130, by: 7) {
            document.tables[0].rows[row][1] =
                "First of \(row) " + String(repeating: "and more words ", count: 20) + "last of \(row)"
        }
        let pages = try await PrintedFile(document).pages()
        #expect(pages.count > 3)
        for (number, page) in pages.enumerated() {
            #expect(page.contains("Page \(number + 1) of \(pages.count)"))
            #expect(page.contains("Description") && page.contains("Amount, EUR"), "page \(number + 1)\n\(page)")
            if number > 0 { #expect(page.contains("Purchase order PO-1") && page.contains("Muster Works GmbH")) }
        }
        for row in stride(from: 0, to: 130, by: 7) {
            let first = pages.firstIndex { $0.contains("First of \(row) ") }
            #expect(
                first != nil && first == pages.firstIndex { $0.contains("last of \(row)\n") || $0.contains("last of \(row) ") })
        }
        for row in 0..<130 where row % 7 != 0 {
            #expect(pages.filter { $0.contains("Thing \(row + 1) end") }.count == 1, "row \(row)")
        }
    }

    @Test(arguments: 20...60)
    func `totals keep together and with the last row, wherever the page ends`(rows: Int) async throws {
        var document = PDFDocument.sample(rows: rows)
        document.totals = (1...4).map { .init("Sum \($0)", "\($0).50") }
        let pages = try await PrintedFile(document).pages()
        let last = try #require(pages.firstIndex { $0.contains("Thing \(rows) end") })
        for sum in 1...4 { #expect(pages[last].contains("Sum \(sum)"), "\(rows)") }
    }

    @Test func `a long text runs over pages line by line, and nothing of it is lost`() async throws {
        var document = PDFDocument.sample(rows: 1)
        document.sections = [.init("Terms", (1...200).map { "Clause \($0)." }.joined(separator: "\n"))]
        let file = try PrintedFile(document)
        let pages = try await file.pages()
        #expect(pages.count >= 3)
        let text = pages.joined()
        for clause in 1...200 { #expect(text.contains("Clause \(clause).")) }
    }

    @Test func `without rows it says so`() async throws {
        let file = try PrintedFile(.sample(rows: 0))
        #expect(try await file.text().contains("No lines."))
        #expect(try await file.info("Pages") == "1")
    }

    @Test func `a document without anything is a page`() async throws {
        let file = try PrintedFile(PDFDocument(title: "", letterhead: .init(name: ""), createdAt: .distantPast))
        #expect(try await file.info("Pages") == "1")
    }

    @Test func `5,000 lines are printed, each once, and more than the limit are refused`() async throws {
        let file = try PrintedFile(.sample(rows: 5000))
        let text = try await file.text()
        for row in [1, 2, 201, 2500, 4999, 5000] {
            #expect(text.ranges(of: "Thing \(row) end").count == 1)
        }
        #expect(text.ranges(of: " end").count == 5000)
        #expect(file.octets.count < 2_000_000)
        #expect(throws: PDFFailure.tooManyRows(PDFLimits.rows + 1)) {
            try PDFPrinter().print(.sample(rows: PDFLimits.rows + 1))
        }
    }

    @Test func `many threads print at once, each the same as alone`() async throws {
        let printer = PDFPrinter()
        let alone = try (0..<8).map { try PDFPrinter().print(.sample(rows: 5 + $0 * 30, title: "Order \($0) 注文 طلب")) }
        try await withThrowingTaskGroup(of: (Int, [UInt8]).self) { group in
            for turn in 0..<160 {
                let number = turn % 8
                group.addTask { @concurrent in
                    (number, try printer.print(.sample(rows: 5 + number * 30, title: "Order \(number) 注文 طلب")))
                }
            }
            for try await (number, octets) in group { #expect(octets == alone[number], "order \(number)") }
        }
    }
}
