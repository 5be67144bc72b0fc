import Delivery
import FoundationEssentials
import HTML
import HTTP
import Procurement
import UseCases

extension PageRoutes {
    /// The trail: looked through, and saved as a file.
    mutating func addTrail() throws {
        try get("/admin/trail") { context in
            try context.requireReader()
            let filter = TrailFilter(context)
            let events = try await context.answer(
                ListEvents(filter.events, page: PageRequest(limit: 50, after: context.query("after"))))
            let view = TrailView(events: events, filter: filter, isFirst: context.query("after") == nil)
            return try await context.page("Trail", at: .trail, view.html)
        }
        for format in EventExport.Format.allCases {
            try get("/admin/trail/export.\(format.rawValue)") { context in
                try context.requireReader()
                return EventExport(
                    TrailFilter(context).events, as: format, for: context.actor, in: context.application
                ).response(named: "trail")
            }
        }
    }
}

/// What the trail is filtered by, as typed.
struct TrailFilter: Sendable {
    var subject: String
    var type: String
    var since: String
    var until: String

    init(_ context: PageContext) {
        func text(_ name: String) -> String { context.query(name).map { String($0.prefix(100)) } ?? "" }
        subject = text("subject_id")
        type = text("type")
        since = text("since")
        until = text("until")
    }

    /// Days are whole days in UTC; what cannot be read filters nothing.
    var events: EventFilter {
        func start(_ day: String) -> Date? {
            day.utf8.count == 10 ? try? Date("\(day)T00:00:00Z", strategy: Date.ISO8601FormatStyle()) : nil
        }
        return EventFilter(
            subjectID: subject.isEmpty ? nil : subject, pattern: EventPattern(type), since: start(since),
            until: start(until).map { $0.addingTimeInterval(86400) })
    }

    func address(_ path: String, after cursor: String? = nil) -> String {
        let parts = [("subject_id", subject), ("type", type), ("since", since), ("until", until), ("after", cursor ?? "")]
            .filter { !$0.1.isEmpty }.map { "\($0.0)=\(LocalAddress.queryValue($0.1))" }
        return parts.isEmpty ? path : "\(path)?\(parts.joined(separator: "&"))"
    }
}

/// A page of the trail.
struct TrailView: Component {
    var events: Page<StoredEvent>
    var filter: TrailFilter
    var isFirst: Bool

    var html: HTML {
        """
        \(PageHeader("Trail", lead: "Everything that happened, who did it, to what, and from where. Each entry’s hash covers the one before, so that nothing can be altered unseen."))
        \(Form(get: "/admin/trail", fields))
        \(Card("Events", isFlush: true, HTML(table)))
        \(Pager(newer: isFirst ? nil : filter.address("/admin/trail"), older: events.nextCursor.map { filter.address("/admin/trail", after: $0) }))
        \(ButtonRow([
            Button("Save as JSON Lines", to: filter.address("/admin/trail/export.jsonl"), icon: .download),
            Button("Save as CSV", to: filter.address("/admin/trail/export.csv"), icon: .download),
        ]))
        """
    }

    private var fields: HTML {
        let types = EventType.allCases.map { FormField.Choice($0.rawValue, $0.rawValue) }
        let areas = Set(EventType.allCases.map { "\($0.rawValue.prefix { $0 != "." }).*" }).sorted().map {
            FormField.Choice($0, "All of \($0.dropLast(2))")
        }
        return """
            \(FormField("subject_id", "Document", value: filter.subject))
            \(FormField("type", "Event", .select(areas + types, prompt: "All"), value: filter.type))
            \(FormField("since", "From", .date, value: filter.since))
            \(FormField("until", "To", .date, value: filter.until))
            \(Button("Show", .secondary))
            """
    }

    private var table: DataTable {
        DataTable(
            [.init("No.", .number), "When", "Who", "What", "Details"], events.items.map(row),
            empty: "Nothing fits.")
    }

    private func row(_ event: StoredEvent) -> DataTable.Row {
        let details = EventDetails.decode(event.details).filter { !$0.value.isEmpty }
        return .init([
            "\(event.sequence)", Words.time(event.at), "\(event.actorName)", "\(event.type)<br>\(subject(event))",
            "\(each: details, { "<div>\(Badge.label(of: $0.name)): \($0.value)</div>" })",
        ])
    }

    private func subject(_ event: StoredEvent) -> HTML {
        let only = "/admin/trail?subject_id=\(LocalAddress.queryValue(event.subjectID))"
        let short = "\(event.subjectID.prefix { $0 != "_" })_…\(event.subjectID.suffix(6))"
        let order: HTML =
            event.subjectID.hasPrefix("po_") ? "<a href=\"/orders/\(url: event.subjectID)\">Order</a>, " : HTML.empty
        return "\(order)<a href=\"\(url: only)\">\(short)</a>"
    }
}
