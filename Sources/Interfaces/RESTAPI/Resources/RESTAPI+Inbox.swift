import HTTP
import HTTPContent
import JSON
import Procurement
import UseCases

extension RESTAPI {
    var inboxRoutes: [Route] { [listInbox, showInbox, uploadInbox, changeInbox, downloadInbox] + inboxVerbs }

    private var listInbox: Route {
        Route(
            kind: .list, pattern: "/v1/inbox", name: "listInboxEntries", tag: "inbox",
            summary: "List the documents in the invoice inbox, newest first.", access: ListInboxEntries.access,
            parameters: [
                .init(name: "status", schema: .word(InboxEntry.Status.allCases.map(\.rawValue)), note: "Only those in it."),
                .init(name: "waits", schema: .word(["true"]), note: "Only what a person has to look at."),
                .init(name: "supplier_id", schema: .identifier("sup"), note: "Only this supplier's."),
                .init(name: "invoice_id", schema: .identifier("inv"), note: "Only what became, or is evidence of, this invoice."),
                .init(name: "mail_message", schema: .text, note: "Only the files of the mail with this Message-ID."),
            ], response: InboxShape.schema
        ) { call in
            var filter = InboxFilter(status: try call.word("status"))
            if let text = call.parameter("waits") {
                guard text == "true" else { throw Problem.parameter("waits", "must be true") }
                filter.waits = true
            }
            filter.supplierID = try call.identifier("supplier_id", "a supplier's id")
            filter.invoiceID = try call.identifier("invoice_id", "an invoice's id")
            filter.messageID = call.parameter("mail_message")
            let page = try call.page(of: InboxEntry.self)
            return .page(try await call.answer(ListInboxEntries(filter, page: page)), for: call, InboxShape.json)
        }
    }

    private var showInbox: Route {
        Route(
            kind: .show, pattern: "/v1/inbox/{id}", name: "showInboxEntry", tag: "inbox",
            summary: "Show one document with what was read in it.", access: ShowInboxEntry.access, response: InboxShape.details
        ) { call in
            let details = try await call.answer(ShowInboxEntry(try call.id("inbox entry")))
            return Answer(InboxShape.details(details.entry), version: details.entry.version)
        }
    }

    private var uploadInbox: Route {
        Route(
            kind: .upload, pattern: "/v1/inbox", name: "createInboxEntry", tag: "inbox",
            summary: "Put a document into the invoice inbox.",
            note: """
                The body is the file itself. It is kept and read behind: ask for the entry until it is no longer `received`. The \
                same file put in twice becomes a `duplicate`.
                """,
            access: ReceiveInvoiceDocument.access,
            parameters: [.init(name: "file_name", schema: .text, note: "As people call it: invoice-4711.pdf.")],
            response: InboxShape.details,
            uploadTypes: ["application/pdf", "application/xml", "text/xml", "application/octet-stream"], uploadLimit: 50 << 20
        ) { call in
            guard let file = call.upload else { throw Refusal.notFound("file") }
            let document = InboxDocument(
                content: try file.octets(0..<file.length), fileName: call.parameter("file_name"),
                declaredType: call.request.contentType?.essence ?? "application/octet-stream", channel: .rest)
            let receipt = try await call.perform(ReceiveInvoiceDocument(document))
            return Answer(InboxShape.details(receipt.entry), version: receipt.entry.version)
        }
    }

    private static let change = Schema.object(
        ChangeInboxEntry.editable.map { field in
            .optional(field.rawValue, .nullable(field == .supplier ? .identifier("sup") : .text), note(field))
        })

    private static func note(_ field: ProposedInvoice.Field) -> String? {
        switch field {
        case .supplier: "Whose it is."
        case .orderNumber: "Our order's number."
        case .kind: "\(Invoice.Kind.allCases.map(\.rawValue).joined(separator: ", "))."
        case .invoiceDate, .dueDate: "2026-01-31."
        case .paymentTerms: "NET 30, or 2/10 NET 30."
        case .originalNumber: "The invoice that a credit note corrects."
        case .subtotal: "Without tax, freight and charges; digits with a point."
        case .prepaid: "Paid before; taken off like a discount."
        case .total: "What is to be paid; digits with a point."
        default: nil
        }
    }

    private var changeInbox: Route {
        Route(
            kind: .change, pattern: "/v1/inbox/{id}", name: "changeInboxEntry", tag: "inbox",
            summary: "Correct what was read in a document, or say whose it is and which order it bills.",
            note: "What is left out stays; null takes a value away. The file stays as it came. It is matched once more.",
            access: ChangeInboxEntry.access, body: Self.change, response: InboxShape.details,
            example: ["number": "R-4711", "invoice_date": "2026-10-01", "total": "119.00"]
        ) { call in
            var fields: [ProposedInvoice.Field: String?] = [:]
            for field in ChangeInboxEntry.editable where call.body.has(field.rawValue) {
                let value = try call.body.optionalString(field.rawValue)
                if field == .supplier, value == "" {
                    throw Refusal.invalid("/supplier_id", "not-found", "This is no supplier's id. null takes the supplier away.")
                }
                fields[field] = .some(value)
            }
            let command = ChangeInboxEntry(
                try call.id("inbox entry"), fields, version: try ETag.version(call.request.headers))
            let entry = try await call.perform(command)
            return Answer(InboxShape.details(entry), version: entry.version)
        }
    }

    private var downloadInbox: Route {
        Route(
            kind: .file, pattern: "/v1/inbox/{id}/content", name: "downloadInboxEntry", tag: "inbox",
            summary: "Download a document as it came.",
            note: "Always as application/octet-stream to be saved. 409 file-held for what the scanner found something in.",
            access: ReadInboxFile.access, response: InboxShape.schema
        ) { call in
            let (entry, content) = try await call.answer(ReadInboxFile(try call.id("inbox entry")))
            return .file(entry.fileName, content)
        }
    }

    // MARK: Verbs

    private var inboxVerbs: [Route] {
        [
            verb(
                "post", "Make an invoice of a document and hand it in.",
                note: "From here on it is an invoice like any other: matched, approved, accepted and paid at /v1/invoices."
            ) { id, version, _ in PostInboxEntry(id, version: version) },
            verb(
                "attach", "Keep a document as evidence of an invoice that is here.",
                body: .object([.required("invoice_id", .text, "Its id; or its number, where the supplier is known.")]),
                example: ["invoice_id": "inv_01"]
            ) { id, version, call in AttachInboxEntry(id, to: try call.body.string("invoice_id"), version: version) },
            verb(
                "reject", "Take a document out; its file is kept.", body: .object([.required("reason", .text)]),
                example: ["reason": "No invoice"]
            ) { id, version, call in RejectInboxEntry(id, reason: try call.body.string("reason"), version: version) },
            verb(
                "release", "Let a document out of quarantine: it is read next.",
                body: .object([.optional("accept_sender", .boolean, "true: makes a rule that accepts this sender from now on.")]),
                example: ["accept_sender": true]
            ) { id, version, call in
                ReleaseInboxEntry(id, acceptsSender: try call.body.optionalBool("accept_sender") ?? false, version: version)
            },
            verb(
                "reopen", "Read a document once more.",
                note: "One that became an invoice only after that was voided or rejected. What a person typed is forgotten."
            ) { id, version, _ in ReopenInboxEntry(id, version: version) },
        ]
    }

    private func verb<C: Command>(
        _ word: String, _ summary: String, note: String? = nil, body: Schema? = nil, example: JSON? = nil,
        _ make: @escaping @Sendable (Identifier<InboxEntry>, Int?, Call) throws -> C
    ) -> Route where C.Outcome == InboxEntry {
        Route(
            kind: .verb, pattern: "/v1/inbox/{id}/\(word)", name: "\(word)InboxEntry", tag: "inbox", summary: summary, note: note,
            access: C.access, body: body, response: InboxShape.details, example: example, takesIfMatch: true
        ) { call in
            let command = try make(try call.id("inbox entry"), try ETag.version(call.request.headers), call)
            let entry = try await call.perform(command)
            return Answer(InboxShape.details(entry), version: entry.version)
        }
    }
}
