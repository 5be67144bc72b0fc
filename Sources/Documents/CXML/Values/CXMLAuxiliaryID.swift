package import XML

/// The supplier's own key of an item: session, offer, configuration. DTD element `SupplierPartAuxiliaryID`, whose content is ANY.
/// It is part of the item's identity and goes back exactly as it came: blanks, commas and child elements included.
package struct CXMLAuxiliaryID: Sendable, Hashable {
    /// The inner XML exactly as it came: what the writer puts back. Store `innerXML.xml`.
    package let innerXML: XMLFragment
    /// The string value, trimmed: for showing and comparing.
    package let text: String

    /// Takes text of our own, which is escaped as needed.
    package init(text: String) {
        innerXML = XMLFragment(text: text)
        self.text = innerXML.text.trimmed
    }

    /// Takes inner XML as it was stored. Throws ``XMLError`` when it is not well formed by itself.
    package init(innerXML xml: String) throws(XMLError) {
        self.init(innerXML: try XMLFragment(content: xml))
    }

    /// Takes the inner XML of a parsed element.
    package init(innerXML: XMLFragment) {
        self.innerXML = innerXML
        text = innerXML.text.trimmed
    }
}
