import HTML
import HTTP
import Procurement
import UseCases

extension PageRoutes {
    /// Punch-ins whose e-mail address no user has.
    mutating func addUnclaimed() throws {
        try get("/admin/unclaimed") { context in try await context.unclaimedPage() }
        try post("/admin/unclaimed/{id}") { context in
            let id = try context.identifier("id", of: PurchaseOrder.self, kind: "purchase order")
            do {
                _ = try await context.perform(ClaimOrder(id, userID: context.form[UnclaimedView.field(id)] ?? ""))
                return context.redirect(to: "/admin/unclaimed", .claimed)
            } catch {
                guard let refused = Refused(error) else { throw error }
                return try await context.unclaimedPage(
                    refused: (id, refused.fields.map(\.message).joined(separator: " ")), status: .unprocessable)
            }
        }
    }
}

extension PageContext {
    fileprivate func unclaimedPage(
        refused: (Identifier<PurchaseOrder>, String)? = nil, status: Status = .ok
    ) async throws -> HTTPResponse {
        let orders = try await answer(
            ListOrders(OrderFilter(status: .draft, unclaimed: true), page: PageRequest(after: query("after"))))
        let buyers = try await answer(ListUsers()).filter { $0.isActive && $0.roles.contains(.buyer) }
        let view = UnclaimedView(
            orders: orders, isFirst: query("after") == nil, buyers: buyers, token: csrf, canChange: isAdministrator,
            refused: refused)
        return try await page("Unclaimed orders", at: .unclaimed, status: status, view.html)
    }
}
