import XML

/// Holds documents against the cXML DTDs in a folder, for administrators.
package struct CXMLValidity: Sendable {
    private let folder: String

    /// - Parameter folder: holds `cXML.dtd`, `Fulfill.dtd`, `InvoiceDetail.dtd` and the others under their own names.
    package init(folder: String) { self.folder = folder.hasSuffix("/") ? String(folder.dropLast()) : folder }

    /// The file that was used and what it says against the document; empty when it is valid.
    ///
    /// Secrets in documents of the message log are blanked with their attributes, so complaints about those elements do not count
    /// and are left out. Throws ``CXMLRefusal`` for what is no XML, and when the file cannot be read.
    package func complaints(_ octets: [UInt8]) throws(CXMLRefusal) -> (file: String, complaints: [String]) {
        let file = Self.file(for: octets)
        do {
            let found = try XMLValidator(dtd: "\(folder)/\(file)").complaints(octets)
            return (file, found.filter { !$0.contains("CredentialMac") && !$0.contains("DigitalSignature") })
        } catch {
            throw CXMLRefusal(statusCode: .notAcceptable, text: "Line \(error.line): \(error.reason).")
        }
    }

    /// The DTD that declares what the document holds.
    private static func file(for octets: [UInt8]) -> String {
        guard let document = try? CXMLReader().read(octets) else { return guess(octets) }
        if case .unsupported(let name) = document.body, name.hasPrefix("Quote") { return "Quote.dtd" }
        return document.body.dtdFile
    }

    /// Of a document that cannot be read for some other reason: by the names in it.
    private static func guess(_ octets: [UInt8]) -> String {
        let text = String(decoding: octets, as: UTF8.self)
        let fulfilment = ["<ConfirmationRequest", "<ShipNoticeRequest", "<ReceiptRequest", "<OrderStatusRequest"]
        if fulfilment.contains(where: text.contains) { return "Fulfill.dtd" }
        if text.contains("<InvoiceDetailRequest") { return "InvoiceDetail.dtd" }
        return text.contains("<Quote") ? "Quote.dtd" : "cXML.dtd"
    }
}
