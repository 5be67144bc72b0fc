import Cryptography
import JSON
import Procurement
import UseCases

/// An entry of the invoice inbox as JSON.
enum InboxShape {
    private static let found = Schema.object([
        .required("value", .text),
        .required("place", .text, "Names from the document's root down, page and line, or “typed in”."),
    ])

    private static let members: [Schema.Property] = [
        .required("id", .text), .required("status", .word(InboxEntry.Status.allCases.map(\.rawValue))),
        .required("reason", .nullable(.text), "Why it stands there."),
        .required("channel", .word(InboxEntry.Channel.allCases.map(\.rawValue))), .required("sender", .nullable(.text)),
        .required("recipient", .nullable(.text)),
        .required("mail_message_id", .nullable(.text), "The mail's Message-ID; its files share it."),
        .required("attachment_id", .text, "The file as it came: /v1/attachments/{id}/content."), .required("file_name", .text),
        .required("declared_type", .text, "As the sender says."),
        .required("file_type", .nullable(.word(InboxFileType.allCases.map(\.rawValue))), "What its octets say."),
        .required("size", .integer(), "Octets."), .required("sha256", .text, "In hexadecimal."),
        .required("supplier_id", .nullable(.text)), .required("purchase_order_id", .nullable(.text)),
        .required("legal_entity_id", .nullable(.text)),
        .required("invoice_id", .nullable(.text), "What it became, is evidence of, or repeats."),
        .required("duplicate_of", .nullable(.text), "The earlier entry that it repeats."),
        .required("number", .nullable(.text)), .required("total", .nullable(.money)), .required("received_at", .time),
        .required("updated_at", .time), .required("version", .integer()),
    ]

    static let schema = Schema.named("InboxEntry", .object(members))

    static let details = Schema.named(
        "InboxEntryDetails",
        .object(
            members + [
                .required("format", .nullable(.word(ProposedInvoice.Format.allCases.map(\.rawValue)))),
                .required("fields", .map(found), "What was read, each with the place where it stands."),
                .required("lines", .array(.map(found))), .required("remarks", .array(.text)),
            ]))

    static func json(_ entry: InboxEntry) -> JSON {
        [
            "id": JSON(entry.id), "status": .string(entry.status.rawValue), "reason": JSON(entry.reason),
            "channel": .string(entry.channel.rawValue), "sender": JSON(entry.sender), "recipient": JSON(entry.recipient),
            "mail_message_id": JSON(entry.messageID), "attachment_id": JSON(entry.attachmentID),
            "file_name": .string(entry.fileName), "declared_type": .string(entry.declaredType),
            "file_type": JSON(entry.fileType?.rawValue), "size": JSON(entry.size), "sha256": .string(Hex.encode(entry.hash)),
            "supplier_id": JSON(entry.supplierID), "purchase_order_id": JSON(entry.orderID),
            "legal_entity_id": JSON(entry.legalEntityID), "invoice_id": JSON(entry.invoiceID),
            "duplicate_of": JSON(entry.duplicateOf), "number": JSON(entry.proposal?[.number]),
            "total": JSON(entry.proposal?.money(.total)), "received_at": JSON(entry.receivedAt),
            "updated_at": JSON(entry.updatedAt), "version": JSON(entry.version),
        ]
    }

    static func details(_ entry: InboxEntry) -> JSON {
        let proposal = entry.proposal
        return json(entry).adding([
            JSON.Member("format", JSON(proposal?.format.rawValue)),
            JSON.Member(
                "fields",
                .object(
                    ProposedInvoice.Field.allCases.compactMap { field in
                        proposal?.fields[field].map { JSON.Member(field.rawValue, json($0)) }
                    })),
            JSON.Member("lines", .array((proposal?.lines ?? []).map(json))),
            JSON.Member("remarks", JSON(proposal?.remarks ?? [])),
        ])
    }

    private static func json(_ found: ProposedInvoice.Found) -> JSON {
        ["value": .string(found.value), "place": .string(found.place.words)]
    }

    private static func json(_ line: ProposedInvoice.Line) -> JSON {
        .object(
            ProposedInvoice.LineField.allCases.compactMap { field in
                line[field].map { JSON.Member(field.rawValue, json($0)) }
            })
    }
}
