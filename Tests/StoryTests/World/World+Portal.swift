import FoundationEssentials
import HTTPClient
import JSON
import PorticoServer
import Procurement
import Testing
import UseCases

/// Suppliers in stories: Sam of the demo shop's supplier, and Olga of another one.
extension World {
    /// Lets Sam in. Terms are NET 30.
    func openPortal() async throws { try await DemoData(shopURL: shopURL).loadPortal(into: application) }

    /// Somebody of a supplier that has nothing to do with the shop.
    @discardableResult
    func addOtherSupplier() async throws -> SupplierUser {
        let other = try await application.perform(SaveSupplier(name: "Other Supplies Ltd"), as: .system)
        return try await application.perform(
            AddSupplierUser(other.id, email: "olga@other.example.com", name: "Olga Other", password: DemoData.password),
            as: .system)
    }

    /// The shop's supplier.
    func shopSupplier() async throws -> Identifier<Supplier> {
        try #require(try await application.answer(FindConnection(slug: "amazon"), as: .system)).supplierID
    }

    /// A draft account over REST of what the order has left.
    func account(of order: Identifier<PurchaseOrder>, _ body: String = "{}") async throws -> JSON {
        let made = try await rest("POST", "/v1/portal/orders/\(order)/accounts", as: "sam", body)
        try #require(made.status == 201, "\(made.json)")
        return made.json
    }

    /// A sent order whose second line was made less, by 3 to `quantity`; the supplier was told another way.
    func changedOrder(_ quantity: Int = 1) async throws -> Identifier<PurchaseOrder> {
        let order = try await sentOrder()
        try await change(order, "{\"line_number\":2,\"quantity\":\(quantity)}")
        return order
    }

    /// Changes lines of a sent order; what it asks for needs no approval.
    func change(_ order: Identifier<PurchaseOrder>, _ line: String) async throws {
        let made = try await rest(
            "POST", "/v1/purchase-orders/\(order)/change-orders", as: "bianca",
            "{\"lines\":[\(line)],\"reason\":\"BUDGET-IS-CUT\",\"told_supplier\":true}")
        try #require(made.status == 201 && made.json["status"]?.text == "approved", "\(made.json)")
    }

    /// An account of a new order that was sent.
    func sentAccount(number: String) async throws -> (id: String, order: Identifier<PurchaseOrder>) {
        let order = try await sentOrder()
        let id = try #require(try await account(of: order, "{\"number\":\"\(number)\"}")["id"]?.text)
        let sent = try await rest("POST", "/v1/portal/accounts/\(id)/submit", as: "sam", "{}")
        try #require(sent.status == 200, "\(sent.json)")
        return (id, order)
    }
}

extension WebClient {
    func signInToPortal(_ email: String = "sam@supplier.example.com", password: String = DemoData.password) async throws -> Answer
    {
        try await post(
            "/portal/sign-in", from: try await get("/portal/sign-in"),
            [("email", email), ("password", password), ("next", "/portal")])
    }
}
