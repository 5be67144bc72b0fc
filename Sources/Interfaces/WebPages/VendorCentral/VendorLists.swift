import FoundationEssentials
import HTML
import HTTP
import Procurement
import UseCases
import VendorCentral

extension PageContext {
    func vendorOrderID() throws -> Identifier<VendorOrder> { try identifier("id", kind: "vendor order") }

    private func pageRequest(_ limit: Int = 25) -> PageRequest { PageRequest(limit: limit, after: query("after")) }

    func vendorOrderList() async throws -> HTTPResponse {
        func text(_ name: String) -> String? { query(name).flatMap { $0.isEmpty ? nil : $0 } }
        let filter = VendorOrderFilter(
            status: text("status").flatMap { VendorOrder.Status(rawValue: $0) },
            programme: text("programme").flatMap { Programme(rawValue: $0) }, number: text("number"), isHeld: text("held") == "1")
        let view = VendorOrderListView(
            filter: filter, orders: try await answer(ListVendorOrders(filter, page: pageRequest())), after: query("after"))
        return try await page("Vendor orders", at: .vendorOrders, view.html)
    }

    func vendorBillList() async throws -> HTTPResponse {
        let payment = query("payment").flatMap { VendorBill.Payment(rawValue: $0) }
        let bills = try await answer(ListVendorBills(VendorBillFilter(payment: payment), page: pageRequest()))
        let view = VendorBillListView(payment: payment, bills: bills, after: query("after"))
        return try await page("Vendor invoices", at: .vendorInvoices, view.html)
    }

    func vendorTransactionList() async throws -> HTTPResponse {
        let status = query("status").flatMap { VendorTransaction.Status(rawValue: $0) }
        let found = try await answer(ListVendorTransactions(VendorTransactionFilter(status: status), page: pageRequest()))
        let view = VendorTransactionListView(status: status, transactions: found, after: query("after"))
        return try await page("Messages to Amazon", at: .vendorTransactions, view.html)
    }

    func vendorTransactionPage(_ id: Identifier<VendorTransaction>) async throws -> HTTPResponse {
        let found = try await answer(ShowVendorTransaction(id))
        let view = VendorTransactionView(
            transaction: found.transaction, body: String(decoding: found.body, as: UTF8.self), token: csrf,
            mayAct: actor.managesVendorOrders)
        return try await page("Message \(found.transaction.key)", at: .vendorTransactions, view.html)
    }
}

extension VendorWords {
    /// The address of a list with what it is asked for; empty values are left out.
    static func address(_ path: String, _ items: [(String, String?)]) -> String {
        let parts = items.compactMap { name, value in value.map { "\(name)=\(LocalAddress.queryValue($0))" } }
        return parts.isEmpty ? path : "\(path)?\(parts.joined(separator: "&"))"
    }
}

/// Amazon's orders, newest first.
struct VendorOrderListView: Component {
    var filter: VendorOrderFilter
    var orders: Page<StoredVendorOrder>
    var after: String?

    private func list(_ status: VendorOrder.Status?, after: String? = nil, isHeld: Bool = false) -> String {
        VendorWords.address(
            "/vendor-central/orders",
            [
                ("status", status?.rawValue), ("programme", filter.programme?.rawValue), ("number", filter.number),
                ("held", isHeld ? "1" : nil), ("after", after),
            ])
    }

    var html: HTML {
        """
        \(PageHeader("Vendor orders", lead: "What Amazon orders from us."))
        \(tabs)
        \(filters)
        \(Card(nil, isFlush: true, HTML(table)))
        \(Pager(newer: after == nil ? nil : list(filter.status, isHeld: filter.isHeld),
            older: orders.nextCursor.map { list(filter.status, after: $0, isHeld: filter.isHeld) }))
        """
    }

    private var tabs: Tabs {
        let all = Tabs.Tab("All", to: list(nil), isCurrent: filter.status == nil && !filter.isHeld)
        let held = Tabs.Tab("Held", to: list(nil, isHeld: true), isCurrent: filter.isHeld)
        return Tabs(
            "Vendor orders by state",
            [all, held]
                + VendorOrder.Status.allCases.map {
                    .init(Badge.label(of: $0.rawValue), to: list($0), isCurrent: filter.status == $0)
                })
    }

    private var filters: Form {
        let choices = Programme.allCases.map { FormField.Choice($0.rawValue, VendorWords.programme($0)) }
        return Form(
            get: "/vendor-central/orders",
            """
            \(some: filter.status, { HTML(FormField("status", "", .hidden, value: $0.rawValue)) })\
            \(FormField("programme", "Programme", .select(choices, prompt: "both"), value: filter.programme?.rawValue))\
            \(FormField("number", "Amazon’s number", .search, value: filter.number))\
            \(ButtonRow([Button("Show", .secondary)]))
            """)
    }

    private var table: DataTable {
        DataTable(
            ["Number", "Programme", "State", "Ordered", "Due", .init("Lines", .number), .init("Total", .number)],
            orders.items.map { stored in
                let order = stored.order
                return .init(
                    [
                        "<a href=\"/vendor-central/orders/\(url: order.id.text)\">\(order.number)</a>",
                        "\(order.programme.shortName)\(some: order.freight, { " <span class=\"muted\">\($0.rawValue)</span>" })",
                        "\(Badge(status: order.status.rawValue))\(if: !order.holds.isEmpty, " \(Badge("Held", .attention))")",
                        "\(order.orderedAt.map(Words.day) ?? "")", "\(order.window.map { Words.day($0.end) } ?? "")",
                        "\(order.lines.count)", "\(Words.money(order.total) ?? "")",
                    ], id: order.id.text, tone: order.holds.isEmpty ? nil : .attention)
            }, empty: "No order is here.")
    }
}

/// Every message to Amazon.
struct VendorTransactionListView: Component {
    var status: VendorTransaction.Status?
    var transactions: Page<VendorTransaction>
    var after: String?

    private static let path = "/vendor-central/transactions"

    var html: HTML {
        """
        \(PageHeader("Messages to Amazon", lead: "Each with its key, Amazon’s verdict, and what to do when there is none."))
        \(tabs)
        \(Card(nil, isFlush: true, HTML(table)))
        \(Pager(newer: after == nil ? nil : VendorWords.address(Self.path, [("status", status?.rawValue)]),
            older: transactions.nextCursor.map { VendorWords.address(Self.path, [("status", status?.rawValue), ("after", $0)]) }))
        """
    }

    private var tabs: Tabs {
        Tabs(
            "Messages by state",
            [Tabs.Tab("All", to: Self.path, isCurrent: status == nil)]
                + VendorTransaction.Status.allCases.map {
                    .init(
                        Badge.label(of: $0.rawValue), to: VendorWords.address(Self.path, [("status", $0.rawValue)]),
                        isCurrent: status == $0)
                })
    }

    private var table: DataTable {
        DataTable(
            ["Message", "State", "Sent", "Why"],
            transactions.items.map { transaction in
                .init(
                    [
                        "<a href=\"\(url: "\(Self.path)/\(transaction.id)")\">\(VendorWords.kind(transaction.kind))</a> \(transaction.key)",
                        HTML(VendorWords.badge(transaction.status)), "\(transaction.sentAt.map(Words.instant) ?? "")",
                        "\(transaction.errors.joined(separator: " "))",
                    ], id: transaction.id.text, tone: transaction.status == .failed || transaction.status == .unknown ? .bad : nil
                )
            }, empty: "No message is here.")
    }
}

/// One message with its octets.
struct VendorTransactionView: Component {
    var transaction: VendorTransaction
    var body: String
    var token: String
    var mayAct: Bool

    var html: HTML {
        """
        \(PageHeader("\(VendorWords.kind(transaction.kind)) \(transaction.key)", badges: [VendorWords.badge(transaction.status)],
            back: ("Messages to Amazon", "/vendor-central/transactions")))
        \(if: !transaction.errors.isEmpty, Notice(transaction.status == .overdue ? .attention : .bad, "What went wrong", detail: "\(transaction.errors.joined(separator: " "))").html)
        \(Columns(main: Card("The message, as it is sent every time", HTML(CodeBlock(body))).html, side: side))
        """
    }

    private var side: HTML {
        "\(Card("About it", HTML(list)))\(if: mayAct, Card("Do", actions).html)"
    }

    private var list: DescriptionList {
        DescriptionList([
            .init(
                "Amazon’s transaction",
                transaction.transactionIDs.isEmpty ? nil : transaction.transactionIDs.joined(separator: ", ")),
            .init("Queued", Words.instant(transaction.createdAt)), .init("Sent", transaction.sentAt.map(Words.instant)),
            .init("Tries", String(transaction.attempts)), .init("Asked", transaction.checkedAt.map(Words.instant)),
            .init("Next", transaction.nextAt.map(Words.instant)),
            .init("Order", transaction.order.map { "<a href=\"/vendor-central/orders/\(url: $0.text)\">Open it</a>" } ?? .empty),
        ])
    }

    private var actions: HTML {
        let address = "/vendor-central/transactions/\(transaction.id)"
        let asks = [.sent, .overdue, .presumedAccepted].contains(transaction.status)
        let sends = VendorTransaction.lifecycle.allows(.resend, from: transaction.status)
        if !asks, !sends { return "<p class=\"muted\">Nothing is to be done.</p>" }
        return """
            <div class="buttons">\(if: asks, Form(post: "\(address)/check", token: token, layout: .bare, HTML(Button("Ask Amazon now", .secondary))).html)\
            \(if: sends, ConfirmStep("Send again…", question: "The same octets go out under the same key.",
                Form(post: "\(address)/resend", token: token, layout: .bare, HTML(Button("Yes, send it again")))).html)</div>
            """
    }
}
