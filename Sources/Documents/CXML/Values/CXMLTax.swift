/// All taxes of a line or document. DTD element `Tax`.
package struct CXMLTax: Sendable, Hashable {
    /// Their sum.
    package var money: CXMLMoney
    /// In words.
    package var description: CXMLText
    /// One by one.
    package var details: [CXMLTaxDetail]

    /// Makes a value; what is left out is absent.
    package init(money: CXMLMoney, description: CXMLText, details: [CXMLTaxDetail] = []) {
        self.money = money
        self.description = description
        self.details = details
    }
}
