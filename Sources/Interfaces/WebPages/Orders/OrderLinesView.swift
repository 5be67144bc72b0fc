import HTML

/// The lines of an order in a table, with the supplier's oddities and answers beside each.
struct OrderLinesView: Component {
    var lines: [OrderLineRow]
    var totals: [(label: String, amount: String)]

    init(_ lines: [OrderLineRow], totals: [(label: String, amount: String)]) {
        self.lines = lines
        self.totals = totals
    }

    var html: HTML {
        Card("Lines", id: "lines", isFlush: true, HTML(table)).html
    }

    private var table: DataTable {
        DataTable(
            [.init("#", .number), "Item", .init("Quantity", .number), .init("Amount", .number)],
            lines.map(row), footer: totals.map { .init([HTML(text: $0.label), "", "", HTML(text: $0.amount)]) },
            empty: "This order has no lines.")
    }

    private func row(_ line: OrderLineRow) -> DataTable.Row {
        let quantity: HTML = """
            \(line.quantity)<div class="muted">at \(line.unitPrice)\(some: line.priceBasis, { " \($0)" })</div>
            """
        let tone: Tone? = !line.problems.isEmpty ? .bad : !line.warnings.isEmpty ? .attention : nil
        return .init(["\(line.number)", item(line), quantity, "\(line.amount)"], tone: tone)
    }

    private func item(_ line: OrderLineRow) -> HTML {
        let name: HTML =
            if let address = line.detailURL, HTML.mayLink(to: address) {
                "<a href=\"\(url: address)\" rel=\"noreferrer noopener\" target=\"_blank\">\(line.description)</a>"
            } else {
                "\(line.description)"
            }
        return """
            <strong>\(name)</strong>\
            \(if: !line.facts.isEmpty, "<div class=\"muted\">\(line.facts.joined(separator: " · "))</div>")\
            \(some: line.refusal, { "<div>\(Badge("Refused", .bad)) \($0)</div>" })\
            \(each: line.problems, { "<div>\(Badge("Cannot be ordered", .bad)) \($0)</div>" })\
            \(each: line.warnings, { "<div>\(Badge("Check", .attention)) \($0)</div>" })\
            \(if: !line.progress.isEmpty, "<div>\(Badge("Supplier", .info)) \(line.progress.joined(separator: " · "))</div>")\
            \(if: !line.billing.isEmpty, "<div>\(Badge("Here", .good)) \(line.billing.joined(separator: " · "))</div>")
            """
    }
}
