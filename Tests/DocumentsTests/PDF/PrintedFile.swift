import FoundationEssentials
import PDF
import TestSupport
import Testing

/// A printed document as poppler's tools read it.
struct PrintedFile {
    let octets: [UInt8]
    private let folder: ScratchFolder

    init(_ document: PDFDocument, by printer: PDFPrinter = PDFPrinter()) throws {
        octets = try printer.print(document)
        folder = try ScratchFolder()
        try Data(octets).write(to: URL(filePath: folder.path("a.pdf")))
    }

    /// Whether the tools are there.
    static let isReadable = ["pdftotext", "pdfinfo", "pdffonts"].allSatisfy(Program.exists)

    private func run(_ tool: String, _ options: [String], _ last: [String] = []) async throws -> String {
        let result = try await Program.run([tool] + options + [folder.path("a.pdf")] + last)
        #expect(result.status == 0, "\(result.text)")
        // A reader that has to mend a file says so.
        #expect(!result.text.contains("Syntax Error") && !result.text.contains("Syntax Warning"), "\(result.text)")
        return result.text
    }

    /// Its text page by page, columns beside each other.
    func pages() async throws -> [String] {
        let text = try await run("pdftotext", ["-layout", "-enc", "UTF-8"], ["-"])
        return text.split(separator: "\u{0C}", omittingEmptySubsequences: true).map(String.init)
    }

    func text() async throws -> String { try await pages().joined(separator: "\n") }

    /// What `pdfinfo` says under a name.
    func info(_ name: String, _ options: [String] = []) async throws -> String {
        let lines = try await run("pdfinfo", options).split(separator: "\n")
        return lines.first { $0.hasPrefix("\(name):") }.map { $0.dropFirst(name.count + 1).drop { $0 == " " } }.map(String.init)
            ?? ""
    }

    func addresses() async throws -> String { try await run("pdfinfo", ["-url"]) }

    /// The right edge of every word that is this text, in points from the left.
    func rightEdges(of word: String) async throws -> [Double] {
        let boxes = try await run("pdftotext", ["-bbox"], ["-"])
        return boxes.split(separator: "\n").filter { $0.contains(">\(word)</word>") }.compactMap { line in
            line.firstRange(of: "xMax=\"").flatMap { Double(line[$0.upperBound...].prefix { $0 != "\"" }) }
        }
    }

    /// A line for each font: name, kind, encoding, embedded, subset, with its way back to Unicode.
    func fonts() async throws -> [String] {
        try await run("pdffonts", []).split(separator: "\n").dropFirst(2).map(String.init)
    }
}

extension PDFDocument {
    /// An order with `rows` rows that says everything a document can.
    static func sample(rows: Int = 3, title: String = "Purchase order PO-1") -> PDFDocument {
        var document = PDFDocument(
            title: title, letterhead: Letterhead(name: "Muster Works GmbH", lines: ["Industriestraße 12", "12345 Berlin"]),
            createdAt: Date(timeIntervalSince1970: 1_790_000_000))
        document.parties = [Party("Supplier", ["Amazon Business"]), Party("Deliver to", ["Gate 3", "20457 Hamburg"])]
        document.fields = [Field("Order number", "PO-1"), Field("Currency", "EUR")]
        document.tables = [
            Table(
                columns: [
                    .init("Line", weight: 1, isNumber: true), .init("Description", weight: 5),
                    .init("Amount, EUR", weight: 2, isNumber: true),
                ], rows: (0..<rows).map { [String($0 + 1), "Thing \($0 + 1) end", "\($0 + 1).00"] }, emptyWords: "No lines.")
        ]
        document.totals = [Total("Goods", "6.00"), Total("Total", "6.00 EUR", isStrong: true)]
        document.sections = [Section("Remarks", "Ring at the gate.")]
        document.footer = "Quote the number."
        document.address = Address(url: "https://portico.example/orders/po_1?a=1&b=(2)", caption: "Open in Portico")
        return document
    }
}
