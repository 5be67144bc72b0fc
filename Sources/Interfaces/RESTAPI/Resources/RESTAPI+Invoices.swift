import FoundationEssentials
import HTTP
import JSON
import Procurement
import UseCases

extension RESTAPI {
    private static let findingSchema = Schema.object([
        .required("kind", .word(MatchFinding.Kind.allCases.map(\.rawValue))), .required("line_number", .nullable(.integer())),
        .required("expected", .text), .required("actual", .text), .required("message", .text),
        .required("is_exception", .boolean, "Beyond the tolerance: a person decides."),
    ])

    static let invoiceMembers: [Schema.Property] = [
        .required("id", .text), .required("number", .text, "The supplier's own."),
        .required("status", .word(Invoice.Status.allCases.map(\.rawValue))),
        .required("match", .word(MatchStatus.allCases.map(\.rawValue))),
        .required("origin", .word(Invoice.Origin.allCases.map(\.rawValue))),
        .required("kind", .word(Invoice.Kind.allCases.map(\.rawValue))), .required("supplier_id", .text),
        .required("invoice_date", .day), .required("payment_terms", .nullable(.text)), .required("due_date", .day),
        .required("lines", .array(.object(lineMembers))), .required("subtotal", .money),
        .required("freight", .nullable(.money)), .required("charges", .nullable(.money)),
        .required("discount", .nullable(.money)), .required("tax", .nullable(.money)), .required("total", .money),
        .required("open", .nullable(.money), "Still to be paid."), .required("original_id", .nullable(.text)),
        .required("original_number", .nullable(.text)),
        .required("owner_id", .nullable(.text), "Who looks after its exceptions."),
        .required("reason", .nullable(.text), "Why it was disputed, rejected or voided."), .required("comment", .nullable(.text)),
        .required("remarks", .array(.text), "What was odd about the document it came in."),
        .required(
            "payments",
            .array(
                .object([
                    .required("amount", .money), .required("paid_on", .day), .required("reference", .nullable(.text)),
                    .required("source", .word(InvoicePayment.Source.allCases.map(\.rawValue))),
                ]))),
        .required("created_at", .time), .required("updated_at", .time), .required("submitted_at", .nullable(.time)),
        .required("accepted_at", .nullable(.time)), .required("version", .integer()),
    ]

    static let lineMembers: [Schema.Property] = [
        .required("line_number", .integer()), .required("purchase_order_id", .nullable(.text)),
        .required("purchase_order_line", .nullable(.integer())), .required("description", .text),
        .required("supplier_part_id", .nullable(.text)), .required("quantity", .number),
        .required("unit_of_measure", .nullable(.text)), .required("unit_price", .number), .required("price_basis", .number),
        .required("amount", .nullable(.money)), .required("tax", .nullable(.money)), .required("tax_rate", .nullable(.number)),
    ]

    private static let invoiceSchema = Schema.named("Invoice", .object(invoiceMembers))
    private static let invoiceDetailsSchema = Schema.named(
        "InvoiceDetails",
        .object(
            invoiceMembers + [
                .required("findings", .array(findingSchema), "What the match found."),
                .required("pins", .array(pinSchema), "What an open dispute points at."),
                .required("versions", .array(accountVersionSchema), "An account, each time it was sent."),
                .required("differences", .array(accountDifferenceSchema), "Of the newest version to the one before."),
            ]))

    static let pinSchema = Schema.object([
        .required("line_number", .nullable(.integer()), "null for the invoice as a whole."),
        .required("field", .text, "As it is named here: unit_price, quantity, number, tax."),
        .required("comment", .nullable(.text)),
    ])

    static let accountVersionSchema = Schema.object([
        .required("number", .integer()), .required("sent_at", .time), .required("sent_by", .text),
    ])

    static let accountDifferenceSchema = Schema.object([
        .required("line_number", .nullable(.integer())), .required("field", .text), .required("old", .nullable(.text)),
        .required("new", .nullable(.text)),
    ])

    static func json(_ pins: [InvoicePin]) -> JSON {
        .array(
            pins.map {
                [
                    "line_number": $0.lineNumber.map { JSON($0) } ?? .null, "field": .string($0.field),
                    "comment": JSON($0.comment),
                ]
            })
    }

    static func json(_ versions: [InvoiceVersion]) -> JSON {
        .array(
            versions.map { ["number": JSON($0.number), "sent_at": JSON($0.sentAt), "sent_by": .string($0.sentBy)] })
    }

    static func json(_ differences: [InvoiceDifference]) -> JSON {
        .array(
            differences.map {
                [
                    "line_number": $0.lineNumber.map { JSON($0) } ?? .null, "field": .string($0.field), "old": JSON($0.old),
                    "new": JSON($0.new),
                ]
            })
    }

    static func json(_ invoice: Invoice) -> JSON {
        let totals = invoice.totals
        return [
            "id": JSON(invoice.id), "number": .string(invoice.number), "status": .string(invoice.status.rawValue),
            "match": .string(invoice.match.rawValue), "origin": .string(invoice.origin.rawValue),
            "kind": .string(invoice.kind.rawValue), "supplier_id": JSON(invoice.supplierID),
            "invoice_date": .string(invoice.invoiceDate.text), "payment_terms": JSON(invoice.paymentTerms?.description),
            "due_date": .string(invoice.dueDate.text), "lines": .array(invoice.lines.map { json($0, invoice.currency) }),
            "subtotal": JSON(totals.subtotal), "freight": JSON(totals.freight), "charges": JSON(totals.charges),
            "discount": JSON(totals.discount), "tax": JSON(totals.tax), "total": JSON(totals.total),
            "open": JSON(invoice.open), "original_id": JSON(invoice.originalID), "original_number": JSON(invoice.originalNumber),
            "owner_id": JSON(invoice.ownerID), "reason": JSON(invoice.reason), "comment": JSON(invoice.comment),
            "remarks": JSON(invoice.remarks),
            "payments": .array(
                invoice.payments.map {
                    [
                        "amount": JSON($0.amount), "paid_on": .string($0.paidOn.text), "reference": JSON($0.reference),
                        "source": .string($0.source.rawValue),
                    ]
                }), "created_at": JSON(invoice.createdAt), "updated_at": JSON(invoice.updatedAt),
            "submitted_at": JSON(invoice.submittedAt), "accepted_at": JSON(invoice.acceptedAt), "version": JSON(invoice.version),
        ]
    }

    static func json(_ line: InvoiceLine, _ currency: Currency) -> JSON {
        [
            "line_number": JSON(line.lineNumber), "purchase_order_id": JSON(line.orderID),
            "purchase_order_line": line.orderLineNumber.map { JSON($0) } ?? .null, "description": .string(line.description),
            "supplier_part_id": JSON(line.supplierPartID), "quantity": JSON(line.quantity),
            "unit_of_measure": JSON(line.unitOfMeasure), "unit_price": JSON(line.unitPrice), "price_basis": JSON(line.priceBasis),
            "amount": JSON(line.amount(in: currency)), "tax": JSON(line.tax),
            "tax_rate": line.taxRate.map { JSON($0) } ?? .null,
        ]
    }

    private static func json(_ details: InvoiceDetails) -> JSON {
        json(details.invoice).adding([
            JSON.Member(
                "findings",
                .array(
                    details.findings.map {
                        [
                            "kind": .string($0.kind.rawValue), "line_number": $0.lineNumber.map { JSON($0) } ?? .null,
                            "expected": .string($0.expected), "actual": .string($0.actual), "message": .string($0.message),
                            "is_exception": JSON($0.isException),
                        ]
                    })),
            JSON.Member("pins", json(details.pins)), JSON.Member("versions", json(details.versions)),
            JSON.Member("differences", json(details.differences)),
        ])
    }

    var invoiceRoutes: [Route] {
        [listInvoices, showInvoice, createInvoice, changeInvoice, linkInvoice, assignInvoice, payFromFile] + invoiceVerbs
            + toleranceRoutes
    }

    private var listInvoices: Route {
        Route(
            kind: .list, pattern: "/v1/invoices", name: "listInvoices", tag: "invoices", summary: "List invoices, newest first.",
            access: ListInvoices.access,
            parameters: [
                .init(name: "status", schema: .word(Invoice.Status.allCases.map(\.rawValue)), note: "Only those in it."),
                .init(name: "supplier_id", schema: .identifier("sup"), note: "Only this supplier's."),
                .init(name: "purchase_order_id", schema: .identifier("po"), note: "Only those that bill this order."),
                .init(
                    name: "match", schema: .word(MatchStatus.allCases.map(\.rawValue)),
                    note: "Only those that stand so; exception for what waits for a person."),
                .init(name: "owner_id", schema: .identifier("usr"), note: "Only those whose exceptions this person looks after."),
                .init(name: "number", schema: .text, note: "Only this number of the suppliers', in any spelling."),
                .init(name: "due_through", schema: .day, note: "Only what is accepted, not paid, and due by that day."),
            ], response: Self.invoiceSchema
        ) { call in
            var filter = InvoiceFilter(status: try call.word("status"))
            filter.supplierID = try call.identifier("supplier_id", "a supplier's id")
            filter.orderID = try call.identifier("purchase_order_id", "an order's id")
            filter.ownerID = try call.identifier("owner_id", "a user's id")
            if let text = call.parameter("due_through") {
                guard let day = Day(text) else { throw Problem.parameter("due_through", "must be a day such as 2026-01-31") }
                filter.dueThrough = day
            }
            filter.match = try call.word("match")
            filter.number = call.parameter("number")
            let page = try call.page(of: Invoice.self)
            return .page(try await call.answer(ListInvoices(filter, page: page)), for: call, Self.json)
        }
    }

    private var showInvoice: Route {
        Route(
            kind: .show, pattern: "/v1/invoices/{id}", name: "showInvoice", tag: "invoices",
            summary: "Show one invoice with what its match found.",
            note: "A draft is matched as it would be if it were handed in now.",
            access: ShowInvoice.access, response: Self.invoiceDetailsSchema
        ) { call in
            let details = try await call.answer(ShowInvoice(try call.id("invoice")))
            return Answer(Self.json(details), version: details.invoice.version)
        }
    }

    private var createInvoice: Route {
        Route(
            kind: .create, pattern: "/v1/invoices", name: "createInvoice", tag: "invoices",
            summary: "Enter a supplier's invoice as a draft.",
            note: "One supplier uses a number once, whatever way its invoices come. Sums that are left out are computed.",
            access: EnterInvoice.access, body: InvoiceShape.body, response: Self.invoiceSchema, example: InvoiceShape.example
        ) { call in
            let invoice = try await call.perform(EnterInvoice(try InvoiceShape.entry(call.body), origin: .rest))
            return .created(Self.json(invoice), at: "/v1/invoices/\(invoice.id)")
        }
    }

    private var changeInvoice: Route {
        Route(
            kind: .change, pattern: "/v1/invoices/{id}", name: "changeInvoice", tag: "invoices",
            summary: "Change what was entered of a draft or a disputed invoice.",
            note: """
                What is left out stays; lines are the complete list. Sums that were computed from what changes are computed anew \
                unless they are given. 409 suppliers-document for what a supplier sent: its numbers are never edited.
                """,
            access: ChangeInvoice.access, body: InvoiceShape.change, response: Self.invoiceSchema,
            example: ["payment_terms": "NET 14", "comment": "As on paper"]
        ) { call in
            let id: Identifier<Invoice> = try call.id("invoice")
            let version = try ETag.version(call.request.headers)
            let body = call.body
            let command = Amend(ShowInvoice(id)) { details in
                ChangeInvoice(id, try InvoiceShape.entry(body, over: InvoiceEntry(details.invoice)), version: version)
            }
            let invoice = try await call.perform(command)
            return Answer(Self.json(invoice), version: invoice.version)
        }
    }

    private var linkInvoice: Route {
        Route(
            kind: .verb, pattern: "/v1/invoices/{id}/link-lines", name: "linkLinesInvoice", tag: "invoices",
            summary: "Say which order lines an invoice's lines bill, and match it again.",
            note: "For documents that named no order or a wrong one. The supplier's numbers stay as they are.",
            access: LinkInvoiceLines.access,
            body: .object([
                .required(
                    "lines",
                    .array(
                        .object([
                            .required("line_number", .integer(minimum: 1), "The invoice's own."),
                            .required(
                                "purchase_order_id", .nullable(.text), "Its id or number; null takes the line off its order."),
                            .optional("purchase_order_line", .nullable(.integer(minimum: 1))),
                        ])))
            ]), response: Self.invoiceSchema,
            example: ["lines": [["line_number": 1, "purchase_order_id": "po_01", "purchase_order_line": 1]]], takesIfMatch: true
        ) { call in
            let links = try call.body.objects("lines").map { line in
                LinkInvoiceLines.Link(
                    lineNumber: try line.integer("line_number"), orderID: try line.optionalString("purchase_order_id"),
                    orderLineNumber: try line.optionalInteger("purchase_order_line"))
            }
            let command = LinkInvoiceLines(try call.id("invoice"), links, version: try ETag.version(call.request.headers))
            let invoice = try await call.perform(command)
            return Answer(Self.json(invoice), version: invoice.version)
        }
    }

    private var assignInvoice: Route {
        verb(
            "assign", "Give an invoice's exceptions to somebody to look after.",
            body: .object([.required("owner_id", .nullable(.text), "null for nobody.")]), example: ["owner_id": "usr_01"]
        ) { AssignInvoice($0, to: try $1.body.optionalString("owner_id")) }
    }

    private func verb<C: Command>(
        _ word: String, _ summary: String, body: Schema? = nil, example: JSON? = nil,
        _ make: @escaping @Sendable (Identifier<Invoice>, Call) throws -> C
    ) -> Route where C.Outcome == Invoice {
        let name = word.split(separator: "-").enumerated().map { $0 == 0 ? String($1) : $1.capitalized }.joined()
        return Route(
            kind: .verb, pattern: "/v1/invoices/{id}/\(word)", name: "\(name)Invoice", tag: "invoices", summary: summary,
            access: C.access, body: body, response: Self.invoiceSchema, example: example, takesIfMatch: true
        ) { call in
            let id: Identifier<Invoice> = try call.id("invoice")
            let invoice = try await call.perform(
                InvoiceAtVersion(try ETag.version(call.request.headers), of: id, try make(id, call)))
            return Answer(Self.json(invoice), version: invoice.version)
        }
    }

    private var invoiceVerbs: [Route] {
        let reason = Schema.object([.required("reason", .text)])
        return [
            verb("submit", "Hand an invoice in: it is matched.") { id, _ in SubmitInvoice(id) },
            verb(
                "accept", "Accept an invoice; with differences beyond the tolerance say why.",
                body: .object([.optional("comment", .nullable(.text))]), example: ["comment": "Agreed by telephone"]
            ) { id, call in AcceptInvoice(id, comment: try call.body.optionalString("comment")) },
            verb("ask-again", "Ask again for the approval of an invoice that nobody gave in time.") { id, _ in AskAgain(id) },
            verb(
                "dispute", "Send an invoice back to be corrected, pointing at what is wrong.",
                body: .object([
                    .required("reason", .text),
                    .optional(
                        "pins",
                        .array(
                            .object([
                                .optional("line_number", .nullable(.integer(minimum: 1)), "null for the invoice as a whole."),
                                .required("field", .text), .optional("comment", .nullable(.text)),
                            ])), "The fields that the supplier is to look at."),
                ]),
                example: [
                    "reason": "Line 1 was 9.50",
                    "pins": [["line_number": 1, "field": "unit_price", "comment": "9.50 as on the order"]],
                ]
            ) {
                let pins = try ($1.body.optionalObjects("pins") ?? []).map {
                    InvoicePin(
                        lineNumber: try $0.optionalInteger("line_number"), field: try $0.string("field"),
                        comment: try $0.optionalString("comment"))
                }
                return RefuseInvoice($0, .dispute, reason: try $1.body.string("reason"), pins: pins)
            },
            verb("reject", "Reject an invoice for good.", body: reason, example: ["reason": "Not ours"]) {
                RefuseInvoice($0, .reject, reason: try $1.body.string("reason"))
            },
            verb("void", "Take an invoice out that was entered by mistake.", body: reason, example: ["reason": "Entered twice"]) {
                RefuseInvoice($0, .void, reason: try $1.body.string("reason"))
            },
            verb(
                "pay", "Note that an accepted invoice was paid.",
                body: .object([
                    .optional("paid_on", .nullable(.day), "Today when left out."), .optional("reference", .nullable(.text)),
                ]), example: ["paid_on": "2026-10-31", "reference": "SEPA 4711"]
            ) {
                PayInvoice(
                    $0, paidOn: try $1.body.optionalString("paid_on"), reference: try $1.body.optionalString("reference"),
                    source: .rest)
            },
            verb("reverse-payment", "Note that a payment was not made after all.", body: reason, example: ["reason": "Returned"])
            {
                ReversePayment($0, reason: try $1.body.string("reason"), source: .rest)
            },
        ]
    }
}
