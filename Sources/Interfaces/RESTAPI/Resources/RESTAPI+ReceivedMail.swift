import JSON
import Procurement
import UseCases

/// Mail that came in.
extension RESTAPI {
    private static let receivedSchema = Schema.named(
        "ReceivedMail",
        .object([
            .required("id", .text), .required("at", .time), .required("recipient", .text),
            .required("sender", .text, "Of the envelope; empty for none."), .required("author", .text, "The From field."),
            .required("subject", .text), .required("way", .word(InboundMail.Way.allCases.map(\.rawValue))),
            .required("outcome", .word(InboundMail.Outcome.allCases.map(\.rawValue)), "What became of it."),
            .required("reason", .nullable(.text)),
            .required("subject_id", .nullable(.text), "The document, delivery or inbox entry that it became part of."),
        ]))

    private static func json(_ mail: InboundMail) -> JSON {
        [
            "id": JSON(mail.id), "at": JSON(mail.at), "recipient": .string(mail.recipient), "sender": .string(mail.sender),
            "author": .string(mail.author), "subject": .string(mail.subject), "way": .string(mail.way.rawValue),
            "outcome": .string(mail.outcome.rawValue), "reason": JSON(mail.reason), "subject_id": JSON(mail.subjectID),
        ]
    }

    var receivedMailRoutes: [Route] {
        [
            Route(
                kind: .list, pattern: "/v1/received-mails", name: "listReceivedMails", tag: "received-mails",
                summary: "List mail that came in, newest first.", access: ListInboundMail.access,
                parameters: [
                    .init(
                        name: "outcome", schema: .word(InboundMail.Outcome.allCases.map(\.rawValue)),
                        note: "Only what became of it so.")
                ], response: Self.receivedSchema
            ) { call in
                let (outcome, page) = (try call.word("outcome", InboundMail.Outcome.self), try call.page(of: InboundMail.self))
                return .page(try await call.answer(ListInboundMail(outcome: outcome, page: page)), for: call, Self.json)
            },
            Route(
                kind: .show, pattern: "/v1/received-mails/{id}", name: "showReceivedMail", tag: "received-mails",
                summary: "Show what became of one mail.", access: ShowInboundMail.access, response: Self.receivedSchema
            ) { call in Answer(Self.json(try await call.answer(ShowInboundMail(try call.id("mail"))))) },
            Route(
                kind: .file, pattern: "/v1/received-mails/{id}/content", name: "downloadReceivedMail", tag: "received-mails",
                summary: "Download a mail as it came.", access: DownloadInboundMail.access, response: .text,
                fileTypes: ["message/rfc822"]
            ) { call in
                let id: Identifier<InboundMail> = try call.id("mail")
                return .file("\(id).eml", try await call.answer(DownloadInboundMail(id)))
            },
        ]
    }
}
