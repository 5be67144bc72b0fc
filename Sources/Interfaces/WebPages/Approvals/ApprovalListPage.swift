import HTML
import Procurement
import UseCases

/// What the list of approvals shows: what waits for this person, or what they decided.
struct ApprovalListPage: Sendable {
    /// One view of the list.
    enum Tab: String, Sendable, CaseIterable {
        case open, approved, rejected, waiting

        var label: String {
            switch self {
            case .open: "Waiting for me"
            case .waiting: "Later stages"
            case .approved: "Approved by me"
            case .rejected: "Rejected by me"
            }
        }

        var status: ApprovalTask.Status {
            switch self {
            case .open: .open
            case .waiting: .waiting
            case .approved: .approved
            case .rejected: .rejected
            }
        }
    }

    struct Row: Sendable {
        var taskID: String
        /// Of the order or invoice.
        var address: String
        /// Whose decision it is, where the reader acts for them.
        var principal: String?
        var title: String
        var isTest: Bool
        var buyer: String
        var total: String
        var reason: String
        var when: String
        var comment: String?
        /// How long the shop holds its prices, and whether that is near its end, or past it.
        var hold: (words: String, isUrgent: Bool)?
        /// It looks like one purchase in several orders.
        var isSplit: Bool
    }

    var tab: Tab
    var openCount: Int
    var rows: [Row]
    var older: String?
    var isContinued: Bool

    init(_ page: Page<ApprovalItem>, tab: Tab, openCount: Int, isContinued: Bool, reader: Identifier<User>) {
        self.tab = tab
        self.openCount = openCount
        self.isContinued = isContinued
        rows = page.items.map { item in
            Row(
                taskID: item.task.id.text, address: item.address,
                principal: item.task.approverID == reader ? nil : item.approverName, title: item.title,
                isTest: item.order?.isTest ?? false, buyer: item.buyerName,
                total: Words.money(item.order?.total ?? item.invoice?.totals.total) ?? "no total",
                reason: item.task.reason, when: Words.instant(item.task.decidedAt ?? item.task.createdAt),
                comment: item.task.comment, hold: tab == .open ? item.priceHold.map { Self.words($0.hold, $0.phase) } : nil,
                isSplit: item.splitPurchase != nil)
        }
        older = page.nextCursor.map { "/approvals?tab=\(tab.rawValue)&after=\(LocalAddress.queryValue($0))" }
    }
}

extension ApprovalListPage {
    private static func words(_ hold: PriceHold, _ phase: PriceHold.Phase) -> (words: String, isUrgent: Bool) {
        switch phase {
        case .held: ("prices held until \(Words.instant(hold.until))", false)
        case .ending: ("prices held only until \(Words.instant(hold.until))", true)
        case .ended: ("prices not held any more", true)
        }
    }
}

extension ApprovalItem {
    /// Where it is decided.
    var address: String {
        if let invoice = task.invoiceID { return "/invoices/\(invoice)" }
        return "/orders/\(task.orderID?.text ?? "")"
    }

    /// What it is about, in a word.
    var title: String {
        if let invoice { return "Invoice \(invoice.number)" }
        return order?.number ?? "Cart, \(Words.count(order?.lines.count ?? 0, "line"))"
    }
}

/// Shows an `ApprovalListPage`.
struct ApprovalListView: Component {
    var page: ApprovalListPage
    var csrf: String

    init(_ page: ApprovalListPage, csrf: String) {
        self.page = page
        self.csrf = csrf
    }

    var html: HTML {
        """
        \(PageHeader("Approvals", lead: "Orders of other people and invoices that need your word."))
        \(tabs)
        \(if: page.tab == .open && !page.rows.isEmpty, HTML(bulk), else: Card(nil, isFlush: true, HTML(table)).html)
        \(Pager(newer: page.isContinued ? address(page.tab) : nil, older: page.older))
        """
    }

    /// The list as a form: what is ticked is decided together.
    private var bulk: Form {
        Form(
            post: "/approvals/decide", token: csrf,
            """
            \(Card(nil, isFlush: true, HTML(table)))
            \(FormField("comment", "Comment for all that are ticked", hint: "Needed when you reject: the buyers read it."))
            \(ButtonRow([
                Button("Approve ticked", .primary, icon: .check, name: "decision", value: "approve"),
                Button("Reject ticked", .danger, name: "decision", value: "reject"),
            ]))
            """)
    }

    private func address(_ tab: ApprovalListPage.Tab) -> String { tab == .open ? "/approvals" : "/approvals?tab=\(tab.rawValue)" }

    private var tabs: Tabs {
        Tabs(
            "Approvals",
            ApprovalListPage.Tab.allCases.map { tab in
                .init(
                    tab.label, to: address(tab), count: tab == .open && page.openCount > 0 ? page.openCount : nil,
                    isCurrent: tab == page.tab)
            })
    }

    private var table: DataTable {
        let empty: HTML = page.tab == .open ? "Nothing waits for you." : "Nothing here yet."
        return DataTable(
            [
                "Document", "Buyer", "Why you", .init(page.tab == .open ? "Since" : "When"), .init("Amount", .number),
                .init("", .action),
            ],
            page.rows.map(row), empty: empty)
    }

    private func row(_ row: ApprovalListPage.Row) -> DataTable.Row {
        let box: HTML = "<input type=\"checkbox\" name=\"id\" value=\"\(row.taskID)\" aria-label=\"Choose \(row.title)\"> "
        let name: HTML = """
            \(if: page.tab == .open, box)<a href="\(url: row.address)">\(row.title)</a> \(if: row.isTest, HTML(Badge.test))\
            \(some: row.hold, { "<span class=\"\($0.isUrgent ? "urgent" : "muted")\">\($0.words)</span>" })\
            \(if: row.isSplit, "<span class=\"urgent\">may be part of a larger purchase</span>")
            """
        let why: HTML =
            "\(some: row.principal, { "For \($0). " })\(row.reason)\(some: row.comment, { "<br><span class=\"muted\">“\($0)”</span>" })"
        let open = Button(page.tab == .open ? "Review" : "Open", to: row.address, .secondary)
        return .init([name, "\(row.buyer)", why, "\(row.when)", "\(row.total)", HTML(open)])
    }
}
