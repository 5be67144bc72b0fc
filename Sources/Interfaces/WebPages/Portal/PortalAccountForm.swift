import FoundationEssentials
import HTML
import Procurement
import UseCases

/// The form of an account that can still be changed: its lines, those of the order that it leaves out, and room for more.
struct PortalAccountForm: Component {
    var details: AccountDetails
    var state: FormState
    var token: String

    private var account: Invoice { details.account }

    /// Free lines that are offered.
    private static let freeLines = 3

    var html: HTML {
        let id = account.id.text
        let order = details.orders.first
        let title = account.number.isEmpty ? "Account for \(order?.number ?? "an order")" : "Account \(account.number)"
        return """
            \(PageHeader(title, lead: "To \(details.customerName): what you leave empty is not billed.", back: ("The account", "/portal/accounts/\(id)")))
            \(PortalDispute(details: details))
            \(Form(post: "/portal/accounts/\(id)/edit", token: token, content))
            """
    }

    private var content: HTML {
        """
        \(DefaultButton(label: "Save draft"))\(state.summary)\(FormField("version", "", .hidden, value: state["version"]))
        \(Card("Account", head))\(Card("Lines", isFlush: true, HTML(lines)))\(Card("Sums", sums))
        \(ButtonRow([
            Button("Save and check", .primary, icon: .check, name: "verb", value: "check"),
            Button("Save draft", .secondary, name: "verb", value: "save"),
        ]))
        """
    }

    private var head: HTML {
        let banks = details.bankAccounts.map { FormField.Choice($0.id.text, "\($0.label), ends with \($0.hint)") }
        let known =
            details.bankAccount.map { bank in
                banks.contains { $0.value == bank.id.text } ? [] : [FormField.Choice(bank.id.text, bank.label)]
            } ?? []
        let terms: HTML =
            if let agreed = details.agreedTerms {
                HTML(
                    FormField(
                        "agreed_terms", "Payment terms", value: agreed.description, hint: "As agreed with the customer.",
                        isReadOnly: true))
            } else {
                HTML(state.field("payment_terms", "Payment terms", hint: "NET 30, or 2/10 NET 30.", complete: "off"))
            }
        return """
            <div class="form grid">\(state.field("number", "Your number of the account", hint: "Needed before it is sent.", complete: "off"))\
            \(state.field("invoice_date", "Dated", .date, isRequired: true))\(terms)\
            \(state.field("bank_account_id", "Pay to", .select(known + banks, prompt: "not said"), hint: "Bank details stand under Own data."))\
            \(state.field("comment", "Comment for the customer", .textarea(rows: 2)))</div>
            """
    }

    // MARK: Lines

    /// A row of the form: a line that is there, one of the order that is left out, or an empty one.
    private struct Row {
        var entry: InvoiceEntry.Line?
        var ordered: SupplierOrder.Line?
        var orderNumber: String?
    }

    private var rows: [Row] {
        let orders = Dictionary(details.orders.map { ($0.id.text, $0) }) { first, _ in first }
        var rows = InvoiceEntry(account).lines.map { line in
            let order = line.orderID.flatMap { orders[$0] }
            return Row(
                entry: line, ordered: order?.lines.first { $0.lineNumber == line.orderLineNumber }, orderNumber: order?.number)
        }
        for order in details.orders {
            for line in order.lines
            where !account.lines.contains(where: { $0.orderID == order.id && $0.orderLineNumber == line.lineNumber }) {
                rows.append(Row(entry: Self.entry(line, of: order), ordered: line, orderNumber: order.number))
            }
        }
        return rows + (0..<Self.freeLines).map { _ in Row() }
    }

    private static func entry(_ line: SupplierOrder.Line, of order: SupplierOrder) -> InvoiceEntry.Line {
        InvoiceEntry.Line(
            orderID: order.id.text, orderLineNumber: line.lineNumber, description: line.description,
            supplierPartID: line.supplierPartID, quantity: 0, unitOfMeasure: line.unitOfMeasure, unitPrice: line.unitPrice ?? 0,
            priceBasis: line.priceBasis, amount: nil, tax: nil, taxRate: nil)
    }

    private var lines: DataTable {
        DataTable(
            ["Item", "Ordered", .init("Left to bill", .number), "Billed now", "Unit price", "Tax", .init("", .action)],
            rows.enumerated().map { index, row in tableRow(index, row) })
    }

    private func tableRow(_ index: Int, _ row: Row) -> DataTable.Row {
        let name = "lines.\(index)"
        let boxes: [HTML] = [
            HTML(state.field("\(name).quantity", "Billed in row \(index + 1)", .number(minimum: "0"))),
            HTML(state.field("\(name).unit_price", "Price in row \(index + 1)", .number(minimum: "0"))),
            HTML(state.field("\(name).tax", "Tax in row \(index + 1)", .number())),
        ]
        guard let line = row.entry else {
            let text = state.field(
                "\(name).description", "Something else",
                hint: index == rows.count - Self.freeLines ? "What is on no order." : nil,
                complete: "off")
            return .init([HTML(text), "", ""] + boxes + [""])
        }
        let currency = account.currency
        let ordered = row.ordered.map {
            "\(Words.quantity($0.quantity, $0.unitOfMeasure)) at \($0.unitPrice.map { Words.price($0, currency) } ?? "no price")"
        }
        let hidden = [
            ("order", line.orderID), ("line", line.orderLineNumber.map { String($0) }), ("part", line.supplierPartID),
            ("unit", line.unitOfMeasure), ("basis", ExactNumber.text(line.priceBasis)), ("currency", currency.code),
        ]
        let item: HTML
        if line.orderID == nil {
            item = HTML(state.field("\(name).description", "What it is", complete: "off"))
        } else {
            item = """
                <strong>\(line.description ?? "")</strong>\(some: row.orderNumber, { "<div class=\"muted\">\($0), line \(line.orderLineNumber ?? 0)</div>" })\
                \(FormField("\(name).description", "", .hidden, value: line.description))
                """
        }
        return .init(
            [
                "\(item)\(each: hidden, { HTML(FormField("\(name).\($0.0)", "", .hidden, value: $0.1)) })", "\(ordered)",
                "\(row.ordered.map { ExactNumber.text($0.toBill) })",
            ] + boxes + [
                HTML(Button("Take out", .quiet, name: "out", value: String(index)))
            ])
    }

    private var sums: HTML {
        """
        <p class="muted">In \(account.currency.code). The total is made of the lines and these.</p>
        <div class="form grid">\(state.field("freight", "Freight", .money(currency: account.currency.code)))\
        \(state.field("charges", "Other charges", .money(currency: account.currency.code)))\
        \(state.field("discount", "Discount", .money(currency: account.currency.code)))\
        \(state.field("tax", "Tax", .money(currency: account.currency.code), hint: "Of everything; empty: the sum of the lines' tax."))</div>
        """
    }

    // MARK: Reading and filling

    /// What the form begins with. Rows follow the account's lines, then those of its orders that it leaves out.
    static func values(_ details: AccountDetails) -> [String: String] {
        var entry = InvoiceEntry(details.account)
        entry.total = nil
        var values = InvoiceForm.values(entry, version: details.account.version)
        for (index, line) in entry.lines.enumerated() { values["lines.\(index).description"] = line.description }
        values["bank_account_id"] = details.account.bankAccountID?.text
        var index = entry.lines.count
        for order in details.orders {
            for line in order.lines
            where !details.account.lines.contains(where: { $0.orderID == order.id && $0.orderLineNumber == line.lineNumber }) {
                values["lines.\(index).unit_price"] = line.unitPrice.map { ExactNumber.text($0) } ?? ""
                index += 1
            }
        }
        return values
    }

    /// What was typed, and beside which fields problems stand. Throws `InvoiceForm.RefusedLines` for what is no number.
    static func entry(_ form: PostedForm) throws -> (entry: AccountEntry, names: [String: String]) {
        var kept = form
        // A row that is taken out is one whose quantity is empty.
        let out = Set(form.all("out"))
        kept.fields.removeAll { field in out.contains { field.name == "lines.\($0).quantity" } }
        var (entry, names) = try InvoiceForm.entry(kept)
        // The rows that were read, in their order, may name a currency.
        let indices = kept.fields.compactMap { field -> Int? in
            let parts = field.name.split(separator: ".")
            guard parts.count == 3, parts[0] == "lines", parts[2] == "quantity", let index = Int(parts[1]),
                kept.text(field.name) != nil
            else { return nil }
            return index
        }
        for (position, index) in indices.enumerated() where position < entry.lines.count {
            entry.lines[position].currency = kept.text("lines.\(index).currency")
            for name in ["currency", "purchase_order_id", "purchase_order_line"] { names["/lines/\(position)/\(name)"] = "" }
        }
        if entry.tax == nil, entry.lines.contains(where: { $0.tax != nil }) {
            entry.tax = Self.sum(entry.lines.compactMap(\.tax))
        }
        return (AccountEntry(entry, bankAccountID: form.text("bank_account_id")), names)
    }

    /// `nil` when one of them is no number, which is told beside it.
    private static func sum(_ texts: [String]) -> String? {
        var total: Decimal = 0
        for text in texts {
            guard let number = ExactNumber.parse(text) else { return nil }
            total += number
        }
        return ExactNumber.text(total)
    }
}

/// What the customer wants corrected: the reason, and the fields that it points at.
struct PortalDispute: Component {
    var details: AccountDetails

    var html: HTML {
        guard details.account.status == .disputed else { return HTML.empty }
        let pins: HTML = """
            <ul>\(each: details.pins, { pin in
                "<li><strong>\(pin.lineNumber.map { "Line \($0), " } ?? "")\(PortalWords.field(pin.field))</strong>\(some: pin.comment, { ": \($0)" })</li>"
            })</ul>
            """
        return Notice(
            .attention, "The customer wants this corrected",
            detail: "<p>\(details.account.reason ?? "")</p>\(if: !details.pins.isEmpty, pins)"
        ).html
    }
}
