import HTML
import Procurement
import UseCases

/// What the list of invoices is asked for, as its address says it.
struct InvoiceListRequest: Sendable {
    var status: Invoice.Status?
    var match: MatchStatus?
    var supplierID: String?
    var ownerID: String?
    var number: String?
    var due: String?
    var after: String?

    init(_ query: (String) -> String?) {
        func text(_ name: String) -> String? { query(name).flatMap { $0.isEmpty ? nil : $0 } }
        status = text("status").flatMap { Invoice.Status(rawValue: $0) }
        match = text("match").flatMap { MatchStatus(rawValue: $0) }
        supplierID = text("supplier_id")
        ownerID = text("owner_id")
        number = text("number")
        due = text("due_through")
        after = text("after")
    }

    var filter: InvoiceFilter {
        var filter = InvoiceFilter(status: status, supplierID: supplierID.flatMap { Identifier($0) })
        filter.match = match
        filter.ownerID = ownerID.flatMap { Identifier($0) }
        filter.number = number
        filter.dueThrough = due.flatMap { Day($0) }
        return filter
    }

    /// The list's address with another state or cursor.
    func address(status: Invoice.Status?, after: String? = nil) -> String {
        let all = [
            ("status", status?.rawValue), ("match", match?.rawValue), ("supplier_id", supplierID), ("owner_id", ownerID),
            ("number", number), ("due_through", due), ("after", after),
        ]
        let items = all.compactMap { name, value in value.map { "\(name)=\(LocalAddress.queryValue($0))" } }
        return items.isEmpty ? "/invoices" : "/invoices?\(items.joined(separator: "&"))"
    }
}

/// The invoices, with filters.
struct InvoiceListView: Component {
    var request: InvoiceListRequest
    var invoices: Page<Invoice>
    var suppliers: [Supplier]
    var people: [User]
    /// Whether everybody's are shown, and may be entered and paid.
    var seesAll: Bool
    var mayEnter: Bool

    var html: HTML {
        """
        \(PageHeader("Invoices", lead: seesAll ? "What suppliers bill, and how it stands against orders and receipts." : "Those you look after.",
            actions: mayEnter ? [
                Button("Enter an invoice", to: "/invoices/new", .primary, icon: .plus),
                Button("Payments from a file", to: "/invoices/payments", .secondary),
            ] : []))
        \(tabs)
        \(if: seesAll, HTML(filters))
        \(Card(nil, isFlush: true, HTML(table)))
        \(Pager(
            newer: request.after == nil ? nil : request.address(status: request.status),
            older: invoices.nextCursor.map { request.address(status: request.status, after: $0) }))
        """
    }

    private var tabs: Tabs {
        let all = Tabs.Tab("All", to: request.address(status: nil), isCurrent: request.status == nil)
        return Tabs(
            "Invoices by state",
            [all]
                + Invoice.Status.allCases.map {
                    .init(Badge.label(of: $0.rawValue), to: request.address(status: $0), isCurrent: request.status == $0)
                })
    }

    private var filters: Form {
        Form(
            get: "/invoices",
            """
            \(some: request.status, { HTML(FormField("status", "", .hidden, value: $0.rawValue)) })\
            \(FormField("match", "Match", .select(MatchStatus.allCases.map { .init($0.rawValue, InvoiceWords.match($0)) }, prompt: "any"), value: request.match?.rawValue))\
            \(FormField("supplier_id", "Supplier", .select(suppliers.map { .init($0.id.text, $0.name) }, prompt: "any"), value: request.supplierID))\
            \(FormField("owner_id", "Looked after by", .select(people.map { .init($0.id.text, $0.name) }, prompt: "anybody"), value: request.ownerID))\
            \(FormField("number", "Number", .search, value: request.number))\
            \(FormField("due_through", "To be paid by", .date, value: request.due))\
            \(ButtonRow([Button("Show", .secondary)]))
            """)
    }

    private static func day(_ day: Day) -> HTML { "<span class=\"nowrap\">\(day.text)</span>" }

    private var table: DataTable {
        let names = Dictionary(suppliers.map { ($0.id, $0.name) }) { first, _ in first }
        let owners = Dictionary(people.map { ($0.id, $0.name) }) { first, _ in first }
        return DataTable(
            ["Number", "Supplier", "Date", "Due", "State", "Match", "Looked after by", .init("Total", .number)],
            invoices.items.map { invoice in
                let kind = invoice.kind == .standard ? "" : InvoiceWords.kind(invoice.kind)
                return .init(
                    [
                        "<a class=\"\(invoice.number.count <= 20 ? "nowrap" : "")\" href=\"/invoices/\(query: invoice.id.text)\">\(invoice.number)</a> <span class=\"muted\">\(kind)</span>",
                        "\(names[invoice.supplierID] ?? "")", Self.day(invoice.invoiceDate), Self.day(invoice.dueDate),
                        HTML(Badge(status: invoice.status.rawValue)), HTML(InvoiceWords.badge(invoice.match)),
                        "\(invoice.ownerID.flatMap { owners[$0] } ?? "")", "\(Words.money(invoice.totals.total))",
                    ], id: invoice.id.text, tone: invoice.match == .exception && invoice.status.counts ? .attention : nil)
            }, empty: "No invoice is here.")
    }
}
