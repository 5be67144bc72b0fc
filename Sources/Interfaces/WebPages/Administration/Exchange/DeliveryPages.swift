import HTML
import HTTP
import Procurement
import UseCases

extension PageRoutes {
    /// The outbox.
    mutating func addDeliveries() throws {
        try get("/admin/deliveries") { context in
            let status = context.query("status").flatMap { Delivery.Status(rawValue: $0) }
            let deliveries = try await context.answer(
                ListDeliveries(status: status, page: PageRequest(after: context.query("after"))))
            return try await context.page(
                "Deliveries", at: .deliveries, DeliveryListView(deliveries: deliveries, status: status, token: context.csrf).html)
        }
        try post("/admin/deliveries/{id}/send-again") { context in
            _ = try await context.perform(SendAgain(try context.identifier("id", of: Delivery.self, kind: "delivery")))
            return context.redirect(to: "/admin/deliveries", .sentAgain)
        }
    }
}

/// Outgoing documents with their attempts and answers.
struct DeliveryListView: Component {
    var deliveries: Page<Delivery>
    var status: Delivery.Status?
    var token: String

    var html: HTML {
        """
        \(PageHeader("Deliveries", lead: "What leaves this house, with its attempts and answers. Sending again sends the same bytes."))
        \(Tabs("State", tabs))
        \(Card("Outbox", isFlush: true, HTML(table)))
        \(Pager(newer: nil, older: older))
        """
    }

    private var older: String? {
        deliveries.nextCursor.map { "/admin/deliveries?after=\($0)" + (status.map { "&status=\($0.rawValue)" } ?? "") }
    }

    private var tabs: [Tabs.Tab] {
        let all = Tabs.Tab("All", to: "/admin/deliveries", isCurrent: status == nil)
        return [all]
            + Delivery.Status.allCases.map {
                .init(Badge.label(of: $0.rawValue), to: "/admin/deliveries?status=\($0.rawValue)", isCurrent: status == $0)
            }
    }

    private var table: DataTable {
        DataTable(
            ["When", "Order", "State", .init("Attempts", .number), "Answer", "Next attempt", .init("", .action)],
            deliveries.items.map { delivery in
                .init(
                    [
                        "\(Words.instant(delivery.createdAt))",
                        "\(some: delivery.orderID, { "<a href=\"/orders/\(url: $0.text)\">order</a>" })",
                        HTML(Badge(status: delivery.status.rawValue)), "\(delivery.attempts)", "\(delivery.lastAnswer)",
                        "\(delivery.nextAttemptAt.map(Words.instant))", again(delivery),
                    ], id: delivery.id.text)
            }, empty: "Nothing here.")
    }

    private func again(_ delivery: Delivery) -> HTML {
        guard Delivery.lifecycle.allows(.sendAgain, from: delivery.status) || delivery.status == .retrying else { return .empty }
        return HTML(
            Form(
                post: "/admin/deliveries/\(delivery.id)/send-again", token: token, layout: .bare,
                HTML(Button("Send again", .secondary))))
    }
}
