import HTML
import HTTP
import Procurement
import UseCases

extension PageRoutes {
    /// Punch-ins whose e-mail no user has.
    mutating func addUnclaimed() throws {
        try get("/admin/unclaimed") { context in
            let orders = try await context.answer(
                ListOrders(OrderFilter(status: .draft, unclaimed: true), page: PageRequest(after: context.query("after"))))
            let users = try await context.answer(ListUsers()).filter { $0.isActive && $0.roles.contains(.buyer) }
            return try await context.page(
                "Unclaimed orders", at: .unclaimed, UnclaimedView(orders: orders, buyers: users, token: context.csrf).html)
        }
        try post("/admin/unclaimed/{id}") { context in
            let id = try context.identifier("id", of: PurchaseOrder.self, kind: "purchase order")
            _ = try await context.perform(ClaimOrder(id, userID: context.form["user_id"] ?? ""))
            return context.redirect(to: "/admin/unclaimed", .claimed)
        }
    }
}

/// The unclaimed list: each order with a choice of buyer.
struct UnclaimedView: Component {
    var orders: Page<PurchaseOrder>
    var buyers: [User]
    var token: String

    var html: HTML {
        """
        \(PageHeader("Unclaimed orders", lead: "Punch-ins that name an e-mail address nobody here has. Give each to its buyer, or add the user."))
        \(Card("Waiting", isFlush: true, HTML(table)))
        \(Pager(newer: nil, older: orders.nextCursor.map { "/admin/unclaimed?after=\($0)" }))
        """
    }

    private var table: DataTable {
        DataTable(
            ["Received", "E-mail named", "Lines", .init("Total", .number), .init("Give to", .action)],
            orders.items.map { order in
                .init(
                    [
                        "<a href=\"/orders/\(url: order.id.text)\">\(Words.instant(order.createdAt))</a>",
                        "\(order.buyerEmail ?? "none")",
                        "\(order.lines.count)", "\(order.total.map(Words.money) ?? "no price")", HTML(choice(order)),
                    ], id: order.id.text)
            }, empty: "Nothing is waiting: every punch-in found its buyer.")
    }

    private func choice(_ order: PurchaseOrder) -> Form {
        let choices = buyers.map { FormField.Choice($0.id.text, "\($0.name) (\($0.email))") }
        return Form(
            post: "/admin/unclaimed/\(order.id)", token: token, layout: .inline,
            "\(FormField("user_id", "Buyer", .select(choices, prompt: "Choose…"), isRequired: true))\(Button("Give", .secondary))"
        )
    }
}
