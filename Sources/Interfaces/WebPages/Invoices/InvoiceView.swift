import FoundationEssentials
import HTML
import Procurement
import UseCases

/// One invoice: what differs and what to do first, then its lines beside what was ordered and received, then what happened.
struct InvoiceView: Component {
    var details: InvoiceDetails
    var people: [User]
    var actions: InvoiceActions
    var comments: CommentsView
    var decision: DecisionForm?

    private var invoice: Invoice { details.invoice }

    var html: HTML {
        """
        \(PageHeader("\(InvoiceWords.kind(invoice.kind)) \(invoice.number)", lead: "\(details.supplierName)",
            badges: [Badge(status: invoice.status.rawValue), InvoiceWords.badge(invoice.match)],
            actions: [Button("PDF", to: "/invoices/\(invoice.id)/document", .quiet)], back: ("All invoices", "/invoices")))
        \(Columns(main: main, side: side))
        """
    }

    private var main: HTML {
        """
        \(decision)
        \(some: invoice.reason, { HTML(Notice(.attention, invoice.status == .disputed ? "Sent back to the supplier" : "Ended", detail: "\($0)")) })
        \(pinned)\(differences)
        \(if: !details.differences.isEmpty, HTML(InvoiceDifferencesView(differences: details.differences, title: "Changed since it was sent before")))
        \(InvoiceLinesView(details: details))
        \(if: actions.mayLink, HTML(InvoiceLinksForm(invoice: invoice, orders: details.orders, csrf: actions.csrf)))
        \(comments)
        \(Card("What happened", id: "trail", HTML(OrderTrail.timeline(details.events))))
        """
    }

    private var side: HTML {
        """
        \(some: ApprovalSteps(details), { HTML(ApprovalStepsView($0)) })
        \(actions)
        \(Card("Invoice", HTML(DescriptionList(facts))))
        \(if: !details.files.isEmpty, Card("Documents", id: "documents", files).html)
        \(if: !details.evidence.isEmpty, HTML(Card("Evidence", id: "evidence", evidence)))
        \(if: !invoice.payments.isEmpty, Card("Payments", isFlush: true, HTML(payments)).html)
        """
    }

    /// What the dispute points at.
    private var pinned: HTML {
        if details.pins.isEmpty { return HTML.empty }
        return Notice(
            .info, "The supplier was pointed at",
            detail: """
                <ul>\(each: details.pins, { pin in
                    "<li>\(pin.lineNumber.map { "Line \($0), " } ?? "")\(PortalWords.field(pin.field))\(some: pin.comment, { ": \($0)" })</li>"
                })</ul>
                """
        ).html
    }

    /// What the supplier attached.
    private var files: HTML {
        """
        <ul>\(each: details.files, { file in
            "<li><a href=\"/invoice-documents/\(query: file.id.text)\">\(file.name)</a> <span class=\"muted\">\(PortalWords.size(file.size))</span></li>"
        })</ul>
        """
    }

    private var bank: HTML {
        guard let bank = details.bankAccount else { return HTML.empty }
        guard let known = bank.details else { return "\(bank.known.label), ends with \(bank.known.hint)" }
        return "\(known.holder)<br>\(known.account)<br>\(known.bank)"
    }

    /// What concerns the invoice as a whole; what concerns a line stands beside it.
    private var differences: HTML {
        let whole = details.findings.filter { $0.lineNumber == nil }
        if whole.isEmpty { return HTML.empty }
        let isBad = whole.contains(where: \.isException)
        return Notice(
            isBad ? .attention : .info, isBad ? "This differs from what was agreed" : "Small differences, let pass",
            detail: "<ul>\(each: whole, { "<li>\($0.message)</li>" })</ul>"
        ).html
    }

    private var facts: [DescriptionList.Entry] {
        var facts: [DescriptionList.Entry] = [
            .init("Supplier", Optional(details.supplierName)), .init("Came", InvoiceWords.origin(invoice.origin)),
            .init("Dated", Optional(invoice.invoiceDate.text)), .init("Terms", invoice.paymentTerms?.description),
            .init("Due", Optional(invoice.dueDate.text)), .init("Total", Words.money(invoice.totals.total)),
            .init("Still to be paid", Words.money(invoice.open)),
            .init("Looked after by", details.ownerName ?? "nobody"),
        ]
        if details.bankAccount != nil { facts.append(.init("Pay to", bank)) }
        if invoice.originalNumber != nil { facts.append(.init("Corrects", original)) }
        if let comment = invoice.comment { facts.append(.init("Comment", Optional(comment))) }
        return facts
    }

    private var original: HTML {
        guard let id = invoice.originalID else { return "\(invoice.originalNumber)" }
        return "<a href=\"/invoices/\(query: id.text)\">\(invoice.originalNumber ?? "the invoice")</a>"
    }

    /// The supplier's own documents, as they came.
    private var evidence: HTML {
        "<ul>\(each: details.evidence, { "<li><a href=\"/attachments/\(query: $0.id.text)\">\($0.name)</a></li>" })</ul>"
    }

    private var payments: DataTable {
        DataTable(
            ["Day", "Reference", "Noted", .init("Amount", .number)],
            invoice.payments.map {
                .init([
                    "\($0.paidOn.text)", "\($0.reference)", "\(InvoiceWords.source($0.source))", "\(Words.money($0.amount))",
                ])
            })
    }
}

/// The lines as the supplier wrote them, beside what was ordered, what arrived and what was billed before.
struct InvoiceLinesView: Component {
    var details: InvoiceDetails

    private var invoice: Invoice { details.invoice }

    var html: HTML { Card("Lines", id: "lines", isFlush: true, HTML(table)).html }

    private var table: DataTable {
        DataTable(
            [
                .init("#", .number), "Item", .init("Billed", .number), .init("Amount", .number), "Ordered and received",
            ],
            invoice.lines.map(row),
            footer: sums.map { .init([HTML(text: $0.0), "", "", HTML(text: $0.1), ""]) }, empty: "It has no lines.")
    }

    private var sums: [(String, String)] {
        let totals = invoice.totals
        let parts: [(String, Money?)] = [
            ("Goods", totals.subtotal), ("Freight", totals.freight), ("Charges", totals.charges), ("Tax", totals.tax),
            ("Discount", totals.discount), ("To pay", totals.total),
        ]
        return parts.compactMap { name, money in money.map { (name, Words.money($0)) } }
    }

    private func row(_ line: InvoiceLine) -> DataTable.Row {
        let order = details.orders.first { $0.order.id == line.orderID }
        let ordered = line.orderLineNumber.flatMap { order?.order.line($0) }
        let findings = details.findings.filter { $0.lineNumber == line.lineNumber }
        let name = line.description.isEmpty ? ordered?.description ?? "Without a description" : line.description
        let item: HTML = """
            <strong>\(name)</strong>\(some: line.supplierPartID, { "<div class=\"muted\">Part \($0)</div>" })\
            \(each: findings, { "<div>\(Badge($0.isException ? "Differs" : "Let pass", $0.isException ? .attention : .info)) \($0.message)</div>" })
            """
        let quantity: HTML = """
            \(Words.quantity(line.quantity, line.unitOfMeasure ?? ""))\
            <div class="muted">at \(Words.price(line.pricePerUnit, invoice.currency))</div>
            """
        return .init(
            [
                "\(line.lineNumber)", item, quantity, "\(Words.money(line.amount(in: invoice.currency)))",
                Self.ordered(order, ordered),
            ], tone: findings.contains(where: \.isException) ? .attention : nil)
    }

    private static func ordered(_ billed: BilledOrder?, _ line: OrderLine?) -> HTML {
        guard let billed else { return HTML(Badge("No order", .attention)) }
        let name: HTML = "<a href=\"/orders/\(query: billed.order.id.text)\">\(billed.order.number ?? "The order")</a>"
        guard let line else { return "\(name)<div class=\"muted\">as a whole</div>" }
        let price = line.unitPrice.map { Words.price($0 / line.priceBasis, line.currency) } ?? "no price"
        let received = ExactNumber.text(billed.received.accepted(line.lineNumber))
        let before = ExactNumber.text(billed.billed.quantity(line.lineNumber))
        return """
            \(name), line \(line.lineNumber)<div class="muted">\(Words.quantity(line.quantity, line.unitOfMeasure)) at \(price)</div>\
            <div class="muted">\(received) received, \(before) billed by others</div>
            """
    }
}

/// Says which order lines the lines bill.
struct InvoiceLinksForm: Component {
    var invoice: Invoice
    var orders: [BilledOrder]
    var csrf: String

    var html: HTML {
        let numbers = Dictionary(orders.map { ($0.order.id, $0.order.number ?? $0.order.id.text) }) { first, _ in first }
        let rows = invoice.lines.map { line in
            DataTable.Row([
                "\(line.lineNumber)", "\(line.description)",
                HTML(
                    FormField(
                        "order.\(line.lineNumber)", "Order of line \(line.lineNumber)",
                        value: line.orderID.flatMap { numbers[$0] }, complete: "off")),
                HTML(
                    FormField(
                        "line.\(line.lineNumber)", "Its line", .number(step: "1", minimum: "1"),
                        value: line.orderLineNumber.map(String.init))),
            ])
        }
        let table = DataTable([.init("#", .number), "Item", "Order's number", "Order's line"], rows)
        return Card(
            "Which orders it bills", id: "links",
            """
            <details><summary class="button secondary">Link lines to orders…</summary>
            <p class="muted">The supplier's numbers stay as they are; the match is made again. An empty order takes a line off it.</p>
            \(Form(post: "/invoices/\(invoice.id)/link", token: csrf, """
                \(FormField("version", "", .hidden, value: String(invoice.version)))\(table)\(ButtonRow([Button("Link and match again", .secondary)]))
                """))
            </details>
            """
        ).html
    }
}

extension ApprovalSteps {
    /// The newest round about an invoice; `nil` when nobody was asked.
    init?(_ details: InvoiceDetails) {
        guard let round = details.approvals.map(\.round).max() else { return nil }
        self.init(details.approvals.filter { $0.round == round }, details.people)
    }
}
