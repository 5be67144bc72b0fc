import Cryptography
import HTML
import HTTP
import Procurement
import UseCases

/// What came along with a document, or with all documents about an order.
struct AttachmentsCard: Component {
    var attachments: [Attachment]

    var html: HTML {
        Card(
            "Attachments", id: "attachments", isFlush: true,
            HTML(DataTable(["File", "Type", .init("Octets", .number), "SHA-256"], attachments.map(row)))
        ).html
    }

    private func row(_ file: Attachment) -> DataTable.Row {
        let name: HTML =
            file.isKept
            ? "<a href=\"/attachments/\(url: file.id.text)\" download>\(file.name)</a>"
            : "\(file.name)<br><span class=\"muted\">too large to be kept</span>"
        return .init(
            [
                name, "\(file.mediaType)", "\(String(file.size))",
                "<code title=\"\(Hex.encode(file.hash))\">\(Hex.encode(Array(file.hash.prefix(6))))…</code>",
            ], id: file.id.text)
    }
}

extension PageRoutes {
    /// Files of others: always saved, never shown in place, whatever they are called.
    mutating func addAttachments() throws {
        try get("/attachments/{id}") { context in
            let id = try context.identifier("id", of: Attachment.self, kind: "attachment")
            let (attachment, content) = try await context.answer(ReadAttachment(id))
            guard let content else { throw Refusal.notFound("attachment any more; it was larger than what is kept") }
            var response = context.download(content, type: "application/octet-stream", as: attachment.name)
            response.headers.set("Content-Security-Policy", "default-src 'none'; sandbox")
            return response
        }
    }
}
