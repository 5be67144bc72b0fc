import HTTP
import Procurement
import UseCases

extension PageRoutes {
    /// The outbox.
    mutating func addDeliveries() throws {
        try get("/admin/deliveries") { context in
            let status = context.query("status").flatMap { Delivery.Status(rawValue: $0) }
            let view = DeliveryListView(
                deliveries: try await context.answer(
                    ListDeliveries(
                        status: status, kinds: Delivery.Kind.ofOrders, page: PageRequest(after: context.query("after")))),
                status: status, isFirst: context.query("after") == nil,
                connections: try await context.answer(ListConnections()), token: context.csrf,
                canChange: context.isAdministrator)
            return try await context.page("Deliveries", at: .deliveries, view.html)
        }
        try post("/admin/deliveries/{id}/send-as-new") { context in
            _ = try await context.perform(
                SendAsNew(
                    try context.identifier("id", of: Delivery.self, kind: "delivery"),
                    isConfirmed: context.form["confirmed"] == "yes"))
            // To all of them: it may have left its state before the page is there.
            return context.redirect(to: "/admin/deliveries", .sentAsNew)
        }
        try post("/admin/deliveries/{id}/send-again") { context in
            _ = try await context.perform(
                SendAgain(try context.identifier("id", of: Delivery.self, kind: "delivery")))
            return context.redirect(to: "/admin/deliveries", .sentAgain)
        }
    }
}
