import XML

/// Writes cXML documents strictly: UTF-8 with XML declaration and DOCTYPE, children in the DTD's order, dates with numeric offset, `xml:lang`
/// where it is required, nothing empty. The same document gives the same octets every time, so a retry can send what was stored.
///
/// What the DTD requires and the value lacks is left out rather than invented; fill BillTo, unit of measure, classification and
/// description before sending.
package struct CXMLWriter: Sendable {
    private let dtdVersion: String
    private let language: String

    /// - Parameters:
    ///   - dtdVersion: named in the DOCTYPE. Amazon writes 1.2.024 itself, and older systems refuse newer.
    ///   - language: `xml:lang` of text that brings none.
    package init(dtdVersion: String = "1.2.024", language: String = "en-US") {
        self.dtdVersion = dtdVersion
        self.language = language
    }

    /// The document as UTF-8.
    package func write(_ document: CXMLDocument) -> [UInt8] {
        var writer = CXMLMessageWriter(language: document.envelope.language ?? language)
        writer.xml.declaration()
        writer.xml.doctype("cXML", system: "http://xml.cxml.org/schemas/cXML/\(dtdVersion)/\(document.body.dtdFile)")
        writer.document(document)
        return writer.xml.octets
    }
}

extension CXMLBody {
    /// The DTD file that declares the message.
    var dtdFile: String {
        switch self {
        case .confirmationRequest, .shipNoticeRequest, .receiptRequest, .orderStatusRequest: "Fulfill.dtd"
        case .invoiceDetailRequest: "InvoiceDetail.dtd"
        default: "cXML.dtd"
        }
    }
}
