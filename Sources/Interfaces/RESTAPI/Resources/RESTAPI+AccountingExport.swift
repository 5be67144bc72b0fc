import JSON
import Procurement
import Routing
import UseCases

/// What accounting books, for programs that take each entry once.
extension RESTAPI {
    private static let consumerSchema = Schema.named(
        "AccountingConsumer",
        .object([
            .required("id", .text, "Its name."), .required("name", .text),
            .required("acknowledged", .integer(), "The last entry that was taken over; 0 for none."),
            .required("batch", .nullable(.integer()), "What was given and not acknowledged yet."),
            .required("taken_at", .nullable(.time)),
        ]))

    private static let shareSchema = Schema.object([
        .required("part", .word(InvoiceAllocation.Kind.allCases.map(\.rawValue))), .required("amount", .money),
        .required("line_number", .nullable(.integer())), .required("purchase_order_id", .nullable(.text)),
        .required("purchase_order_number", .nullable(.text)), .required("purchase_order_line", .nullable(.integer())),
        .required("share", .integer(), "From 1 within the line."), .required("legal_entity", .nullable(.text)),
        .required("location", .nullable(.text)), .required("department", .nullable(.text)), .required("budget", .nullable(.text)),
        .required("gl_account", .nullable(.text), "Its code."), .required("project", .nullable(.text), "Its code."),
        .required("tax_code", .nullable(.text)),
    ])

    private static let batchSchema = Schema.named(
        "AccountingBatch",
        .object([
            .required("batch", .nullable(.integer()), "What acknowledges it; null when there is nothing to take."),
            .required(
                "entries",
                .array(
                    .object([
                        .required("entry", .integer()), .required("event", .word(AccountingEntry.Kind.allCases.map(\.rawValue))),
                        .required("at", .time), .required("invoice_id", .text), .required("invoice_number", .text),
                        .required("invoice_kind", .text), .required("supplier_id", .text), .required("supplier_name", .text),
                        .required("invoice_date", .day), .required("due_date", .day),
                        .required("shares", .array(shareSchema), "Together what is owed, or what was paid."),
                    ]))),
        ]))

    private static func json(_ consumer: AccountingConsumer) -> JSON {
        [
            "id": .string(consumer.name), "name": .string(consumer.name), "acknowledged": JSON(consumer.taken),
            "batch": JSON(consumer.batchEnd),
            "taken_at": JSON(consumer.takenAt),
        ]
    }

    private static func json(_ booked: BookedEntry) -> JSON {
        let (entry, invoice) = (booked.entry, booked.invoice)
        return [
            "entry": JSON(entry.sequence), "event": .string(entry.kind.rawValue), "at": JSON(entry.at),
            "invoice_id": JSON(invoice.id), "invoice_number": .string(invoice.number),
            "invoice_kind": .string(invoice.kind.rawValue),
            "supplier_id": JSON(invoice.supplierID), "supplier_name": .string(booked.supplierName),
            "invoice_date": .string(invoice.invoiceDate.text), "due_date": .string(invoice.dueDate.text),
            "shares": .array(zip(entry.shares, booked.codings).map { json($0, $1) }),
        ]
    }

    private static func json(_ share: InvoiceAllocation, _ coding: BookedCoding) -> JSON {
        [
            "part": .string(share.kind.rawValue), "amount": JSON(share.amount), "line_number": JSON(share.lineNumber),
            "purchase_order_id": JSON(share.orderID), "purchase_order_number": JSON(coding.orderNumber),
            "purchase_order_line": JSON(share.orderLineNumber), "share": JSON(share.shareNumber),
            "legal_entity": JSON(coding.legalEntity), "location": JSON(coding.location), "department": JSON(coding.department),
            "budget": JSON(coding.budget), "gl_account": JSON(coding.glAccount), "project": JSON(coding.project),
            "tax_code": JSON(coding.taxCode),
        ]
    }

    private static func json(_ batch: AccountingBatch) -> JSON {
        ["batch": JSON(batch.number), "entries": .array(batch.entries.map { json($0) })]
    }

    /// The name in the address; throws 404 for what cannot be one.
    private static func name(_ call: Call) throws -> String {
        guard let name = call.parameters["id"], AccountingConsumer.isName(name) else {
            throw Refusal.notFound("accounting consumer")
        }
        return name
    }

    var accountingExportRoutes: [Route] {
        let tag = "accounting-consumers"
        return [
            Route(
                kind: .list, pattern: "/v1/accounting-consumers", name: "listAccountingConsumers", tag: tag,
                summary: "List who takes what accounting books, by name.", access: ListAccountingConsumers.access,
                response: Self.consumerSchema
            ) { call in
                let page = try call.page()
                if let after = page.after, !AccountingConsumer.isName(after) { throw Problem.badCursor }
                return .page(try await call.answer(ListAccountingConsumers(page: page)), for: call) { Self.json($0) }
            },
            Route(
                kind: .create, pattern: "/v1/accounting-consumers", name: "createAccountingConsumer", tag: tag,
                summary: "Name a program that takes what accounting books.", access: AddAccountingConsumer.access,
                body: .object([
                    .required("name", .text, "Small letters, digits and hyphens."),
                    .optional(
                        "from", .word(["start", "now"]), "Whether what was booked before is given, too; start when left out."),
                ]), response: Self.consumerSchema, example: ["name": "ledger", "from": "start"]
            ) { call in
                let fromNow = try call.body.optionalString("from") == "now"
                let made = try await call.perform(AddAccountingConsumer(name: try call.body.string("name"), fromNow: fromNow))
                return .created(Self.json(made), at: "/v1/accounting-consumers/\(made.name)/batch")
            },
            Route(
                kind: .verb, pattern: "/v1/accounting-consumers/{id}/take", name: "takeAccountingBatch", tag: tag,
                summary: "Take the next batch of entries, with the coding of each share.",
                note: "{id} is the consumer's name. The same batch comes again until it is acknowledged.",
                access: TakeAccountingBatch.access,
                body: .object([.optional("limit", .integer(minimum: 1), "Entries at most, up to 1000; 200 when left out.")]),
                response: Self.batchSchema, example: ["limit": 200]
            ) { call in
                let limit = try call.body.optionalInteger("limit") ?? 200
                return Answer(Self.json(try await call.perform(TakeAccountingBatch(try Self.name(call), limit: limit))))
            },
            Route(
                kind: .show, pattern: "/v1/accounting-consumers/{id}/batch", name: "showAccountingBatch", tag: tag,
                summary: "Show the batch that was taken and not acknowledged.", note: "{id} is the consumer's name.",
                access: ShowAccountingBatch.access, response: Self.batchSchema
            ) { call in Answer(Self.json(try await call.answer(ShowAccountingBatch(try Self.name(call))))) },
            Route(
                kind: .file, pattern: "/v1/accounting-consumers/{id}/batch.csv", name: "downloadAccountingBatch", tag: tag,
                summary: "The same as CSV, a row for each share.", note: "{id} is the consumer's name.",
                access: ShowAccountingBatch.access, response: .text
            ) { call in
                let name = try Self.name(call)
                return .file("accounting-\(name).csv", try await call.answer(ShowAccountingBatch(name)).csv)
            },
            Route(
                kind: .verb, pattern: "/v1/accounting-consumers/{id}/acknowledge", name: "acknowledgeAccountingBatch", tag: tag,
                summary: "Mark a batch as taken over; the next one follows.", note: "{id} is the consumer's name.",
                access: AcknowledgeAccountingBatch.access, body: .object([.required("batch", .integer(minimum: 1))]),
                response: Self.consumerSchema, example: ["batch": 1]
            ) { call in
                let number = try call.body.integer("batch")
                return Answer(
                    Self.json(try await call.perform(AcknowledgeAccountingBatch(try Self.name(call), number: number))))
            },
        ]
    }
}
