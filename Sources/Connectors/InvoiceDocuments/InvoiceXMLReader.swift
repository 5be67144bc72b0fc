import CXML
package import Procurement
package import XML

/// Reads an invoice that is written in XML, whichever of the formats it is.
package struct InvoiceXMLReader: Sendable {
    /// Why nothing can be read, in words for accounts payable.
    package struct Problem: Error, Sendable, Hashable {
        package var reason: String
    }

    private let parser: XMLParser
    private let limits: XMLLimits

    /// The defaults of `limits` serve an invoice of 5,000 lines.
    package init(limits: XMLLimits = XMLLimits()) {
        parser = XMLParser(vocabulary: InvoiceNames.vocabulary, limits: limits)
        self.limits = limits
    }

    package func read(_ octets: [UInt8]) throws(Problem) -> ProposedInvoice {
        let document: XMLDocument
        do throws(XMLError) {
            document = try parser.parse(octets)
        } catch {
            throw Problem(reason: "The XML cannot be read: line \(error.line), \(error.reason).")
        }
        let root = document.root
        switch root.name {
        case "Invoice" where Self.isUBL(root):
            var reader = UBLReader(root, isCredit: false)
            return reader.read()
        case "CreditNote" where Self.isUBL(root):
            var reader = UBLReader(root, isCredit: true)
            return reader.read()
        case "CrossIndustryInvoice", "CrossIndustryDocument":
            var reader = CIIReader(root)
            return reader.read()
        case "cXML": return try cxml(octets)
        default:
            throw Problem(
                reason:
                    "The XML is no invoice that is read here: its root is \(root.name.prefix(64)). UBL 2.1, UN/CEFACT CII and cXML are."
            )
        }
    }

    private static func isUBL(_ root: XMLElement) -> Bool { root.first(InvoiceNames.element("LegalMonetaryTotal")) != nil }

    private func cxml(_ octets: [UInt8]) throws(Problem) -> ProposedInvoice {
        let document: CXMLDocument
        do throws(CXMLRefusal) {
            document = try CXMLReader(limits: limits).read(octets)
        } catch {
            throw Problem(reason: "The cXML document cannot be read: \(error.text)")
        }
        guard case .invoiceDetailRequest(let request) = document.body else {
            throw Problem(reason: "The cXML document is a \(document.body.name), no invoice.")
        }
        var reader = CXMLInvoiceReader(request)
        return reader.read(payloadID: document.envelope.payloadID)
    }
}
