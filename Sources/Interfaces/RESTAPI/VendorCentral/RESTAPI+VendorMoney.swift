import Cryptography
import FoundationEssentials
import JSON
import Procurement
import UseCases
import VendorCentral

/// What Amazon owes us, and every message to it.
extension RESTAPI {
    private static let billSchema = Schema.named(
        "VendorInvoice",
        .object([
            .required("id", .text), .required("connection_id", .text), .required("order_id", .text),
            .required("number", .text), .required("kind", .word(VendorInvoice.Kind.allCases.map(\.rawValue))),
            .required("status", .word(VendorBill.Status.allCases.map(\.rawValue)), "Of the message; says nothing of payment."),
            .required("date", .time), .required("total", .money), .required("tax", .money),
            .required(
                "lines",
                .array(
                    .object([
                        .required("line", .text), .required("quantity", .integer()), .required("net_cost", .money),
                    ]))), .required("credits", .nullable(.text), "Of a credit note: the invoice's number."),
            .required(
                "payment", .nullable(.word(VendorBill.Payment.allCases.map(\.rawValue))), "As Amazon's finances say."),
            .required("payment_note", .text, "How much is known of its payment, in words; also why nothing is known."),
            .required("paid", .nullable(.money)),
            .required("outstanding", .nullable(.money), "Billed and not paid, once Amazon says anything of payment."),
            .required("variances", .array(.text), "Why less was paid, in words."),
            .required("payment_read_at", .nullable(.time)), .required("created_at", .time),
        ]))

    private static func json(_ bill: VendorBill) -> JSON {
        let invoice = bill.invoice
        let tax = invoice.taxes.reduce(Money.zero(invoice.total.currency)) { $0.adding($1.amount) ?? $0 }
        return [
            "id": JSON(bill.id), "connection_id": JSON(bill.connection), "order_id": JSON(bill.order),
            "number": .string(invoice.number), "kind": .string(invoice.kind.rawValue),
            "status": .string(bill.status.rawValue), "date": JSON(invoice.date), "total": JSON(invoice.total),
            "tax": JSON(tax),
            "lines": .array(
                invoice.lines.map {
                    [
                        "line": .string($0.line), "quantity": JSON($0.quantity),
                        "net_cost": JSON(price: $0.netCost.amount, $0.netCost.currency),
                    ]
                }), "credits": JSON(bill.credits), "payment": JSON(bill.payment?.rawValue),
            "payment_note": .string(bill.paymentNote),
            "paid": JSON(bill.paid), "outstanding": JSON(bill.outstanding), "variances": JSON(bill.variances),
            "payment_read_at": JSON(bill.paymentReadAt), "created_at": JSON(bill.createdAt),
        ]
    }

    var vendorMoneyRoutes: [Route] {
        [
            Route(
                kind: .list, pattern: "/v1/vendor-central/invoices", name: "listVendorInvoices", tag: "vendor-central",
                summary: "List invoices and credit notes to Amazon, newest first.", access: ListVendorBills.access,
                parameters: [
                    .init(name: "status", schema: .word(VendorBill.Status.allCases.map(\.rawValue)), note: "Only those in it."),
                    .init(
                        name: "payment", schema: .word(VendorBill.Payment.allCases.map(\.rawValue)),
                        note: "Only those of which Amazon says so."),
                    .init(name: "order_id", schema: .identifier("vo"), note: "Only those of this order."),
                ], response: Self.billSchema
            ) { call in
                let filter = VendorBillFilter(
                    status: try call.word("status"), payment: try call.word("payment"),
                    order: try call.identifier("order_id"))
                let query = ListVendorBills(filter, page: try call.page(of: VendorBill.self))
                return .page(try await call.answer(query), for: call) { Self.json($0) }
            },
            Route(
                kind: .show, pattern: "/v1/vendor-central/invoices/{id}", name: "showVendorInvoice", tag: "vendor-central",
                summary: "Show one invoice, with what Amazon says about its payment.", access: ShowVendorBill.access,
                response: Self.billSchema
            ) { call in Answer(Self.json(try await call.answer(ShowVendorBill(try call.id("vendor invoice"))))) },
            creditVendorInvoice,
            Route(
                kind: .file, pattern: "/v1/vendor-central/invoice-file", name: "downloadVendorInvoices", tag: "vendor-central",
                summary: "Download all invoices and credit notes as CSV, for accounting.",
                note: "Credits are below zero, so that columns can be summed.", access: ExportVendorBills.access,
                response: .text, fileTypes: ["text/csv"]
            ) { call in .file("vendor-invoices.csv", try await call.answer(ExportVendorBills())) },
        ]
    }

    private var creditVendorInvoice: Route {
        Route(
            kind: .verb, pattern: "/v1/vendor-central/invoices/{id}/credit", name: "creditVendorInvoice", tag: "vendor-central",
            summary: "Credit an invoice, in part or as a whole.", note: "Amazon takes credit notes in Europe.",
            access: CreditVendorInvoice.access,
            body: .object([
                .required("number", .text),
                .optional(
                    "lines",
                    .array(.object([.required("line", .text), .required("quantity", .integer(minimum: 1))])),
                    "All of the invoice when left out."),
            ]), response: Self.billSchema, example: ["number": "CN-1001"]
        ) { call in
            var quantities: [String: Int] = [:]
            for line in try call.body.optionalObjects("lines") ?? [] {
                quantities[try line.string("line")] = try line.integer("quantity")
            }
            let command = CreditVendorInvoice(
                try call.id("vendor invoice"), number: try call.body.string("number"), quantities: quantities)
            return Answer(Self.json(try await call.perform(command)))
        }
    }

    // MARK: Messages

    private static let transactionMembers: [Schema.Property] = [
        .required("id", .text), .required("connection_id", .text),
        .required("kind", .word(TransactionKind.allCases.map(\.rawValue))),
        .required("key", .text, "What it is about at Amazon: an order's, shipment's or invoice's number, or a warehouse."),
        .required("order_id", .nullable(.text)),
        .required("status", .word(VendorTransaction.Status.allCases.map(\.rawValue))),
        .required("transaction_ids", .array(.text), "Amazon's, the newest last."),
        .required("errors", .array(.text), "In words."), .required("attempts", .integer()), .required("created_at", .time),
        .required("sent_at", .nullable(.time)), .required("checked_at", .nullable(.time)),
        .required("next_at", .nullable(.time), "When it is sent, or Amazon is asked, next."),
    ]

    private static let transactionSchema = Schema.named("VendorTransaction", .object(transactionMembers))

    private static func json(_ transaction: VendorTransaction) -> JSON {
        [
            "id": JSON(transaction.id), "connection_id": JSON(transaction.connection),
            "kind": .string(transaction.kind.rawValue), "key": .string(transaction.key),
            "order_id": JSON(transaction.order), "status": .string(transaction.status.rawValue),
            "transaction_ids": JSON(transaction.transactionIDs), "errors": JSON(transaction.errors),
            "attempts": JSON(transaction.attempts), "created_at": JSON(transaction.createdAt),
            "sent_at": JSON(transaction.sentAt), "checked_at": JSON(transaction.checkedAt),
            "next_at": JSON(transaction.nextAt),
        ]
    }

    var vendorTransactionRoutes: [Route] {
        [
            Route(
                kind: .list, pattern: "/v1/vendor-central/transactions", name: "listVendorTransactions", tag: "vendor-central",
                summary: "List every message to Amazon, newest first.", access: ListVendorTransactions.access,
                parameters: [
                    .init(
                        name: "status", schema: .word(VendorTransaction.Status.allCases.map(\.rawValue)),
                        note: "Only those in it."), Self.connectionParameter,
                    .init(name: "order_id", schema: .identifier("vo"), note: "Only those of this order."),
                ], response: Self.transactionSchema
            ) { call in
                let filter = VendorTransactionFilter(
                    status: try call.word("status"), connection: try call.identifier("connection_id"),
                    order: try call.identifier("order_id"))
                let query = ListVendorTransactions(filter, page: try call.page(of: VendorTransaction.self))
                return .page(try await call.answer(query), for: call) { Self.json($0) }
            },
            Route(
                kind: .show, pattern: "/v1/vendor-central/transactions/{id}", name: "showVendorTransaction",
                tag: "vendor-central", summary: "Show one message to Amazon with its octets.",
                note: "Messages hold no customer's data.", access: ShowVendorTransaction.access,
                response: Schema.named(
                    "VendorTransactionWithBody",
                    .object(
                        Self.transactionMembers + [
                            .required("body", .text, "JSON, exactly as it is sent every time."),
                            .required("body_sha256", .text, "Hexadecimal."),
                        ]))
            ) { call in
                let found = try await call.answer(ShowVendorTransaction(try call.id("vendor transaction")))
                return Answer(
                    Self.json(found.transaction).adding([
                        JSON.Member("body", .string(String(decoding: found.body, as: UTF8.self))),
                        JSON.Member("body_sha256", .string(SHA256.hex(found.body))),
                    ]))
            },
            transactionVerb("check", "Ask Amazon for its verdict now; it stands on the message a moment later.") {
                CheckVendorTransaction($0)
            },
            transactionVerb("resend", "Send the same octets again under the same key.") { ResendVendorTransaction($0) },
        ]
    }

    private func transactionVerb<C: Command>(
        _ verb: String, _ summary: String, _ make: @escaping @Sendable (Identifier<VendorTransaction>) -> C
    ) -> Route where C.Outcome == VendorTransaction {
        Route(
            kind: .verb, pattern: "/v1/vendor-central/transactions/{id}/\(verb)",
            name: Route.name(verb, "VendorTransaction"), tag: "vendor-central", summary: summary, access: C.access,
            response: Self.transactionSchema
        ) { call in Answer(Self.json(try await call.perform(make(try call.id("vendor transaction"))))) }
    }
}
