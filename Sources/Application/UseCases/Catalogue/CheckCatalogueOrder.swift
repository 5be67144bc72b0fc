import FoundationEssentials
import Procurement
import ProcurementStore

extension UnitOfWork {
    /// What a partner orders of the catalogue, each line held against what was offered: a line that left in a cart costs what it cost
    /// then, any other one what the catalogue says now. 417 for an item that was never offered and for another price.
    ///
    /// Description, unit and category are taken from the catalogue, whatever the document says of them.
    func checkedAgainstCatalogue(_ cart: ReceivedCart, connection: PunchOutConnection) throws -> ReceivedCart {
        var cart = cart
        // Rows that were laid out beforehand say what the document says.
        cart.rows = nil
        for (index, line) in cart.lines.enumerated() {
            func refuse(_ text: String) -> InboundRefusal {
                InboundRefusal(code: 417, text: "Line \(line.lineNumber): \(text)")
            }
            let kept = try line.auxiliaryID.flatMap { try store.returnedLine(auxiliaryID: $0, connection: connection.id) }
            let item = try store.catalogueItem(sku: line.supplierPartID)
            let offered =
                kept.flatMap { $0.sku == line.supplierPartID ? $0 : nil }
                ?? item.flatMap { $0.isActive ? CatalogueLine($0, quantity: 1, auxiliaryID: "") : nil }
            guard let offered else { throw refuse("\(line.supplierPartID) is not offered in the catalogue.") }
            guard line.unitPrice == offered.price, line.currency == offered.currency, line.priceBasis == 1 else {
                throw refuse("\(offered.sku) costs \(offered.price) \(offered.currency.code).")
            }
            if let item, !Self.allows(line.quantity, of: item) { throw refuse(item.quantityAdvice) }
            cart.lines[index].description = offered.description
            cart.lines[index].unitOfMeasure = offered.unitOfMeasure
            if let item {
                (cart.lines[index].classificationDomain, cart.lines[index].classificationCode) = ("UNSPSC", item.unspsc)
            }
        }
        return cart
    }

    private static func allows(_ quantity: Decimal, of item: CatalogueItem) -> Bool {
        guard let whole = ExactNumber.scaled(quantity, digits: 0), Decimal(whole) == quantity else { return false }
        return item.allows(quantity: Int(whole))
    }
}
