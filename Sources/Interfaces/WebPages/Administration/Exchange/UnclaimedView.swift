import HTML
import Procurement

/// The unclaimed list: each order with a choice of buyer.
struct UnclaimedView: Component {
    var orders: Page<PurchaseOrder>
    var isFirst: Bool
    var buyers: [User]
    var token: String
    var canChange: Bool
    /// The order that could not be given away, and why.
    var refused: (id: Identifier<PurchaseOrder>, problem: String)?

    var html: HTML {
        """
        \(PageHeader("Unclaimed orders",
            lead: "Punch-ins that name an e-mail address nobody here has. Give each to its buyer, or add the user."))
        \(if: buyers.isEmpty, HTML(noBuyers))
        \(Card("Waiting", isFlush: true, HTML(table)))
        \(Pager(newer: isFirst ? nil : "/admin/unclaimed", older: orders.nextCursor.map { "/admin/unclaimed?after=\($0)" }))
        """
    }

    private var noBuyers: Notice {
        Notice(
            .attention, "There is no buyer to choose.", detail: "<a href=\"/admin/users/new\">Add a user</a> with the role buyer."
        )
    }

    private var table: DataTable {
        DataTable(
            ["Received", "E-mail named", .init("Lines", .number), .init("Total", .number), .init("Give to", .action)],
            orders.items.map(row), empty: "Nothing is waiting: every punch-in found its buyer.")
    }

    private func row(_ order: PurchaseOrder) -> DataTable.Row {
        .init(
            [
                "<a href=\"/orders/\(url: order.id.text)\">\(Words.time(order.createdAt))</a>",
                "\(order.buyerEmail ?? "none")", "\(order.lines.count)", "\(order.total.map(Words.money) ?? "no price")",
                canChange ? HTML(choice(order)) : .empty,
            ], id: order.id.text)
    }

    /// A name of its own for each row, so that each label has its choice.
    static func field(_ id: Identifier<PurchaseOrder>) -> String { "user_id.\(id)" }

    private func choice(_ order: PurchaseOrder) -> Form {
        let choices = buyers.map { FormField.Choice($0.id.text, "\($0.name) (\($0.email))") }
        let error = refused?.id == order.id ? refused?.problem : nil
        return Form(
            post: "/admin/unclaimed/\(order.id)", token: token, layout: .inline,
            """
            \(FormField(Self.field(order.id), "Buyer", .select(choices, prompt: "Choose…"), error: error, isRequired: true))
            \(Button("Give", .secondary))
            """)
    }
}
