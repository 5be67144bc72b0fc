/// A party to an invoice. DTD element `InvoicePartner`; the contact's role says which: issuerOfInvoice, soldTo, billTo, remitTo and others.
package struct CXMLInvoicePartner: Sendable, Hashable {
    /// Who.
    package var contact: CXMLContact
    /// Its numbers, such as a VAT number.
    package var idReferences: [CXMLIDReference]

    /// Makes a value; what is left out is absent.
    package init(
        contact: CXMLContact,
        idReferences: [CXMLIDReference] = []
    ) {
        self.contact = contact
        self.idReferences = idReferences
    }
}
