import HTML
import Procurement
import UseCases

/// What the list of the inbox is asked for, as its address says it.
struct InboxListRequest: Sendable {
    var status: InboxEntry.Status?
    var showsAll: Bool
    var supplierID: String?
    var after: String?

    init(_ query: (String) -> String?) {
        func text(_ name: String) -> String? { query(name).flatMap { $0.isEmpty ? nil : $0 } }
        status = text("status").flatMap { InboxEntry.Status(rawValue: $0) }
        showsAll = text("status") == "all"
        supplierID = text("supplier_id")
        after = text("after")
    }

    /// Without a state, what waits for a person.
    var filter: InboxFilter {
        var filter = InboxFilter(status: status)
        filter.waits = status == nil && !showsAll
        filter.supplierID = supplierID.flatMap { Identifier($0) }
        return filter
    }

    func address(status: String?, after: String? = nil) -> String {
        let all = [("status", status), ("supplier_id", supplierID), ("after", after)]
        let items = all.compactMap { name, value in value.map { "\(name)=\(LocalAddress.queryValue($0))" } }
        return items.isEmpty ? "/inbox" : "/inbox?\(items.joined(separator: "&"))"
    }

    /// This list, further on.
    func older(_ cursor: String) -> String { address(status: showsAll ? "all" : status?.rawValue, after: cursor) }
    var newest: String { address(status: showsAll ? "all" : status?.rawValue) }
}

/// The documents of the inbox, with a way to put one in.
struct InboxListView: Component {
    var request: InboxListRequest
    var entries: Page<InboxEntry>
    var waiting: Int
    var suppliers: [Supplier]
    var mayChange: Bool
    var problem: String?
    var token: String

    var html: HTML {
        """
        \(PageHeader("Invoice inbox", lead: "Documents that came by mail or were put in: what was read in them, and what became of them.",
            actions: [Button("Senders", to: "/inbox/senders", .secondary)]))
        \(tabs)
        \(if: mayChange, HTML(upload))
        \(Card(nil, isFlush: true, HTML(table)))
        \(Pager(newer: request.after == nil ? nil : request.newest, older: entries.nextCursor.map { request.older($0) }))
        """
    }

    private var tabs: Tabs {
        let isWaiting = request.status == nil && !request.showsAll
        let all: [Tabs.Tab] = [
            .init("Waiting", to: request.address(status: nil), count: waiting, isCurrent: isWaiting),
            .init("All", to: request.address(status: "all"), isCurrent: request.showsAll),
        ]
        return Tabs(
            "Documents by state",
            all
                + InboxEntry.Status.allCases.map {
                    .init(InboxWords.label($0), to: request.address(status: $0.rawValue), isCurrent: request.status == $0)
                })
    }

    private var upload: Card {
        let form = Form(
            post: "/inbox", token: token, isMultipart: true,
            """
            \(FormField("file", "Put a document in", .file(accept: ".pdf,.xml,application/pdf,application/xml,text/xml"),
                hint: "A PDF, or an invoice in UBL, CII, Factur-X, ZUGFeRD or cXML.", error: problem, isRequired: true))\
            \(ButtonRow([Button("Put in", .primary, icon: .plus)]))
            """)
        return Card(nil, HTML(form))
    }

    private var table: DataTable {
        let names = Dictionary(suppliers.map { ($0.id, $0.name) }) { first, _ in first }
        return DataTable(
            ["Document", "From", "Supplier", "Number", "State", "Came", .init("Total", .number)],
            entries.items.map { entry in
                .init(
                    [
                        "<a href=\"/inbox/\(query: entry.id.text)\">\(entry.fileName)</a>",
                        "\(entry.sender ?? InboxWords.channel(entry.channel))",
                        "\(entry.supplierID.flatMap { names[$0] } ?? "")", "\(entry.proposal?[.number] ?? "")",
                        "\(InboxWords.badge(entry.status))<div class=\"muted\">\(entry.reason ?? "")</div>",
                        "\(Words.instant(entry.receivedAt))", "\(Words.money(entry.proposal?.money(.total)) ?? "")",
                    ], id: entry.id.text)
            }, empty: request.status == nil && !request.showsAll ? "Nothing waits for you." : "No document is here.")
    }
}
