import HTML
import Procurement

/// The message log, newest first.
struct MessageListView: Component {
    var messages: Page<LoggedMessage>
    /// What the list is filtered by.
    var payloadID: String?
    var isFirst: Bool
    var connections: [PunchOutConnection]

    var html: HTML {
        """
        \(PageHeader("Messages", lead: "Every cXML document in and out, with what was answered. Secrets are blanked."))
        \(filter)
        \(Card("Documents", isFlush: true, HTML(table)))
        \(Pager(newer: isFirst ? nil : "/admin/messages\(query())", older: messages.nextCursor.map { "/admin/messages\(query(after: $0))" }))
        """
    }

    private var filter: Form {
        Form(
            get: "/admin/messages",
            """
            \(FormField("payload_id", "Payload id", .search, value: payloadID))
            \(Button("Filter", .secondary))\(if: payloadID != nil, HTML(Button("All messages", to: "/admin/messages", .quiet)))
            """)
    }

    /// The filter stays while paging.
    private func query(after cursor: String? = nil) -> String {
        let parts = [("payload_id", payloadID), ("after", cursor)].compactMap { name, value in
            value.map { "\(name)=\(LocalAddress.queryValue($0))" }
        }
        return parts.isEmpty ? "" : "?\(parts.joined(separator: "&"))"
    }

    private var table: DataTable {
        DataTable(
            ["When", "Direction", "Document", "Connection", "Answer", "Order"], messages.items.map(row),
            empty: payloadID == nil
                ? "No documents yet. They appear here as soon as somebody goes to a shop, or a supplier sends something."
                : "No document has this payload id.")
    }

    private func row(_ message: LoggedMessage) -> DataTable.Row {
        let warnings = message.warnings.isEmpty ? nil : Words.count(message.warnings.count, "warning")
        return .init(
            [
                "<a href=\"/admin/messages/\(url: message.id.text)\">\(Words.instant(message.at))</a>",
                message.direction == .received ? "In" : "Out",
                "\(message.kind)\(some: warnings, { " \(Badge($0, .attention))" })",
                "\(connections.first { $0.id == message.connectionID }?.name)",
                "\(message.statusCode.map(String.init)) \(message.statusText)",
                "\(some: message.orderID, { "<a href=\"/orders/\(url: $0.text)\">Open order</a>" })",
            ], id: message.id.text, tone: message.isRefused ? .bad : nil)
    }
}

extension LoggedMessage {
    /// Whether the answer was a refusal (cXML Status 400 and above).
    var isRefused: Bool { statusCode.map { $0 >= 400 } ?? false }
}
