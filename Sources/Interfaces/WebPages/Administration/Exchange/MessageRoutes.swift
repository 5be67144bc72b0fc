import CXMLExchange
import HTTP
import Procurement
import UseCases

extension PageRoutes {
    /// Every cXML document in and out, secrets blanked.
    mutating func addMessages() throws {
        try get("/admin/messages") { context in
            let view = MessageListView(
                messages: try await context.answer(
                    ListMessages(context.messageFilter, page: PageRequest(after: context.query("after")))),
                filter: context.messageFilter, isFirst: context.query("after") == nil,
                connections: try await context.answer(ListConnections()), token: context.csrf,
                canChange: context.isAdministrator,
                retentionDays: context.application.environment.rules.messageRetentionDays)
            return try await context.page("Messages", at: .messages, view.html)
        }
        try get("/admin/messages/{id}") { context in
            let details = try await context.answer(ShowMessageDetails(try context.messageID))
            let canValidate = context.application.environment.rules.dtdDirectory != nil
            let verdict = context.query("validate") == nil ? nil : try context.exchange.validate(details.message.body)
            return try await context.page(
                details.message.kind, at: .messages,
                MessageView(
                    details: details, token: context.csrf, canChange: context.isAdministrator, canValidate: canValidate,
                    verdict: verdict
                ).html)
        }
        try get("/admin/messages/{id}/document.xml") { context in
            let message = try await context.answer(ShowMessage(try context.messageID))
            return context.download(message.body, type: "application/xml", as: "\(message.kind) \(message.id).xml")
        }
        try get("/admin/messages/{id}/answer.xml") { context in
            let message = try await context.answer(ShowMessage(try context.messageID))
            guard let answer = message.answer, !answer.isEmpty else { throw Refusal.notFound("answer") }
            return context.download(answer, type: "application/xml", as: "\(message.kind) \(message.id) answer.xml")
        }
        try addMessageActions()
    }

    private mutating func addMessageActions() throws {
        try post("/admin/messages/{id}/reprocess") { context in
            try context.requireAdministrator()
            let id = try context.messageID
            let answer = try await context.exchange.reprocess(id, as: context.actor)
            let isDone = (200..<300).contains(answer.code)
            // The attempt is the newest message of its payloadID.
            let payloadID = try await context.answer(ShowMessage(id)).payloadID
            let newest = try await context.answer(ListMessages(payloadID: payloadID, page: PageRequest(limit: 1))).items.first
            return context.redirect(
                to: "/admin/messages/\(newest?.id ?? id)", isDone ? .reprocessed : .stillRefused)
        }
        try post("/admin/messages/purge") { context in
            guard let days = context.form.text("days").flatMap({ Int($0) }), days >= 1 else {
                throw Refusal.invalid("/days", "invalid", "Enter a number of days, 1 or more.")
            }
            while try await context.perform(PurgeMessages(olderThan: days)) == PurgeMessages.batch {}
            return context.redirect(to: "/admin/messages", .purged)
        }
    }
}

extension PageContext {
    fileprivate var messageID: Identifier<LoggedMessage> {
        get throws { try identifier("id", of: LoggedMessage.self, kind: "message") }
    }

    fileprivate var messageFilter: MessageFilter {
        func word(_ name: String) -> String? { query(name).flatMap { $0.isEmpty ? nil : $0 } }
        return MessageFilter(
            payloadID: word("payload_id"), direction: word("direction").flatMap { .init(rawValue: $0) },
            connection: word("connection").flatMap { Identifier($0) }, outcome: word("outcome").flatMap { .init(rawValue: $0) },
            words: word("q").map { String($0.prefix(200)) })
    }
}
