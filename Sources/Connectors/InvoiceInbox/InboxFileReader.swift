import InvoiceDocuments
import Procurement
package import UseCases

/// Looks into a file: scans it, tells what it is, and reads what it says. All of it blocks.
package struct InboxFileReader: Sendable {
    private let scanner: VirusScanner?
    private let poppler: Poppler
    private let xml = InvoiceXMLReader()
    private let text: InvoiceTextReader
    private let limit: Int

    /// - Parameters:
    ///   - scanner: asked about every file before anything else is done with it; `nil` for none.
    ///   - limit: octets of the largest file that is read.
    ///   - orderPrefixes: how our order numbers begin.
    package init(scanner: VirusScanner?, limit: Int, orderPrefixes: [String]) {
        self.scanner = scanner
        self.limit = limit
        poppler = Poppler()
        text = InvoiceTextReader(orderPrefixes: orderPrefixes)
    }

    /// What a look into the file came to.
    package func read(_ octets: [UInt8]) -> InboxReading {
        let type = FileSniffer.type(of: octets)
        if let scanner {
            switch scanner.scan(octets) {
            case .clean: break
            case .infected(let name): return .infected(name)
            case .unreachable(let reason): return .waits(reason)
            }
        }
        if octets.count > limit {
            return .unreadable(type, "The file has \(octets.count) octets; at most \(limit) are read.")
        }
        switch type {
        case .xml: return read(xml: octets)
        case .pdf: return read(pdf: octets)
        case .empty: return .unreadable(type, "The file is empty.")
        default:
            return .unreadable(type, "The file is \(FileSniffer.words(type)), no PDF and no XML: nothing is read in it.")
        }
    }

    private func read(xml octets: [UInt8]) -> InboxReading {
        do throws(InvoiceXMLReader.Problem) {
            return .read(.xml, try xml.read(octets))
        } catch {
            return .unreadable(.xml, error.reason)
        }
    }

    /// The figures that the file carries along, or else its text.
    private func read(pdf octets: [UInt8]) -> InboxReading {
        for file in poppler.embeddedXML(of: octets) {
            guard var proposal = try? xml.read(file) else { continue }
            proposal.fields = proposal.fields.mapValues { found in
                guard case .element(let path) = found.place else { return found }
                return .init(found.value, .element("XML within the PDF: \(path)"))
            }
            return .read(.pdf, proposal)
        }
        switch poppler.text(of: octets) {
        case .text(let words):
            if words.allSatisfy(\.isWhitespace) {
                return .unreadable(.pdf, "The PDF has no text, as scans have none. Type in what it says.")
            }
            return .read(.pdf, text.read(words))
        case .encrypted:
            return .unreadable(.pdf, "The PDF is encrypted. Ask the supplier for one that opens without a password.")
        case .failed(let reason): return .unreadable(.pdf, reason)
        case .missing:
            return .waits("The program pdftotext (Debian package poppler-utils) is not here. Install it: then this is read.")
        }
    }
}
