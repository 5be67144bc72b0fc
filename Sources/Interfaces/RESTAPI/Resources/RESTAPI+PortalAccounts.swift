import Cryptography
import FoundationEssentials
import HTTP
import JSON
import Paper
import Procurement
import UseCases

/// The portal's accounts, for suppliers' own tokens.
extension RESTAPI {
    /// What an account shows of an invoice: nothing of who decides about it.
    private static let accountMembers: [Schema.Property] =
        invoiceMembers.filter { !["owner_id", "match", "remarks", "supplier_id", "number"].contains($0.name) } + [
            .required("number", .nullable(.text), "Your own; null while it is not written yet."),
            .required("bank_account_id", .nullable(.text)), .required("legal_entity_id", .nullable(.text)),
        ]

    private static let accountSchema = Schema.named("Account", .object(accountMembers))
    private static let accountDetailsSchema = Schema.named(
        "AccountDetails",
        .object(
            accountMembers + [
                .required("customer", .text),
                .required(
                    "standing",
                    .object([
                        .required(
                            "stage",
                            .word([
                                "draft", "with_accounts_payable", "with_approver", "accepted", "disputed", "rejected", "paid",
                                "withdrawn",
                            ])),
                        .required("words", .text), .required("since", .time),
                        .required("usual_seconds", .nullable(.integer()), "Until it is accepted, usually."),
                        .required("due_date", .day),
                    ]), "Where it is."),
                .required(
                    "verdict",
                    .nullable(
                        .object([
                            .required("match", .word(MatchStatus.allCases.map(\.rawValue))),
                            .required("needs_approval", .boolean), .required("sentence", .text),
                            .required("sentences", .array(.text)),
                            .required(
                                "lines",
                                .array(
                                    .object([
                                        .required("line_number", .integer()),
                                        .required("match", .word(MatchStatus.allCases.map(\.rawValue))),
                                        .required("sentences", .array(.text)),
                                    ]))),
                        ])), "What will become of it when it is sent now; null for what was sent."),
                .required("pins", .array(pinSchema), "What the customer wants corrected."),
                .required("versions", .array(accountVersionSchema), "Each time it was sent."),
                .required("differences", .array(accountDifferenceSchema), "Of the newest version to the one before."),
                .required(
                    "documents",
                    .array(
                        .object([
                            .required("id", .text), .required("name", .text), .required("media_type", .text),
                            .required("size", .integer()),
                        ]))),
            ]))

    private static func accountJSON(_ account: Invoice) -> JSON {
        guard case .object(let members) = json(account) else { return .null }
        let hidden = ["owner_id", "match", "remarks", "supplier_id", "number"]
        return .object(members.filter { !hidden.contains($0.name) }).adding([
            JSON.Member("number", account.number.isEmpty ? .null : .string(account.number)),
            JSON.Member("bank_account_id", JSON(account.bankAccountID)),
            JSON.Member("legal_entity_id", JSON(account.legalEntityID)),
        ])
    }

    private static func json(_ details: AccountDetails) -> JSON {
        let standing = details.standing
        return accountJSON(details.account).adding([
            JSON.Member("customer", .string(details.customerName)),
            JSON.Member(
                "standing",
                [
                    "stage": .string(standing.stage.rawValue), "words": .string(standing.words), "since": JSON(standing.since),
                    "usual_seconds": standing.usualSeconds.map { JSON(Int($0)) } ?? .null,
                    "due_date": .string(standing.dueDate.text),
                ]),
            JSON.Member("verdict", details.verdict.map(json) ?? .null), JSON.Member("pins", json(details.pins)),
            JSON.Member("versions", json(details.versions)), JSON.Member("differences", json(details.differences)),
            JSON.Member("documents", .array(details.files.map(json))),
        ])
    }

    private static func json(_ verdict: AccountVerdict) -> JSON {
        [
            "match": .string(verdict.status.rawValue), "needs_approval": JSON(verdict.needsApproval),
            "sentence": .string(verdict.sentence), "sentences": JSON(verdict.sentences),
            "lines": .array(
                verdict.lines.map {
                    [
                        "line_number": JSON($0.lineNumber), "match": .string($0.status.rawValue), "sentences": JSON($0.sentences),
                    ]
                }),
        ]
    }

    private static func json(_ file: SupplierFile) -> JSON {
        [
            "id": JSON(file.id), "name": .string(file.name), "media_type": .string(file.format.rawValue), "size": JSON(file.size),
        ]
    }

    var portalAccountRoutes: [Route] {
        [
            createAccount, listAccounts, showAccount, changeAccount, submitAccount, withdrawAccount, accountPaper, addDocument,
            removeDocument, readDocument,
        ]
    }

    /// What may be written: nothing is needed, since the order says it.
    private static let accountBody = Schema.object([
        .optional("number", .nullable(.text), "Your own; needed before it is submitted."),
        .optional("invoice_date", .nullable(.day), "Today when left out."),
        .optional("payment_terms", .nullable(.text), "What was agreed with the customer holds."),
        .optional(
            "lines",
            .array(
                .object([
                    .optional("purchase_order_id", .nullable(.text), "The order of the account when left out with a line."),
                    .optional("purchase_order_line", .nullable(.integer(minimum: 1))),
                    .optional("description", .nullable(.text)), .optional("supplier_part_id", .nullable(.text)),
                    .required("quantity", .number), .optional("unit_of_measure", .nullable(.text)),
                    .required("unit_price", .number), .optional("price_basis", .number), .optional("tax", .nullable(.text)),
                    .optional("tax_rate", .nullable(.number)),
                    .optional("currency", .nullable(.text), "Has to be the account's."),
                ])), "All of them; left out, what the order has left to bill."),
        .optional("freight", .nullable(.text)), .optional("charges", .nullable(.text)), .optional("discount", .nullable(.text)),
        .optional("tax", .nullable(.text)), .optional("comment", .nullable(.text)),
        .optional("bank_account_id", .nullable(.text)),
    ])

    /// Lays what is given over what is there.
    private static func fill(_ body: JSONObject, _ entry: inout AccountEntry) throws {
        let order = entry.invoice.lines.first { $0.orderID != nil }?.orderID
        if body.has("number") { entry.invoice.number = try body.optionalString("number") ?? "" }
        if body.has("invoice_date") { entry.invoice.invoiceDate = try body.optionalString("invoice_date") ?? "" }
        if let lines = try body.optionalObjects("lines") {
            entry.invoice.lines = try lines.map { line in
                let number = try line.optionalInteger("purchase_order_line")
                return InvoiceEntry.Line(
                    orderID: try line.optionalString("purchase_order_id") ?? (number == nil ? nil : order),
                    orderLineNumber: number,
                    description: try line.optionalString("description"),
                    supplierPartID: try line.optionalString("supplier_part_id"), quantity: try line.decimal("quantity"),
                    unitOfMeasure: try line.optionalString("unit_of_measure"), unitPrice: try line.decimal("unit_price"),
                    priceBasis: try line.optionalDecimal("price_basis") ?? 1, amount: nil, tax: try line.optionalString("tax"),
                    taxRate: try line.optionalDecimal("tax_rate"), currency: try line.optionalString("currency"))
            }
        }
        let texts: [(String, WritableKeyPath<InvoiceEntry, String?>)] = [
            ("payment_terms", \.paymentTerms), ("freight", \.freight), ("charges", \.charges), ("discount", \.discount),
            ("tax", \.tax), ("comment", \.comment),
        ]
        for (name, path) in texts where body.has(name) { entry.invoice[keyPath: path] = try body.optionalString(name) }
        if body.has("bank_account_id") { entry.bankAccountID = try body.optionalString("bank_account_id") }
    }

    private static let accountExample: JSON = [
        "number": "A-2026-17", "lines": [["purchase_order_line": 1, "quantity": 1, "unit_price": 5]], "tax": "0.95",
    ]

    private var createAccount: Route {
        Route(
            kind: .create, pattern: "/v1/portal/orders/{id}/accounts", name: "createAccount", tag: "portal",
            summary: "Make a draft account from an order.",
            note: "Without lines it has what the order has left to bill. Nobody of the customer sees it before it is submitted.",
            access: CreateAccount.access, body: Self.accountBody, response: Self.accountSchema, example: Self.accountExample
        ) { call in
            let body = call.body
            let account = try await call.perform(
                CreateAccount(try call.id("order")) { try Self.fill(body, &$0) })
            return .created(Self.accountJSON(account), at: "/v1/portal/accounts/\(account.id)", version: account.version)
        }
    }

    private var listAccounts: Route {
        Route(
            kind: .list, pattern: "/v1/portal/accounts", name: "listAccounts", tag: "portal",
            summary: "List your accounts, newest first.", access: ListAccounts.access,
            parameters: [
                .init(
                    name: "status", schema: .word(Invoice.Status.allCases.map(\.rawValue)), note: "Only those in this state."),
                .init(name: "purchase_order_id", schema: .identifier("po"), note: "Only those that bill this order."),
                .init(name: "q", schema: .text, note: "In the number."),
            ], response: Self.accountSchema
        ) { call in
            var request = AccountRequest(status: try call.word("status"), search: call.parameter("q"))
            request.orderID = try call.identifier("purchase_order_id", "an order's id")
            let page = try await call.answer(ListAccounts(request, page: try call.page(of: Invoice.self)))
            return .page(page, for: call, Self.accountJSON)
        }
    }

    private var showAccount: Route {
        Route(
            kind: .show, pattern: "/v1/portal/accounts/{id}", name: "showAccount", tag: "portal",
            summary: "Show one account: where it is, and before it is sent, what will become of it.", access: ShowAccount.access,
            response: Self.accountDetailsSchema
        ) { call in
            let details = try await call.answer(ShowAccount(try call.id("account")))
            return Answer(Self.json(details), version: details.account.version)
        }
    }

    private var changeAccount: Route {
        Route(
            kind: .change, pattern: "/v1/portal/accounts/{id}", name: "changeAccount", tag: "portal",
            summary: "Change a draft, or an account that the customer sent back.",
            note: "What is left out stays; lines are the complete list. 409 sent-already for what was sent.",
            access: ChangeAccount.access, body: Self.accountBody, response: Self.accountSchema,
            example: ["number": "A-2026-17", "comment": "Second parcel"]
        ) { call in
            let body = call.body
            let account = try await call.perform(
                ChangeAccount(try call.id("account"), version: try ETag.version(call.request.headers)) {
                    try Self.fill(body, &$0)
                })
            return Answer(Self.accountJSON(account), version: account.version)
        }
    }

    private var submitAccount: Route {
        Route(
            kind: .verb, pattern: "/v1/portal/accounts/{id}/submit", name: "submitAccount", tag: "portal",
            summary: "Send an account to the customer, or a disputed one again.",
            note: "It is sent once: 409 sent-already afterwards. A repeat under the same Idempotency-Key gets the first answer.",
            access: SendAccount.access, response: Self.accountSchema, takesIfMatch: true
        ) { call in
            let account = try await call.perform(
                SendAccount(try call.id("account"), version: try ETag.version(call.request.headers)))
            return Answer(Self.accountJSON(account), version: account.version)
        }
    }

    private var withdrawAccount: Route {
        Route(
            kind: .verb, pattern: "/v1/portal/accounts/{id}/withdraw", name: "withdrawAccount", tag: "portal",
            summary: "Take an account back that was not accepted yet, or throw a draft away.", access: WithdrawAccount.access,
            body: .object([.optional("reason", .nullable(.text))]), response: Self.accountSchema,
            example: ["reason": "Billed twice"], takesIfMatch: true
        ) { call in
            let account = try await call.perform(
                WithdrawAccount(
                    try call.id("account"), reason: try call.body.optionalString("reason"),
                    version: try ETag.version(call.request.headers)))
            return Answer(Self.accountJSON(account), version: account.version)
        }
    }

    private var accountPaper: Route {
        let press = press
        return Route(
            kind: .file, pattern: "/v1/portal/accounts/{id}/document", name: "downloadAccount", tag: "portal",
            summary: "Download an account as PDF.", access: ShowAccountPaper.access, response: .text,
            fileTypes: ["application/pdf"]
        ) { call in
            let sheet = try await press.invoice(try await call.answer(ShowAccountPaper(try call.id("account"))))
            return .file(sheet.name, sheet.octets, version: sheet.version)
        }
    }

    // MARK: Documents

    private static let documentSchema = Schema.named(
        "AccountDocument",
        .object([
            .required("id", .text), .required("name", .text), .required("media_type", .text), .required("size", .integer()),
        ]))

    private var addDocument: Route {
        var route = Route(
            kind: .create, pattern: "/v1/portal/accounts/{id}/documents", name: "createAccountDocument", tag: "portal",
            summary: "Attach a PDF or a picture to an account that can still be changed.",
            note: "At most 25 MB, told by what the octets are and not by the name. The same octets again are one document.",
            access: AddAccountDocument.access,
            body: .object([.required("name", .text), .required("content", .text, "The octets in Base64 (RFC 4648 §4).")]),
            response: Self.documentSchema, example: ["name": "scan.pdf", "content": "JVBERi0xLjQKJSVFT0YK"]
        ) { call in
            guard let octets = Base64.standard.decode(try call.body.string("content")) else {
                throw Refusal.invalid("/content", "invalid", "The content is not Base64.")
            }
            let file = try await call.perform(
                AddAccountDocument(try call.id("account"), name: try call.body.string("name"), content: octets))
            return .created(Self.json(file), at: "/v1/portal/documents/\(file.id)")
        }
        // 25 MB in Base64, and a name.
        route.bodyLimit = 36 << 20
        return route
    }

    private var removeDocument: Route {
        Route(
            kind: .remove, pattern: "/v1/portal/documents/{id}", name: "deleteAccountDocument", tag: "portal",
            summary: "Take a document out of an account that can still be changed.", access: RemoveAccountDocument.access,
            response: .text
        ) { call in
            _ = try await call.perform(RemoveAccountDocument(try call.id("file")))
            return .removed
        }
    }

    private var readDocument: Route {
        Route(
            kind: .file, pattern: "/v1/portal/documents/{id}", name: "downloadAccountDocument", tag: "portal",
            summary: "Download a document of an account.", access: ReadSupplierFile.access, response: .text
        ) { call in
            let (file, content) = try await call.answer(ReadSupplierFile(try call.id("file")))
            return .file(file.name, content)
        }
    }
}
