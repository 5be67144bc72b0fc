import FoundationEssentials
import HTML
import Procurement
import UseCases

/// The form of an invoice that is entered by hand: what an order has left to bill, to be compared with the paper.
struct InvoiceForm: Component {
    var title: String
    var action: String
    var draft: PrepareInvoice.Draft
    var state: FormState
    var token: String
    /// Where leaving leads.
    var back: (label: String, address: String)

    private var entry: InvoiceEntry { draft.entry }

    var html: HTML {
        """
        \(PageHeader(title, lead: "From \(draft.supplierName). Write what stands on the paper; what differs from the order is told, not corrected.", back: back))
        \(Form(post: action, token: token, content))
        """
    }

    private var content: HTML {
        let buttons = ButtonRow([
            Button("Save as a draft", .secondary, name: "verb", value: "save"),
            Button("Save and hand in", .primary, icon: .check, name: "verb", value: "submit"),
        ])
        return """
            \(state.summary)\(hidden)\(Card("Invoice", head))\(Card("Lines", isFlush: true, HTML(lines)))\(Card("Sums", sums))\
            \(buttons)
            """
    }

    private var hidden: HTML {
        let fields = [
            ("supplier_id", entry.supplierID), ("currency", entry.currency), ("kind", entry.kind.rawValue),
            ("original_number", entry.originalNumber ?? ""),
        ]
        let version = state["version"].map { [("version", $0)] } ?? []
        return "\(each: fields + version, { HTML(FormField($0.0, "", .hidden, value: $0.1)) })"
    }

    private var head: HTML {
        """
        <div class="form grid">\(state.field("number", "The supplier's number", isRequired: true, complete: "off"))\
        \(state.field("invoice_date", "Dated", .date, isRequired: true))\
        \(state.field("payment_terms", "Payment terms", hint: "NET 30, or 2/10 NET 30.", complete: "off"))\
        \(state.field("due_date", "Due", .date, hint: "Where it says so; otherwise from date and terms."))\
        \(state.field("comment", "Comment", .textarea(rows: 2)))</div>
        """
    }

    private var lines: DataTable {
        DataTable(
            [
                .init("#", .number), "Item", "Ordered", .init("Received", .number), .init("Billed before", .number), "Billed now",
                "Unit price", "Tax",
            ],
            entry.lines.enumerated().map(row) + [free])
    }

    private func row(_ index: Int, _ line: InvoiceEntry.Line) -> DataTable.Row {
        let order = draft.orders.first { $0.order.id.text == line.orderID }
        let ordered = line.orderLineNumber.flatMap { order?.order.line($0) }
        let currency = order?.order.currency ?? .usd
        let words = ordered.map {
            "\(Words.quantity($0.quantity, $0.unitOfMeasure)) at \($0.unitPrice.map { Words.price($0, currency) } ?? "no price")"
        }
        let name: HTML = """
            \(line.description ?? ordered?.description ?? "")\(some: line.supplierPartID, { "<div class=\"muted\">Part \($0)</div>" })\
            \(FormField("lines.\(index).order", "", .hidden, value: line.orderID))\
            \(FormField("lines.\(index).line", "", .hidden, value: line.orderLineNumber.map(String.init)))\
            \(FormField("lines.\(index).part", "", .hidden, value: line.supplierPartID))\
            \(FormField("lines.\(index).unit", "", .hidden, value: line.unitOfMeasure))\
            \(FormField("lines.\(index).basis", "", .hidden, value: ExactNumber.text(line.priceBasis)))\
            \(FormField("lines.\(index).description", "", .hidden, value: line.description))
            """
        return .init(
            [
                "\(line.orderLineNumber)", name, "\(words)",
                "\(ordered.flatMap { line in order.map { ExactNumber.text($0.received.accepted(line.lineNumber)) } })",
                "\(ordered.flatMap { line in order.map { ExactNumber.text($0.billed.quantity(line.lineNumber)) } })",
            ] + boxes(index))
    }

    private func boxes(_ index: Int) -> [HTML] {
        [
            HTML(state.field("lines.\(index).quantity", "Billed of line \(index + 1)", .number())),
            HTML(state.field("lines.\(index).unit_price", "Price of line \(index + 1)", .number(minimum: "0"))),
            HTML(state.field("lines.\(index).tax", "Tax of line \(index + 1)", .number())),
        ]
    }

    /// One more line, for what nobody ordered.
    private var free: DataTable.Row {
        let index = entry.lines.count
        return .init(
            [
                "",
                HTML(state.field("lines.\(index).description", "Something else", hint: "What is on no order.", complete: "off")),
                "", "", "",
            ]
                + boxes(index))
    }

    private var sums: HTML {
        """
        <p class="muted">In \(entry.currency). Without tax of its own a line has none; what is left out of the sums is computed.</p>
        <div class="form grid">\(state.field("freight", "Freight", .money(currency: entry.currency)))\
        \(state.field("charges", "Other charges", .money(currency: entry.currency)))\
        \(state.field("discount", "Discount", .money(currency: entry.currency)))\
        \(state.field("tax", "Tax", .money(currency: entry.currency)))\
        \(state.field("total", "Total to pay", .money(currency: entry.currency), hint: "As the paper says; computed when empty."))</div>
        """
    }

    // MARK: Reading and filling

    /// What the form begins with.
    static func values(_ entry: InvoiceEntry, version: Int? = nil) -> [String: String] {
        var values = [
            "number": entry.number, "invoice_date": entry.invoiceDate, "payment_terms": entry.paymentTerms ?? "",
            "due_date": entry.dueDate ?? "", "comment": entry.comment ?? "", "freight": entry.freight ?? "",
            "charges": entry.charges ?? "", "discount": entry.discount ?? "", "tax": entry.tax ?? "", "total": entry.total ?? "",
        ]
        values["version"] = version.map(String.init)
        for (index, line) in entry.lines.enumerated() {
            values["lines.\(index).quantity"] = line.quantity == 0 ? "" : ExactNumber.text(line.quantity)
            values["lines.\(index).unit_price"] = ExactNumber.text(line.unitPrice)
            values["lines.\(index).tax"] = line.tax ?? ""
        }
        return values
    }

    /// What was typed, and beside which fields problems of its lines stand. Lines without a quantity are not billed.
    static func entry(_ form: PostedForm) throws -> (entry: InvoiceEntry, names: [String: String]) {
        var (lines, names): ([InvoiceEntry.Line], [String: String]) = ([], ["/lines": ""])
        var problems: [FieldProblem] = []
        let indices = form.fields.prefix(20_000).compactMap { field -> Int? in
            let parts = field.name.split(separator: ".")
            return parts.count == 3 && parts[0] == "lines" && parts[2] == "quantity" ? Int(parts[1]) : nil
        }
        for index in indices.prefix(1001) {
            func text(_ name: String) -> String? { form.text("lines.\(index).\(name)") }
            guard let quantity = text("quantity") else { continue }
            func number(_ name: String, _ text: String?) -> Decimal {
                if let number = text.flatMap({ ExactNumber.parse($0) }) { return number }
                problems.append(
                    FieldProblem("/lines/\(lines.count)/\(name)", "invalid", "Write a number, with a point: 12.50."))
                return 1
            }
            for name in ["quantity", "unit_price", "tax", "description"] {
                names["/lines/\(lines.count)/\(name)"] = "lines.\(index).\(name)"
            }
            lines.append(
                InvoiceEntry.Line(
                    orderID: text("order"), orderLineNumber: text("line").flatMap { Int($0) }, description: text("description"),
                    supplierPartID: text("part"), quantity: number("quantity", quantity), unitOfMeasure: text("unit"),
                    unitPrice: number("unit_price", text("unit_price")),
                    priceBasis: text("basis").flatMap { ExactNumber.parse($0) } ?? 1, amount: nil, tax: text("tax"), taxRate: nil)
            )
        }
        let entry = InvoiceEntry(
            supplierID: form["supplier_id"] ?? "", number: form["number"] ?? "",
            kind: form["kind"].flatMap { Invoice.Kind(rawValue: $0) } ?? .standard, invoiceDate: form.text("invoice_date") ?? "",
            paymentTerms: form.text("payment_terms"), dueDate: form.text("due_date"), currency: form["currency"] ?? "",
            lines: lines, freight: form.text("freight"), charges: form.text("charges"), discount: form.text("discount"),
            tax: form.text("tax"), total: form.text("total"), originalNumber: form.text("original_number"),
            comment: form.text("comment"))
        if !problems.isEmpty { throw RefusedLines(problems: problems, names: names) }
        return (entry, names)
    }

    /// Lines that are no numbers, with the fields they stand in.
    struct RefusedLines: Error {
        var problems: [FieldProblem]
        var names: [String: String]
    }
}
