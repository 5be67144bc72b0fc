import HTML
import Procurement
import UseCases

/// An order as a line of a list.
struct OrderRow: Sendable, Hashable {
    var id: String
    /// Its number, or what it is as long as it has none.
    var title: String
    var isTest: Bool
    var status: String
    var supplier: String?
    var buyer: String?
    /// What the supplier made of it, when it was sent.
    var progress: String?
    var total: String?
    var lines: String
    var created: String
    var machineTime: String

    /// - Parameter names: of its supplier and its buyer, where the list shows them.
    init(_ order: PurchaseOrder, _ names: OrderParties? = nil) {
        id = order.id.text
        title = order.number ?? Self.title(order.origin)
        isTest = order.isTest
        status = order.status.rawValue
        supplier = names?.suppliers[order.supplierID]
        buyer = order.buyerID.flatMap { names?.buyers[$0] } ?? order.buyerEmail
        progress = OrderWords.progress(order)
        total = Words.money(order.total)
        lines = Words.count(order.lines.count, "line")
        created = Words.instant(order.createdAt)
        machineTime = Words.machine(order.createdAt)
    }

    /// What an order is as long as it has no number.
    ///
    /// - Parameter shop: whence it comes, where there is room to say so.
    static func title(_ origin: PurchaseOrder.Origin, _ shop: String? = nil) -> String {
        switch origin {
        case .punchIn: "Punch-in cart"
        case .punchOut: shop.map { "Cart from \($0)" } ?? "Cart"
        case .catalogue: shop == nil ? "Cart" : "Cart from the catalogue"
        case .entered: shop.map { "New order for \($0)" } ?? "New order"
        }
    }
}

/// Orders in a table.
struct OrderTable: Component {
    var rows: [OrderRow]
    /// Whether supplier and buyer have columns.
    var showsParties: Bool
    var empty: HTML

    init(_ rows: [OrderRow], showsParties: Bool = false, empty: HTML) {
        self.rows = rows
        self.showsParties = showsParties
        self.empty = empty
    }

    var html: HTML {
        let parties: [DataTable.Column] = showsParties ? ["Supplier", "Buyer"] : []
        return DataTable(["Order", "State"] + parties + ["Made", .init("Amount", .number)], rows.map(line), empty: empty).html
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
        let parties: [HTML] = showsParties ? ["\(row.supplier)", "\(row.buyer ?? "nobody yet")"] : []
        return .init([name, state] + parties + [made, "\(row.total ?? "no total yet")"])
    }
}
