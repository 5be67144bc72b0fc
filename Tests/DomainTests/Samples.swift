import FoundationEssentials
import Procurement

/// Values for tests of the domain.
enum Samples {
    static let start = Date(timeIntervalSince1970: 1_780_000_000)
    static let today = Day(start)
    static let buyer = user("usr_buyer", [.buyer])
    static let connection = PunchOutConnection(
        id: Identifier(trusted: "poc_1"), name: "Amazon", slug: "amazon", supplierID: Identifier(trusted: "sup_1"),
        from: PartyIdentity(domain: "NetworkId", identity: "B1"), to: PartyIdentity(domain: "NetworkId", identity: "Amazon"),
        punchOutURL: "https://shop.example/punchout", orderURL: "https://shop.example/orders")

    static func user(_ id: String, _ roles: Set<Role>, isActive: Bool = true) -> User {
        User(id: Identifier(trusted: id), email: "\(id)@example.com", name: id, roles: roles, isActive: isActive)
    }

    static func line(_ number: Int, quantity: Decimal = 2, price: Decimal? = 10) -> OrderLine {
        OrderLine(
            lineNumber: number, supplierPartID: "B00\(number)", auxiliaryID: "1,\(number)", description: "Thing \(number)",
            quantity: quantity, unitPrice: price, currency: .usd, unitOfMeasure: "EA")
    }

    static func order(_ lines: [OrderLine] = [line(1), line(2)]) -> PurchaseOrder {
        PurchaseOrder(
            id: Identifier(trusted: "po_1"), origin: .punchOut, connectionID: connection.id, supplierID: connection.supplierID,
            buyerID: buyer.id, isTest: true, currency: .usd, coding: Coding(), lines: lines, createdAt: start)
    }

    static func usd(_ units: Int64) -> Money { Money(minorUnits: units, currency: .usd) }
}
