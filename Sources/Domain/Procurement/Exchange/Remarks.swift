/// Words about an order for people inside the company. No document to a supplier is made of them.
///
/// Internal and supplier-visible words are two types and not one with a flag, so that a mistake between them does not compile.
package struct InternalComment: Hashable, Sendable {
    package let text: String

    package init(_ text: String) { self.text = text }
}

/// Words about an order that go to the supplier with it (cXML `OrderRequestHeader/Comments`).
package struct SupplierNote: Hashable, Sendable {
    package let text: String

    package init(_ text: String) { self.text = text }
}
