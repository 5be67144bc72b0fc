import HTML
import Procurement

/// Outgoing documents with their attempts and answers.
struct DeliveryListView: Component {
    var deliveries: Page<Delivery>
    /// What the list is filtered by.
    var status: Delivery.Status?
    var isFirst: Bool
    var connections: [PunchOutConnection]
    var token: String
    var canChange: Bool

    var html: HTML {
        """
        \(PageHeader("Deliveries", lead: "What leaves this house, with its attempts and answers. Sending again sends the same bytes."))
        \(Tabs("State", tabs))
        \(some: explanation, { "<p class=\"muted\">\($0)</p>" })
        \(Card("Outbox", isFlush: true, HTML(table)))
        \(Pager(newer: isFirst ? nil : address(), older: deliveries.nextCursor.map { address(after: $0) }))
        """
    }

    private func address(after cursor: String? = nil) -> String {
        let parts = [("status", status?.rawValue), ("after", cursor)].compactMap { name, value in
            value.map { "\(name)=\(LocalAddress.queryValue($0))" }
        }
        return parts.isEmpty ? "/admin/deliveries" : "/admin/deliveries?\(parts.joined(separator: "&"))"
    }

    private var tabs: [Tabs.Tab] {
        let all = Tabs.Tab("All", to: "/admin/deliveries", isCurrent: status == nil)
        return [all]
            + Delivery.Status.allCases.map {
                .init(Badge.label(of: $0.rawValue), to: "/admin/deliveries?status=\($0.rawValue)", isCurrent: status == $0)
            }
    }

    /// What the state means where it is not plain.
    private var explanation: String? {
        switch status {
        case .unknown:
            "Nothing was answered, so the supplier may or may not have it. Ask there first; sent again, it carries the same payload id, by "
                + "which the supplier can tell that it is the same."
        case .failed:
            "The supplier refused these, or could not be reached at all. Put right what the answer says, then send again."
        case .retrying: "These are tried again by themselves at the time shown."
        default: nil
        }
    }

    private var table: DataTable {
        DataTable(
            ["When", "Document", "State", .init("Attempts", .number), "Answer", "Next attempt", .init("", .action)],
            deliveries.items.map(row),
            empty: status == nil ? "Nothing was sent yet. Approved orders appear here." : "Nothing is in this state.")
    }

    private func row(_ delivery: Delivery) -> DataTable.Row {
        let isLost = delivery.status == .failed || delivery.status == .unknown
        return .init(
            [
                "\(Words.instant(delivery.createdAt))", document(delivery), HTML(Badge(status: delivery.status.rawValue)),
                "\(delivery.attempts)", "\(delivery.lastAnswer)", "\(delivery.nextAttemptAt.map(Words.instant))", again(delivery),
            ], id: delivery.id.text, tone: isLost ? .bad : nil)
    }

    private func document(_ delivery: Delivery) -> HTML {
        let connection = connections.first { $0.id == delivery.connectionID }?.name
        return """
            \(some: delivery.orderID, { "<a href=\"/orders/\(url: $0.text)\">\(DeliveryWords.document(delivery.kind))</a>" })\
            \(some: connection, { " to \($0)" })<br>\
            <a href="/admin/messages?payload_id=\(query: delivery.payloadID)">Messages</a>
            """
    }

    private func again(_ delivery: Delivery) -> HTML {
        canChange ? DeliveryActions(delivery: delivery, token: token).html : .empty
    }
}
