import PDF
package import Procurement
package import UseCases

/// Prints documents out of the way: a request's own thread serves others meanwhile.
package struct PaperPress: Sendable {
    /// A document as a file.
    package struct Sheet: Sendable {
        /// With its ending, safe for every file system.
        package var name: String
        package var octets: [UInt8]
        /// Of what is printed.
        package var version: Int
    }

    private let printer = PDFPrinter()

    package init() {}

    /// An order. Throws `Refusal` when it is too long to be printed, and `PDFFailure`.
    package func order(_ paper: OrderPaper) async throws -> Sheet {
        let head = PaperHead(paper.letterhead, paper.legalEntity, paper.billTo)
        return Sheet(
            name: Self.fileName(paper.number), octets: try await print { .order(paper, head) }, version: paper.order.version)
    }

    /// An invoice or account. Throws as `order` does.
    package func invoice(_ paper: InvoicePaper) async throws -> Sheet {
        let head = PaperHead(paper.letterhead, paper.legalEntity, paper.billTo)
        return Sheet(
            name: Self.fileName(paper.invoice.number), octets: try await print { .invoice(paper, head) },
            version: paper.invoice.version)
    }

    /// A change of an order: what is otherwise in a version than in the one before. Throws as `order` does.
    package func change(_ paper: OrderPaper, from old: OrderVersion, to new: OrderVersion) async throws -> Sheet {
        let head = PaperHead(paper.letterhead, paper.legalEntity, paper.billTo)
        let name = Self.fileName("\(paper.number)-\(new.number)")
        return Sheet(
            name: name, octets: try await print { .change(paper, from: old, to: new, head) }, version: paper.order.version)
    }

    private func print(_ document: @escaping @Sendable () -> PDFDocument) async throws -> [UInt8] {
        let printer = printer
        do {
            return try await withTaskExecutorPreference(globalConcurrentExecutor) { try printer.print(document()) }
        } catch PDFFailure.tooManyRows(let rows) {
            throw Refusal.conflict(
                code: "too-many-lines",
                "The document has \(rows) lines; at most \(PDFLimits.rows) are printed. Read it by REST instead.")
        }
    }

    /// Letters and digits of ASCII, points and hyphens; anything else becomes a hyphen.
    static func fileName(_ number: String) -> String {
        let signs = number.unicodeScalars.prefix(100).map { sign -> Character in
            let isPlain =
                sign.isASCII && (sign.properties.isAlphabetic || ("0"..."9").contains(sign) || "-_".unicodeScalars.contains(sign))
            return isPlain ? Character(sign) : "-"
        }
        return (signs.isEmpty ? "document" : String(signs)) + ".pdf"
    }
}
