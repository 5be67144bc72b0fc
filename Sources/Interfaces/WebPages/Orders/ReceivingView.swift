import FoundationEssentials
import HTML
import Procurement
import UseCases

/// What arrived of an order, and the form that notes more of it.
struct ReceivingView: Component {
    /// A line that can still arrive.
    struct Line: Sendable {
        var number: Int
        var description: String
        var ordered: String
        var received: String
        /// What is missing; proposed as what arrived.
        var missing: Decimal
    }

    var orderID: String
    var receipts: [GoodsReceipt]
    var lines: [Line]
    /// `nil` when nothing can be received.
    var form: FormState?
    /// How much more than ordered is let in, in percent.
    var overPercent: Decimal
    var csrf: String

    init(_ details: OrderDetails, form: FormState, csrf: String) {
        let order = details.order
        orderID = order.id.text
        receipts = details.receipts
        self.csrf = csrf
        overPercent = details.overReceipt.percent
        self.form = details.mayReceive ? form : nil
        let received = ReceivedQuantities(details.receipts)
        lines = order.lines.map { line in
            Line(
                number: line.lineNumber, description: line.description,
                ordered: Words.quantity(line.quantity, line.unitOfMeasure),
                received: ExactNumber.text(received.received(line.lineNumber)),
                missing: max(0, line.quantity - line.confirmation.rejected - received.received(line.lineNumber)))
        }
    }

    var html: HTML {
        if receipts.isEmpty, form == nil { return HTML.empty }
        return Card(
            "What arrived", id: "receipts",
            "\(if: !receipts.isEmpty, HTML(table))\(form.map { entry($0) } ?? HTML.empty)"
        ).html
    }

    private var reversed: Set<Identifier<GoodsReceipt>> { Set(receipts.compactMap(\.reversesID)) }

    private var table: DataTable {
        DataTable(
            ["Day", "Pieces", "Noted by", "Delivery note", .init("", .action)],
            receipts.reversed().map { receipt in
                let isOver = receipt.reversesID != nil || reversed.contains(receipt.id)
                return .init(
                    [
                        "\(receipt.receivedOn.text)", pieces(receipt), "\(receipt.receivedBy)", "\(receipt.reference ?? "")",
                        isOver || form == nil ? HTML.empty : takeBack(receipt),
                    ], tone: isOver ? .neutral : nil)
            })
    }

    private func pieces(_ receipt: GoodsReceipt) -> HTML {
        let badge: HTML =
            receipt.reversesID != nil
            ? HTML(Badge("Takes another back", .neutral))
            : reversed.contains(receipt.id) ? HTML(Badge("Taken back", .neutral)) : HTML.empty
        let words = receipt.lines.map { line in
            let refused = line.refused == 0 ? "" : ", \(ExactNumber.text(line.refused)) of it refused"
            return "Line \(line.lineNumber): \(ExactNumber.text(line.quantity))\(refused)"
                + (line.note.map { " (\($0))" } ?? "")
        }
        return "\(badge) \(each: words, { "<div>\($0)</div>" })"
    }

    private func takeBack(_ receipt: GoodsReceipt) -> HTML {
        let form = Form(
            post: "/orders/\(orderID)/receipts/\(receipt.id)/reverse", token: csrf,
            "\(FormField("reason", "Why", hint: "Kept in the trail.", isRequired: true))\(Button("Yes, take it back", .danger))")
        return ConfirmStep(
            "Take back…", question: "A counter-receipt takes these pieces off again. Nothing is erased.", form
        ).html
    }

    private func entry(_ state: FormState) -> HTML {
        let most =
            overPercent > 0
            ? "Up to \(ExactNumber.text(overPercent)) % more than ordered may be received."
            : "No more than ordered may be received."
        let rows = lines.map { line in
            DataTable.Row([
                "\(line.number)", "\(line.description)", "\(line.received) of \(line.ordered)",
                HTML(
                    FormField(
                        "received.\(line.number)", "Arrived of line \(line.number)", .number(minimum: "0"),
                        value: state["received.\(line.number)"] ?? (line.missing > 0 ? ExactNumber.text(line.missing) : ""),
                        error: state.error(of: "received.\(line.number)"))),
                HTML(
                    state.field("refused.\(line.number)", "Refused of line \(line.number)", .number(minimum: "0"))),
            ])
        }
        return """
            <details\(attribute: !state.problems.isEmpty, "open")><summary class="button secondary">Receive goods…</summary>
            \(Form(post: "/orders/\(orderID)/receive", token: csrf, """
                \(state.summary)
                <p class="muted">\(most) Empty lines did not arrive. Refused pieces came and are not kept, so they may not be billed.</p>
                \(DataTable([.init("#", .number), "Item", .init("Arrived", .number), "Arrived now", "Of these refused"], rows))
                \(state.field("received_on", "Day", .date, hint: "Today when empty."))
                \(state.field("reference", "Delivery note", complete: "off"))
                \(state.field("note", "Note", hint: "About what was refused."))
                \(ButtonRow([Button("Note what arrived")]))
                """))
            </details>
            """
    }
}

/// The invoices that bill an order.
struct OrderInvoicesView: Component {
    var orderID: String
    var invoices: [Invoice]
    /// Whether the reader may enter one.
    var mayEnter: Bool

    var html: HTML {
        if invoices.isEmpty, !mayEnter { return HTML.empty }
        let rows = invoices.map { invoice in
            DataTable.Row([
                "<a href=\"/invoices/\(query: invoice.id.text)\">\(invoice.number)</a>", "\(invoice.invoiceDate.text)",
                HTML(Badge(status: invoice.status.rawValue)), "\(InvoiceWords.match(invoice.match))",
                "\(Words.money(invoice.totals.total))",
            ])
        }
        let table = DataTable(
            ["Number", "Date", "State", "Match", .init("Total", .number)], rows, empty: "Nothing was billed yet.")
        let enter = Button("Enter an invoice", to: "/invoices/new?order=\(orderID)", .secondary)
        return Card(
            "Invoices", id: "invoices", actions: mayEnter ? HTML(enter) : HTML.empty, isFlush: true, HTML(table)
        ).html
    }
}
