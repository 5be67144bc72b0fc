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
            let message = try await context.answer(
                ShowMessage(try context.identifier("id", of: LoggedMessage.self, kind: "message")))
            let connection = try await context.answer(ListConnections()).first { $0.id == message.connectionID }
            return try await context.page(
                message.kind, at: .messages, MessageView(message: message, connection: connection).html)
        }
    }
}
