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
            let view = MessageListView(
                messages: messages, payloadID: payloadID, isFirst: context.query("after") == nil,
                connections: try await context.answer(ListConnections()))
            return try await context.page("Messages", at: .messages, view.html)
        }
        try get("/admin/messages/{id}") { context in
            let message = try await Self.message(context)
            let connection = try await context.answer(ListConnections()).first { $0.id == message.connectionID }
            return try await context.page(
                message.kind, at: .messages, MessageView(message: message, connection: connection).html)
        }
        try get("/admin/messages/{id}/document.xml") { context in
            let message = try await Self.message(context)
            return context.download(message.body, type: "application/xml", as: "\(message.kind) \(message.id).xml")
        }
        try get("/admin/messages/{id}/answer.xml") { context in
            let message = try await Self.message(context)
            guard let answer = message.answer, !answer.isEmpty else { throw Refusal.notFound("answer") }
            return context.download(answer, type: "application/xml", as: "\(message.kind) \(message.id) answer.xml")
        }
    }

    private static func message(_ context: PageContext) async throws -> LoggedMessage {
        try await context.answer(ShowMessage(try context.identifier("id", of: LoggedMessage.self, kind: "message")))
    }
}
