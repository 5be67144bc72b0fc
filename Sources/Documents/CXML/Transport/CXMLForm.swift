package import XML

/// A document that a browser brought as a hidden form field, taken out of it.
///
/// Senders differ from the User's Guide in every way that forms allow: other case of the field's name, a value encoded or escaped once too
/// often, base64 with line ends, blanks in place of `+`, or without padding. All of that is undone here, and said in ``leniencies``.
package struct CXMLForm: Sendable, Hashable {
    /// The document's octets, for ``CXMLReader``.
    package let octets: [UInt8]
    /// The charset to read them by: `utf-8` for an urlencoded field, whose XML declaration is to be ignored; nil for base64, whose
    /// declaration counts.
    package let charset: String?
    /// The field used, as it was spelled.
    package let fieldName: String
    /// What had to be undone, in words.
    package let leniencies: [String]

    /// Finds and decodes the document among form fields, which come after the ordinary form decoding. base64 wins over urlencoded.
    /// Throws ``CXMLRefusal`` 406 when no field holds a document, 499 when it is too large.
    package static func decode(
        _ fields: [(name: String, value: [UInt8])], limits: XMLLimits = XMLLimits()
    ) throws(CXMLRefusal) -> CXMLForm {
        let named = fields.map { (key: $0.name.trimmed.lowercased(), name: $0.name, value: $0.value) }
        for (index, keys) in [base64Names, urlencodedNames].enumerated() {
            // An empty field is as good as none.
            guard let field = named.first(where: { keys.contains($0.key) && !$0.value.isEmpty }) else { continue }
            guard field.value.count <= limits.octets * 4 else {
                throw CXMLRefusal(statusCode: .tooLarge, text: "The form's field is too large.")
            }
            return try index == 0 ? base64(field.name, field.value) : urlencoded(field.name, field.value)
        }
        throw CXMLRefusal(statusCode: .notAcceptable, text: "The form has no field cXML-urlencoded or cXML-base64.")
    }

    private static let base64Names = ["cxml-base64", "cxml_base64", "cxmlbase64"]
    private static let urlencodedNames = ["cxml-urlencoded", "cxml_urlencoded", "cxmlurlencoded", "cxml"]

    // MARK: base64

    private static func base64(_ name: String, _ value: [UInt8]) throws(CXMLRefusal) -> CXMLForm {
        var leniencies = spelling(name, "cXML-base64")
        var text = value
        if text.contains(0x25) {
            text = CXMLFormDecoding.percentDecoded(text)
            leniencies.append("The base64 was percent-encoded once more.")
        }
        if let octets = CXMLFormDecoding.base64(text, leniencies: &leniencies), !octets.isEmpty {
            return CXMLForm(octets: octets, charset: nil, fieldName: name, leniencies: leniencies)
        }
        // Some put the plain document into the base64 field.
        if CXMLFormDecoding.looksLikeXML(value) {
            return CXMLForm(
                octets: value, charset: nil, fieldName: name, leniencies: leniencies + ["The base64 field holds plain XML."])
        }
        throw CXMLRefusal(statusCode: .notAcceptable, text: "The form's field \(name.prefix(40)) is no base64.")
    }

    // MARK: urlencoded

    private static func urlencoded(_ name: String, _ value: [UInt8]) throws(CXMLRefusal) -> CXMLForm {
        var leniencies = spelling(name, "cXML-urlencoded")
        var octets = value
        // Each fault at most twice, in whichever order the sender made them.
        for _ in 0..<4 where !CXMLFormDecoding.looksLikeXML(octets) {
            if CXMLFormDecoding.starts(
                octets, with: "%3C", "%3c", "%EF%BB%BF", "%ef%bb%bf", "%26lt", "%20", "%0A", "%0a", "%0D", "%0d")
            {
                octets = CXMLFormDecoding.percentDecoded(octets)
                leniencies.append("The document was percent-encoded once more.")
            } else if CXMLFormDecoding.starts(octets, with: "&lt;", "&#60;", "&#x3C;", "&#x3c;", "&amp;lt;", "&#xFEFF;") {
                octets = CXMLFormDecoding.htmlUnescaped(octets)
                leniencies.append("The document was HTML-escaped once more.")
            } else {
                break
            }
        }
        if !CXMLFormDecoding.looksLikeXML(octets) {
            var notes = leniencies
            if let decoded = CXMLFormDecoding.base64(octets, leniencies: &notes), CXMLFormDecoding.looksLikeXML(decoded) {
                return CXMLForm(
                    octets: decoded, charset: nil, fieldName: name, leniencies: notes + ["The urlencoded field holds base64."])
            }
            throw CXMLRefusal(statusCode: .notAcceptable, text: "The form's field \(name.prefix(40)) holds no XML.")
        }
        return CXMLForm(octets: octets, charset: "utf-8", fieldName: name, leniencies: leniencies)
    }

    private static func spelling(_ name: String, _ right: String) -> [String] {
        name == right ? [] : ["The form's field is called \(name.prefix(40)) and not \(right)."]
    }
}
