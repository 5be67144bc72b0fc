package import FoundationEssentials

/// A cart being filled from the internal catalogue: by a buyer of another procurement system, who came by punch-out over a
/// connection and takes the cart back there, or by one of our own users, for whom it becomes draft orders.
package struct CatalogueVisit: Hashable, Sendable, Identified {
    package static let identifierPrefix = "cvs"

    package enum Status: String, Hashable, Sendable, CaseIterable {
        /// The set-up was answered, and the start page not opened yet.
        case waiting
        case open
        /// The cart was handed to the buyer's browser to take home.
        case returned
        /// The visitor left, and the buyer's system is told that nothing changed.
        case left
        /// Our own user's cart became draft orders.
        case ordered
    }

    package enum Trigger: Hashable, Sendable, CaseIterable { case enter, returnCart, leave, order }

    package static let lifecycle = Lifecycle<Status, Trigger>([
        (.waiting, .enter, .open),
        (.open, .returnCart, .returned),
        (.open, .leave, .left),
        (.open, .order, .ordered),
    ])

    /// Who shops.
    package enum Shopper: Hashable, Sendable {
        case visitor(of: Identifier<PunchOutConnection>)
        case user(Identifier<User>)
    }

    package let id: Identifier<CatalogueVisit>
    package let shopper: Shopper
    package let operation: PunchOutSession.Operation
    package var status: Status
    /// Whether the set-up came with deploymentMode="test".
    package var isTest = false
    /// Who the visitor is, as the set-up says; shown, and trusted for nothing.
    package var visitor = ""
    /// Goes back unchanged with the cart (cXML `BuyerCookie`).
    package var buyerCookie = ""
    /// Where the browser takes the cart (cXML `BrowserFormPost`): http or https.
    package var returnURL = ""
    /// The payloadID of the set-up that opened it.
    package var setupPayloadID = ""
    /// What is searched for at first (cXML `SelectedItem`).
    package var firstWords: String?
    /// Opens the start page, once; sealed.
    package var sealedKey: [UInt8]?
    /// SHA-256 of the cookie.
    package var tokenHash: [UInt8]?
    /// In every form of the visit.
    package var csrfToken = ""
    package let createdAt: Date
    package var expiresAt: Date
    package var endedAt: Date?
    /// The PunchOutOrderMessage that it ended with.
    package var document: [UInt8]?
    package var lines: [CatalogueLine] = []

    package init(
        id: Identifier<CatalogueVisit>, shopper: Shopper, operation: PunchOutSession.Operation = .create, status: Status,
        createdAt: Date, expiresAt: Date
    ) {
        self.id = id
        self.shopper = shopper
        self.operation = operation
        self.status = status
        self.createdAt = createdAt
        self.expiresAt = expiresAt
    }

    package var connectionID: Identifier<PunchOutConnection>? {
        if case .visitor(let id) = shopper { id } else { nil }
    }

    /// Whether the cart is only shown: an inspection changes nothing.
    package var isReadOnly: Bool { operation == .inspect }

    /// The goods, without a line whose amount is too large; `nil` when the lines are of several currencies, or none is there.
    package var total: Money? {
        guard let first = lines.first?.amount else { return nil }
        var total = Money.zero(first.currency)
        for line in lines {
            guard let amount = line.amount, amount.currency == total.currency, let next = total.adding(amount) else { return nil }
            total = next
        }
        return total
    }
}

/// One line of a cart of the catalogue.
package struct CatalogueLine: Hashable, Sendable {
    package var itemID: Identifier<CatalogueItem>
    package var sku: String
    package var description: String
    package var unitOfMeasure: String
    package var quantity: Int
    /// The catalogue's: nobody who shops can change it.
    package var price: Decimal
    package var currency: Currency
    /// Names the line in the buyer's system, and stays the same through edits (cXML `SupplierPartAuxiliaryID`).
    package var auxiliaryID: String

    package init(_ item: CatalogueItem, quantity: Int, auxiliaryID: String) {
        self.init(
            itemID: item.id, sku: item.sku, description: item.description, unitOfMeasure: item.unitOfMeasure, quantity: quantity,
            price: item.price, currency: item.currency, auxiliaryID: auxiliaryID)
    }

    package init(
        itemID: Identifier<CatalogueItem>, sku: String, description: String, unitOfMeasure: String, quantity: Int, price: Decimal,
        currency: Currency, auxiliaryID: String
    ) {
        self.itemID = itemID
        self.sku = sku
        self.description = description
        self.unitOfMeasure = unitOfMeasure
        self.quantity = quantity
        self.price = price
        self.currency = currency
        self.auxiliaryID = auxiliaryID
    }

    /// Quantity × price, rounded to the currency; `nil` when it is too large.
    package var amount: Money? { Money(Decimal(quantity) * price, currency) }
}
