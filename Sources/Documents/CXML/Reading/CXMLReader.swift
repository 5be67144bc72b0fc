package import XML

/// Reads cXML documents tolerantly: children in any order, names in other case as a last resort, odd dates, missing unessential fields.
/// Every leniency becomes a ``CXMLWarning``; what cannot be used is refused with the code to answer.
package struct CXMLReader: Sendable {
    private let parser: XMLParser

    /// A reader with these limits; one reader may be used from many threads at once.
    package init(limits: XMLLimits = XMLLimits()) {
        parser = XMLParser(vocabulary: CXMLTag.vocabulary, limits: limits)
    }

    /// Reads one document.
    ///
    /// - Parameters:
    ///   - octets: the document as received.
    ///   - charset: the charset of the MIME header, which wins over the XML declaration.
    /// - Returns: the document; messages that are not served come as ``CXMLBody/unsupported(_:)``.
    /// - Throws: ``CXMLRefusal`` with 406 (no readable XML, no cXML), 499 (too large), 400 (an essential field) or 450 (`source`). Its
    ///   envelope is set from 400 on: authenticate before answering.
    package func read(_ octets: [UInt8], charset: String? = nil) throws(CXMLRefusal) -> CXMLDocument {
        let document: XMLDocument
        do {
            document = try parser.parse(octets, charset: charset)
        } catch {
            let code: CXMLStatusCode = error.kind == .limit ? .tooLarge : .notAcceptable
            throw CXMLRefusal(statusCode: code, text: "Line \(error.line): \(error.reason).", sourceLine: error.line)
        }
        let root = document.root
        guard root.tag == .cXML else {
            throw CXMLRefusal(
                statusCode: .notAcceptable, text: "The root element is \(root.name.prefix(64)), not cXML.",
                elementPath: String(root.name.prefix(64)), sourceLine: 1)
        }
        return try Self.read(root, document, Self.marks(octets, charset))
    }

    /// What is odd about the encoding, in words.
    private static func marks(_ octets: [UInt8], _ charset: String?) -> [String] {
        // Most documents begin like this and are what they say.
        if octets.first == 0x3C, [nil, "UTF-8", "utf-8"].contains(charset),
            [nil, "UTF-8", "utf-8"].contains(XMLDocument.declaredEncoding(of: octets))
        {
            return []
        }
        if octets.starts(with: [0xFE, 0xFF]) || octets.starts(with: [0xFF, 0xFE]) { return ["The document is in UTF-16."] }
        let hasMark = octets.starts(with: [0xEF, 0xBB, 0xBF])
        let marks = hasMark ? ["The document begins with a byte order mark."] : []
        let declared = XMLDocument.declaredEncoding(of: hasMark ? Array(octets.dropFirst(3)) : octets)
        if !hasMark, let charset, let declared, !charset.isEmpty, family(charset) != family(declared) {
            return marks + [
                "The charset \(charset.prefix(40)) of the MIME type was taken, not \(declared.prefix(40)) of the declaration."
            ]
        }
        let label = hasMark ? "UTF-8" : charset ?? declared ?? "UTF-8"
        return ["utf8", "ascii"].contains(family(label)) || label.isEmpty
            ? marks : marks + ["The document is in \(label.prefix(40))."]
    }

    /// A label of an encoding without its spellings.
    private static func family(_ label: String) -> String {
        let letters = label.lowercased().filter { $0.isLetter || $0.isNumber }
        return letters == "usascii" ? "ascii" : letters
    }

    private static func read(
        _ root: XMLElement, _ document: XMLDocument, _ marks: [String]
    ) throws(CXMLRefusal) -> CXMLDocument {
        var reader = CXMLMessageReader()
        for mark in marks { reader.warn(root, mark) }
        if document.systemIdentifier == nil { reader.warn(root, "The document has no DOCTYPE.") }
        if document.hasNamesInOtherCase { reader.warn(root, "Names are spelled in other case than the DTD's.") }
        if let element = document.firstOutOfOrder(CXMLChildOrder.table) {
            reader.warn(element, "It does not stand where the DTD has it; the order of children did not count.")
        }
        // Auxiliary ids are kept with every blank.
        if let element = document.firstPadded(except: CXMLTag.SupplierPartAuxiliaryID.rawValue) {
            reader.warn(element, "Blanks around texts were taken off.")
        }
        let carrier = root.children.first { $0.tag == .Request || $0.tag == .Message || $0.tag == .Response }
        let envelope = reader.envelope(root, carrier)
        var bodyName: String?
        do throws(CXMLRefusal) {
            guard let carrier else { throw reader.refusal(root, "There is no Request, Message or Response.") }
            let status = try carrier.first(.Status).map { element throws(CXMLRefusal) in try reader.status(element) }
            let element = carrier.children.first { $0.tag != .Status }
            bodyName = element.map { $0.name.utf8.count <= 64 ? $0.name : String($0.name.prefix(64)) }
            let body = try reader.body(element, in: carrier, status: status)
            return CXMLDocument(envelope: envelope, body: body, status: status, warnings: reader.warnings)
        } catch {
            var refusal = error
            refusal.envelope = envelope
            refusal.bodyName = bodyName
            throw refusal
        }
    }
}
