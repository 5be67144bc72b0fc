import HTML
import Procurement

/// One document with its answer beside it.
struct MessageView: Component {
    var message: LoggedMessage
    var connection: PunchOutConnection?

    var html: HTML {
        """
        \(PageHeader(message.kind, lead: "\(Words.instant(message.at))", badges: badges, back: ("All messages", "/admin/messages")))
        \(Card("About it", HTML(facts)))
        \(if: !message.warnings.isEmpty, HTML(warnings))
        \(documents)
        """
    }

    private var badges: [Badge] {
        let direction = Badge(message.direction == .received ? "Received" : "Sent", .neutral)
        return [direction] + (message.statusCode.map { [Badge("\($0)", message.isRefused ? .bad : .good)] } ?? [])
    }

    /// Side by side where there is room, one below the other where there is not.
    private var documents: HTML {
        let document = card("Document", message.body, "document.xml")
        guard let answer = message.answer, !answer.isEmpty else { return HTML(document) }
        return HTML(Columns(main: HTML(document), side: HTML(card("Answer", answer, "answer.xml"))))
    }

    private func card(_ title: String, _ bytes: [UInt8], _ file: String) -> Card {
        Card(
            title, actions: HTML(Button("Download", to: "/admin/messages/\(message.id)/\(file)", .quiet)),
            HTML(CodeBlock(IndentedMarkup.text(bytes))))
    }

    private var facts: DescriptionList {
        DescriptionList([
            .init("Connection", link("/admin/connections/", connection?.id.text, connection?.name)),
            .init("Payload id", message.payloadID), .init("Status", message.statusCode.map { "\($0)" }),
            .init("In words", message.statusText),
            .init("Order", link("/orders/", message.orderID?.text, message.orderID.map { _ in "Open order" })),
            .init(
                "The same payload id",
                link("/admin/messages?payload_id=", message.payloadID, message.payloadID.map { _ in "Show all" })),
        ])
    }

    private func link(_ address: String, _ value: String?, _ label: String?) -> HTML {
        guard let value, let label else { return .empty }
        return "<a href=\"\(url: address + LocalAddress.queryValue(value))\">\(label)</a>"
    }

    private var warnings: Card { Card("Warnings", "<ul>\(each: message.warnings, { "<li>\($0)</li>" })</ul>") }
}
