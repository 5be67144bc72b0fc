import FoundationEssentials
import HTML
import Procurement

/// The message log, newest first.
struct MessageListView: Component {
    var messages: Page<LoggedMessage>
    /// What the list is filtered by.
    var filter: MessageFilter
    var isFirst: Bool
    var connections: [PunchOutConnection]
    var token: String
    var canChange: Bool
    /// Days after which documents are deleted by themselves.
    var retentionDays: Int?

    var html: HTML {
        """
        \(PageHeader("Messages", lead: "Every cXML document in and out, with what was answered. Secrets are blanked."))
        \(search)
        \(Card("Documents", isFlush: true, HTML(table)))
        \(Pager(newer: isFirst ? nil : "/admin/messages\(query())", older: messages.nextCursor.map { "/admin/messages\(query(after: $0))" }))
        \(if: canChange, Card("Keeping", keeping).html)
        """
    }

    private var search: Form {
        Form(
            get: "/admin/messages",
            """
            \(FormField("q", "Look for", .search, value: filter.words ?? filter.payloadID,
                hint: "A payload id, an order number, an ASIN, or any text of the documents."))
            \(FormField("direction", "Direction", .select([.init("in", "In"), .init("out", "Out")], prompt: "Both"),
                value: filter.direction?.rawValue))
            \(FormField("connection", "Connection", .select(connections.map { .init($0.id.text, $0.name) }, prompt: "All"),
                value: filter.connection?.text))
            \(FormField("outcome", "Outcome", .select(Self.outcomes, prompt: "All"), value: filter.outcome?.rawValue))
            \(Button("Search", .secondary))\(if: !filter.isEmpty, HTML(Button("All messages", to: "/admin/messages", .quiet)))
            """)
    }

    private static let outcomes: [FormField.Choice] = [
        .init("failed", "Refused"), .init("unanswered", "Not answered"), .init("warned", "With warnings"),
    ]

    /// The filter stays while paging.
    private func query(after cursor: String? = nil) -> String {
        let parts = [
            ("q", filter.words), ("payload_id", filter.payloadID), ("direction", filter.direction?.rawValue),
            ("connection", filter.connection?.text), ("outcome", filter.outcome?.rawValue), ("after", cursor),
        ].compactMap { name, value in value.map { "\(name)=\(LocalAddress.queryValue($0))" } }
        return parts.isEmpty ? "" : "?\(parts.joined(separator: "&"))"
    }

    private var table: DataTable {
        DataTable(
            ["When", "Direction", "Document", "Connection", "Answer", "Order", .init("Took", .number)],
            messages.items.map(row), empty: empty)
    }

    private var empty: HTML {
        if filter.isEmpty {
            return "No documents yet. They appear here as soon as somebody goes to a shop, or a supplier sends something."
        }
        if filter.payloadID == nil { return "No document is like that." }
        return "No document has this payload id."
    }

    /// The code and its words; those of a delivery begin with the code themselves.
    static func answer(to message: LoggedMessage) -> String {
        let (code, words) = (message.statusCode.map(String.init), message.statusText ?? "")
        guard let code, !words.hasPrefix(code) else { return words }
        return "\(code) \(words)"
    }

    private func row(_ message: LoggedMessage) -> DataTable.Row {
        let warnings = message.warnings.isEmpty ? nil : Words.count(message.warnings.count, "warning")
        return .init(
            [
                "<a href=\"/admin/messages/\(url: message.id.text)\">\(Words.time(message.at))</a>",
                "\(message.direction == .received ? "In" : "Out")",
                "\(message.kind)\(some: warnings, { badge($0) })\(some: message.payloadID, { payload($0) })",
                "\(connections.first { $0.id == message.connectionID }?.name)",
                "\(Self.answer(to: message))",
                "\(some: message.orderID, { "<a href=\"/orders/\(url: $0.text)\">Open order</a>" })",
                "\(message.duration.map(Words.duration))",
            ], id: message.id.text, tone: message.isRefused ? .bad : nil)
    }

    /// Shortened in its middle, because a column of whole ones leaves no room for the rest.
    private func payload(_ id: String) -> HTML {
        let short = id.count > 28 ? "\(id.prefix(16))…\(id.suffix(10))" : id
        return "<br><span class=\"muted\" title=\"\(id)\">\(short)</span>"
    }

    private func badge(_ words: String) -> HTML { " \(Badge(words, .attention))" }

    private var keeping: HTML {
        let rule =
            retentionDays.map { "Documents are deleted by themselves after \($0) days (cxml.retention_days)." }
            ?? "Documents are kept for ever (cxml.retention_days is 0)."
        let form = Form(
            post: "/admin/messages/purge", token: token, layout: .inline,
            """
            \(FormField("days", "Older than, in days", .number(step: "1", minimum: "1"), isRequired: true))
            \(Button("Yes, delete them", .danger))
            """)
        return """
            <p>\(rule) What they changed stays, and so do the answers by which repeats are recognised.</p>
            \(ConfirmStep("Delete old documents…", question: "Deleted documents cannot be brought back.", form))
            """
    }
}

extension LoggedMessage {
    /// Whether the answer was a refusal (cXML Status 400 and above).
    var isRefused: Bool { statusCode.map { $0 >= 400 } ?? false }
}

extension Words {
    /// `0.4 ms`, `12 ms`, `1.3 s`.
    static func duration(_ seconds: TimeInterval) -> String {
        let milliseconds = seconds * 1000
        func tenths(_ number: Double) -> String {
            let tenths = Int((number * 10).rounded())
            return "\(tenths / 10).\(tenths % 10)"
        }
        if milliseconds < 10 { return "\(tenths(milliseconds)) ms" }
        return seconds < 1 ? "\(Int(milliseconds.rounded())) ms" : "\(tenths(seconds)) s"
    }
}
