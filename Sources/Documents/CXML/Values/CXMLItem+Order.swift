extension CXMLItem {
    /// The line of an order for this line of a cart: part, auxiliary part and detail stay exactly as the supplier gave them. Shipping, tax
    /// and extrinsics that stand beside the detail are the supplier's statements and do not go back.
    package func ordered(as lineNumber: Int, distributions: [CXMLDistribution] = []) -> CXMLItem {
        CXMLItem(
            quantity: quantity, itemID: itemID, lineNumber: lineNumber, detail: detail, supplierID: supplierID,
            distributions: distributions)
    }
}

extension CXMLItemDetail {
    /// The words to show: the first description's text, or its short name.
    package var title: String {
        guard let first = descriptions.first else { return "" }
        return first.text.isEmpty ? first.shortName ?? "" : first.text
    }
}
