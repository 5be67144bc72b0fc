import HTML
import HTTP
import Procurement
import UseCases

extension PageRoutes {
    /// Every cXML document in and out, secrets blanked.
    mutating func addMessages() throws {
        try get("/admin/messages") { context in
            let payloadID = context.query("payload_id").flatMap { $0.isEmpty ? nil : $0 }
            let messages = try await context.answer(
                ListMessages(payloadID: payloadID, page: PageRequest(after: context.query("after"))))
            return try await context.page(
                "Messages", at: .messages, MessageListView(messages: messages, payloadID: payloadID).html)
        }
        try get("/admin/messages/{id}") { context in
            let message = try await context.answer(
                ShowMessage(try context.identifier("id", of: LoggedMessage.self, kind: "message")))
            return try await context.page("Message", at: .messages, MessageView(message: message).html)
        }
    }
}

/// The message log, newest first.
struct MessageListView: Component {
    var messages: Page<LoggedMessage>
    var payloadID: String?

    var html: HTML {
        """
        \(PageHeader("Messages", lead: "Every cXML document in and out. Secrets are blanked."))
        \(Form(get: "/admin/messages", "\(FormField("payload_id", "Payload id", .search, value: payloadID))\(Button("Filter", .secondary))"))
        \(Card("Documents", isFlush: true, HTML(table)))
        \(Pager(newer: nil, older: messages.nextCursor.map { "/admin/messages?after=\($0)" }))
        """
    }

    private var table: DataTable {
        DataTable(
            ["When", "Direction", "Document", "Answer", "Warnings", "Order"],
            messages.items.map { message in
                .init(
                    [
                        "<a href=\"/admin/messages/\(url: message.id.text)\">\(Words.instant(message.at))</a>",
                        message.direction == .received ? "in" : "out", "\(message.kind)",
                        "\(message.statusCode) \(message.statusText)",
                        "\(message.warnings.isEmpty ? "" : String(message.warnings.count))",
                        "\(some: message.orderID, { "<a href=\"/orders/\(url: $0.text)\">order</a>" })",
                    ], id: message.id.text)
            }, empty: "No documents yet.")
    }
}

/// One document with its answer beside it.
struct MessageView: Component {
    var message: LoggedMessage

    var html: HTML {
        """
        \(PageHeader(message.kind, lead: "\(Words.instant(message.at))", back: ("All messages", "/admin/messages")))
        \(Card("About it", HTML(facts)))
        \(if: !message.warnings.isEmpty, HTML(warnings))
        \(Card("Document", HTML(CodeBlock(String(decoding: message.body, as: UTF8.self)))))
        \(some: message.answer, { answer($0) })
        """
    }

    private func answer(_ octets: [UInt8]) -> HTML {
        HTML(Card("Answer", HTML(CodeBlock(String(decoding: octets, as: UTF8.self)))))
    }

    private var facts: DescriptionList {
        DescriptionList([
            .init("Direction", message.direction == .received ? HTML("received") : HTML("sent")),
            .init("Payload id", message.payloadID), .init("Status", message.statusCode.map { "\($0)" }),
            .init("In words", message.statusText),
            .init("Order", message.orderID.map { HTML("<a href=\"/orders/\(url: $0.text)\">\($0.text)</a>") } ?? HTML.empty),
        ])
    }

    private var warnings: Card { Card("Warnings", "<ul>\(each: message.warnings, { "<li>\($0)</li>" })</ul>") }
}
