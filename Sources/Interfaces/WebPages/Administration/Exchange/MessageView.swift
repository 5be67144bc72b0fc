import CXMLExchange
import HTML
import Procurement
import UseCases

/// One document with its answer beside it, what it changed, and what can be done with it.
struct MessageView: Component {
    var details: MessageDetails
    var token: String
    var canChange: Bool
    /// Whether a folder of DTDs is configured.
    var canValidate: Bool
    /// What the DTD says, when somebody asked.
    var verdict: DocumentVerdict?

    private var message: LoggedMessage { details.message }

    var html: HTML {
        """
        \(PageHeader(message.kind, lead: "\(Words.instant(message.at))", badges: badges, back: ("All messages", "/admin/messages")))
        \(some: verdict, { shown($0) })
        \(Card("About it", "\(facts)\(actions)"))
        \(if: !message.warnings.isEmpty, HTML(warnings))
        \(if: !details.attachments.isEmpty, AttachmentsCard(attachments: details.attachments).html)
        \(documents)
        \(Card("What it changed", isFlush: true, HTML(changes)))
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
            .init("Connection", link("/admin/connections/", details.connection?.id.text, details.connection?.name)),
            .init("Payload id", message.payloadID), .init("Status", message.statusCode.map { "\($0)" }),
            .init("In words", message.statusText), .init("Took", message.duration.map(Words.duration)),
            .init(
                "Order",
                link("/orders/", message.orderID?.text, message.orderID.map { _ in details.order?.number ?? "Open order" })),
            .init(
                "The same payload id",
                link("/admin/messages?payload_id=", message.payloadID, message.payloadID.map { _ in "Show all" })),
        ])
    }

    private func link(_ address: String, _ value: String?, _ label: String?) -> HTML {
        guard let value, let label else { return .empty }
        return "<a href=\"\(url: address + LocalAddress.queryValue(value))\">\(label)</a>"
    }

    private var actions: HTML {
        let validate = Button("Validate", to: "/admin/messages/\(message.id)?validate=dtd", .secondary)
        return """
            <div class="buttons">\(if: canChange && details.mayReprocess, reprocess)\
            \(some: canChange ? details.delivery : nil, { DeliveryActions(delivery: $0, token: token).html })\
            \(if: canValidate, HTML(validate))</div>
            """
    }

    private var reprocess: HTML {
        HTML(
            Form(
                post: "/admin/messages/\(message.id)/reprocess", token: token, layout: .bare,
                HTML(Button("Reprocess", .secondary))))
    }

    private func shown(_ verdict: DocumentVerdict) -> HTML {
        if verdict.complaints.isEmpty { return Notice(.good, "The document is valid against \(verdict.file).").html }
        return Notice(
            .attention, "\(verdict.file) has \(Words.count(verdict.complaints.count, "complaint")).",
            detail: "<ul>\(each: verdict.complaints, { "<li>\($0)</li>" })</ul>"
        ).html
    }

    private var changes: DataTable {
        DataTable(
            ["What", "Of", "Details"],
            details.events.map { event in
                let words = EventDetails.decode(event.details).map { "\($0.name): \($0.value)" }.joined(separator: ", ")
                return .init(["\(event.type)", subject(event), "\(words)"], id: event.id.text)
            }, empty: "Nothing.")
    }

    private func subject(_ event: StoredEvent) -> HTML {
        if event.subjectID == message.orderID?.text {
            return "<a href=\"/orders/\(url: event.subjectID)\">\(details.order?.number ?? "The order")</a>"
        }
        return "\(event.subjectID)"
    }

    private var warnings: Card { Card("Warnings", "<ul>\(each: message.warnings, { "<li>\($0)</li>" })</ul>") }
}

/// The two ways of sending a document once more, each where it makes sense.
struct DeliveryActions: Component {
    var delivery: Delivery
    var token: String

    var html: HTML { "\(again)\(asNew)" }

    /// The same bytes.
    private var again: HTML {
        guard Delivery.lifecycle.allows(.sendAgain, from: delivery.status) || delivery.status == .retrying else { return .empty }
        let question =
            delivery.status == .unknown ? "The supplier may have it already. Send the same document again?" : nil
        return HTML(
            Form(
                post: "/admin/deliveries/\(delivery.id)/send-again", token: token, layout: .bare, asking: question,
                HTML(Button("Send again", .secondary))))
    }

    /// A new payloadID: the supplier takes it for another order, so it stands behind a second step.
    private var asNew: HTML {
        guard delivery.status == .failed || delivery.status == .unknown || delivery.status == .sent else { return .empty }
        let form = Form(
            post: "/admin/deliveries/\(delivery.id)/send-as-new", token: token, layout: .bare,
            HTML(Button("Yes, the supplier does not have it", .danger, name: "confirmed", value: "yes")))
        return ConfirmStep(
            "Send as new…",
            question: "Sent as new, it has another payload id and the supplier takes it for another order. "
                + "Did you make sure there that the first one was not taken?", form
        ).html
    }
}
