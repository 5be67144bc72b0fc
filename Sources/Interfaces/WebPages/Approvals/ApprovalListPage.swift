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

    struct Row: Sendable, Hashable {
        var orderID: String
        var title: String
        var isTest: Bool
        var buyer: String
        var total: String
        var reason: String
        var when: String
        var comment: String?
    }

    var tab: Tab
    var openCount: Int
    var rows: [Row]
    var older: String?
    var isContinued: Bool

    init(_ page: Page<ApprovalItem>, tab: Tab, openCount: Int, isContinued: Bool) {
        self.tab = tab
        self.openCount = openCount
        self.isContinued = isContinued
        rows = page.items.map { item in
            Row(
                orderID: item.order.id.text, title: item.order.number ?? "Cart, \(Words.count(item.order.lines.count, "line"))",
                isTest: item.order.isTest, buyer: item.buyerName, total: Words.money(item.order.total) ?? "no total",
                reason: item.task.reason, when: Words.instant(item.task.decidedAt ?? item.task.createdAt),
                comment: item.task.comment)
        }
        older = page.nextCursor.map { "/approvals?tab=\(tab.rawValue)&after=\(LocalAddress.queryValue($0))" }
    }
}

/// Shows an `ApprovalListPage`.
struct ApprovalListView: Component {
    var page: ApprovalListPage

    init(_ page: ApprovalListPage) { self.page = page }

    var html: HTML {
        """
        \(PageHeader("Approvals", lead: "Orders of other people that need your word."))
        \(tabs)
        \(Card(nil, isFlush: true, HTML(table)))
        \(Pager(newer: page.isContinued ? address(page.tab) : nil, older: page.older))
        """
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
                "Order", "Buyer", "Why you", .init(page.tab == .open ? "Since" : "When"), .init("Amount", .number),
                .init("", .action),
            ],
            page.rows.map(row), empty: empty)
    }

    private func row(_ row: ApprovalListPage.Row) -> DataTable.Row {
        let name: HTML = """
            <a href="/orders/\(query: row.orderID)">\(row.title)</a> \(if: row.isTest, HTML(Badge.test))
            """
        let why: HTML = "\(row.reason)\(some: row.comment, { "<br><span class=\"muted\">“\($0)”</span>" })"
        let open = Button(page.tab == .open ? "Review" : "Open", to: "/orders/\(row.orderID)", .secondary)
        return .init([name, "\(row.buyer)", why, "\(row.when)", "\(row.total)", HTML(open)])
    }
}
