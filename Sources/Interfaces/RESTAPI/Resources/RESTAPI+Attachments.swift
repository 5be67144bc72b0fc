import Cryptography
import JSON
import Procurement
import UseCases

extension RESTAPI {
    static let attachmentSchema = Schema.named(
        "Attachment",
        .object([
            .required("id", .text), .required("message_id", .nullable(.text), "null once the message log dropped its document."),
            .required("purchase_order_id", .nullable(.text)),
            .required("invoice_id", .nullable(.text), "That it is evidence of."), .required("name", .text),
            .required("media_type", .text, "As the sender says."),
            .required("content_id", .nullable(.text), "By which the document refers to it, as in cid:…"),
            .required("size", .integer(), "Octets."), .required("sha256", .text, "In hexadecimal."),
            .required("is_kept", .boolean, "false for one larger than cxml.attachment_bytes: only this much is known of it."),
            .required("created_at", .time),
        ]))

    static func json(_ attachment: Attachment) -> JSON {
        [
            "id": JSON(attachment.id), "message_id": JSON(attachment.messageID),
            "purchase_order_id": JSON(attachment.orderID), "invoice_id": JSON(attachment.invoiceID),
            "name": .string(attachment.name),
            "media_type": .string(attachment.mediaType), "content_id": JSON(attachment.contentID),
            "size": JSON(attachment.size), "sha256": .string(Hex.encode(attachment.hash)),
            "is_kept": JSON(attachment.isKept), "created_at": JSON(attachment.createdAt),
        ]
    }

    var attachmentRoutes: [Route] {
        [
            Route(
                kind: .list, pattern: "/v1/attachments", name: "listAttachments", tag: "attachments",
                summary: "List the files that came along with documents.",
                note:
                    "Those of a message, an order or an invoice are on one page. Without any, those who read the message log see all.",
                access: ListAttachments.access,
                parameters: [
                    .init(name: "message_id", schema: .identifier("msg"), note: "Those that came with this document."),
                    .init(name: "purchase_order_id", schema: .identifier("po"), note: "Those of this order."),
                    .init(name: "invoice_id", schema: .identifier("inv"), note: "The evidence of this invoice."),
                ], response: Self.attachmentSchema
            ) { call in
                let message: Identifier<LoggedMessage>? = try call.identifier("message_id")
                let order: Identifier<PurchaseOrder>? = try call.identifier("purchase_order_id")
                let invoice: Identifier<Invoice>? = try call.identifier("invoice_id")
                let owners: [ListAttachments.Owner] = [
                    message.map { .message($0) }, order.map { .order($0) }, invoice.map { .invoice($0) },
                ].compactMap(\.self)
                guard owners.count < 2 else {
                    throw Refusal.invalid(
                        "/message_id", "conflict",
                        "Name one of message_id, purchase_order_id and invoice_id: a file belongs to one.")
                }
                let owner = try owners.first ?? .everything(call.page(of: Procurement.Attachment.self))
                return .page(try await call.answer(ListAttachments(owner)), for: call) { Self.json($0) }
            },
            Route(
                kind: .show, pattern: "/v1/attachments/{id}", name: "showAttachment", tag: "attachments",
                summary: "Show what is known of a file.", access: ReadAttachment.access, response: Self.attachmentSchema
            ) { call in
                Answer(Self.json(try await call.answer(ReadAttachment(try call.id("attachment"))).attachment))
            },
            Route(
                kind: .file, pattern: "/v1/attachments/{id}/content", name: "downloadAttachment", tag: "attachments",
                summary: "Download a file as it came.",
                note: "Always as application/octet-stream to be saved, whatever its sender called it.",
                access: ReadAttachment.access, response: Self.attachmentSchema
            ) { call in
                let (attachment, content) = try await call.answer(ReadAttachment(try call.id("attachment")))
                guard let content else { throw Refusal.notFound("content: it was larger than what is kept") }
                return .file(attachment.name, content)
            },
        ]
    }
}
