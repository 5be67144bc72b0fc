import HTML
import Procurement

/// An order as a line of a list.
struct OrderRow: Sendable, Hashable {
    var id: String
    /// Its number, or what it is as long as it has none.
    var title: String
    var isTest: Bool
    var status: String
    /// What the supplier made of it, when it was sent.
    var progress: String?
    var total: String?
    var lines: String
    var created: String
    var machineTime: String

    init(_ order: PurchaseOrder) {
        id = order.id.text
        title = order.number ?? (order.origin == .punchIn ? "Punch-in cart" : "Cart")
        isTest = order.isTest
        status = order.status.rawValue
        progress = OrderWords.progress(order)
        total = Words.money(order.total)
        lines = Words.count(order.lines.count, "line")
        created = Words.instant(order.createdAt)
        machineTime = Words.machine(order.createdAt)
    }
}

/// Orders in a table.
struct OrderTable: Component {
    var rows: [OrderRow]
    var empty: HTML

    init(_ rows: [OrderRow], empty: HTML) {
        self.rows = rows
        self.empty = empty
    }

    var html: HTML {
        DataTable(["Order", "State", "Made", .init("Amount", .number)], rows.map(line), empty: empty).html
    }

    private func line(_ row: OrderRow) -> DataTable.Row {
        let name: HTML = """
            <a href="/orders/\(query: row.id)">\(row.title)</a> \(if: row.isTest, HTML(Badge.test))<br>\
            <span class="muted">\(row.lines)</span>
            """
        let state: HTML = """
            \(Badge(status: row.status))\(some: row.progress, { "<br><span class=\"muted\">\($0)</span>" })
            """
        let made: HTML = "<time datetime=\"\(row.machineTime)\">\(row.created)</time>"
        return .init([name, state, made, "\(row.total ?? "no total yet")"])
    }
}
