import HTML
import Procurement
import UseCases

/// What the list of orders shows.
struct OrderListPage: Sendable {
    /// `nil` shows every state.
    var status: PurchaseOrder.Status?
    var rows: [OrderRow]
    /// The address of the older orders.
    var older: String?
    /// Whether this is not the first page.
    var isContinued: Bool
    /// Whether the list holds other people's orders, too.
    var showsEverybody: Bool

    init(
        _ page: Page<PurchaseOrder>, _ names: OrderParties, status: PurchaseOrder.Status?, isContinued: Bool, showsEverybody: Bool
    ) {
        self.status = status
        self.isContinued = isContinued
        self.showsEverybody = showsEverybody
        rows = page.items.map { OrderRow($0, names) }
        older = page.nextCursor.map { cursor in
            let filter = status.map { "status=\($0.rawValue)&" } ?? ""
            return "/orders?\(filter)after=\(LocalAddress.queryValue(cursor))"
        }
    }
}

/// Shows an `OrderListPage`.
struct OrderListView: Component {
    var page: OrderListPage

    init(_ page: OrderListPage) { self.page = page }

    var html: HTML {
        let first = page.status.map { "/orders?status=\($0.rawValue)" } ?? "/orders"
        return """
            \(PageHeader("Orders", lead: page.showsEverybody ? "Everybody's orders." : "Your orders, and those you approve."))
            \(tabs)
            \(Card(nil, isFlush: true, HTML(OrderTable(page.rows, showsParties: true, empty: empty))))
            \(Pager(newer: page.isContinued ? first : nil, older: page.older))
            """
    }

    private var tabs: Tabs {
        let all = Tabs.Tab("All", to: "/orders", isCurrent: page.status == nil)
        let states = PurchaseOrder.Status.allCases.map { status in
            Tabs.Tab(
                Badge.label(of: status.rawValue), to: "/orders?status=\(status.rawValue)", isCurrent: page.status == status)
        }
        return Tabs("Orders by state", [all] + states)
    }

    private var empty: HTML {
        guard let status = page.status else { return "No orders yet. Start at a shop on the home page." }
        return "No order is \(Words.state(status.rawValue)) now."
    }
}
