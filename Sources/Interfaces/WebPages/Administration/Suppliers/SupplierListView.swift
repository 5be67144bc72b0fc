import HTML
import Procurement
import UseCases

/// The suppliers, and a form for another.
struct SupplierListView: Component {
    var suppliers: [Supplier]
    var connections: [PunchOutConnection]
    var state: FormState
    var token: String
    var canChange: Bool

    var html: HTML {
        """
        \(PageHeader("Suppliers", lead: "From whom the company buys. Each is reached through one or more connections."))
        \(Card("All suppliers", isFlush: true, HTML(table)))
        \(if: canChange, Card("Another supplier", HTML(form)).html)
        \(if: canChange, HTML(SpreadsheetCard(list: .suppliers, token: token)))
        """
    }

    private var table: DataTable {
        DataTable(
            ["Name", "Connections"], suppliers.map(row),
            empty: "No suppliers yet. Add the first below; Amazon Business is one supplier.")
    }

    private func row(_ supplier: Supplier) -> DataTable.Row {
        let own = connections.filter { $0.supplierID == supplier.id }
        let links: [HTML] = own.map { "<a href=\"/admin/connections/\(url: $0.id.text)\">\($0.name)</a>" }
        let none: HTML = canChange ? "None yet: <a href=\"/admin/connections/new\">add one</a>" : "None yet"
        let name: HTML =
            canChange
            ? "<a href=\"/admin/suppliers/\(url: supplier.id.text)\">\(supplier.name)</a>\(if: !supplier.isActive, HTML(Badge("Not in use", .neutral)))"
            : "\(supplier.name)"
        return .init([name, own.isEmpty ? none : links.joined(separator: ", ")], id: supplier.id.text)
    }

    private var form: Form {
        Form(
            post: "/admin/suppliers", token: token, layout: .grid,
            "\(state.summary)\(state.field("name", "Name", isRequired: true, complete: "off"))\(ButtonRow([Button("Add supplier")]))"
        )
    }
}
