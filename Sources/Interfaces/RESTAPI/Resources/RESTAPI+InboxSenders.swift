import JSON
import Procurement
import UseCases

extension RESTAPI {
    private static let senderSchema = Schema.named(
        "InboxSender",
        .object([
            .required("id", .text), .required("sender", .text, "An address, or all of a domain."),
            .required("action", .word(InboxSenderRule.Action.allCases.map(\.rawValue))),
            .required("supplier_id", .nullable(.text), "Whose documents these are."), .required("is_active", .boolean),
        ]))

    private static func json(_ rule: InboxSenderRule) -> JSON {
        [
            "id": JSON(rule.id), "sender": .string(rule.sender), "action": .string(rule.action.rawValue),
            "supplier_id": JSON(rule.supplierID), "is_active": JSON(rule.isActive),
        ]
    }

    private static let keySchema = Schema.named(
        "SupplierKey",
        .object([
            .required("id", .text), .required("kind", .word(SupplierKey.Kind.allCases.map(\.rawValue))),
            .required("value", .text, "Capitals, without blanks and points."), .required("supplier_id", .text),
        ]))

    private static func json(_ key: SupplierKey) -> JSON {
        [
            "id": JSON(key.id), "kind": .string(key.kind.rawValue), "value": .string(key.value),
            "supplier_id": JSON(key.supplierID),
        ]
    }

    private static func action(_ body: JSONObject, over present: InboxSenderRule.Action?) throws -> InboxSenderRule.Action {
        guard let word = try body.optionalString("action") else { return present ?? .accept }
        guard let action = InboxSenderRule.Action(rawValue: word) else {
            throw body.error(
                "action", "must be one of \(InboxSenderRule.Action.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return action
    }

    /// Rules for senders, and the numbers by which suppliers call themselves.
    var inboxSenderRoutes: [Route] {
        let senders = RecordCollection(
            path: "inbox-senders", noun: "rule for a sender of the invoice inbox", symbol: "InboxSender",
            list: { page, _ in ListInboxSenders(page: page) }, show: { ShowInboxSender($0) }, id: { $0.id.text },
            schema: Self.senderSchema, json: { Self.json($0) })
        let action = Schema.word(InboxSenderRule.Action.allCases.map(\.rawValue))
        let more: [Schema.Property] = [
            .optional("supplier_id", .nullable(.identifier("sup")), "Whose documents these are."),
            .optional("is_active", .boolean),
        ]
        let keys = RecordCollection(
            path: "supplier-keys", noun: "number of a supplier", symbol: "SupplierKey",
            list: { page, _ in ListSupplierKeys(page: page) }, show: { ShowSupplierKey($0) }, id: { $0.id.text },
            schema: Self.keySchema, json: { Self.json($0) })
        return senders.readRoutes + [
            senders.createRoute(
                .object([.required("sender", .text, "ar@example.com, or example.com."), .required("action", action)] + more),
                example: ["sender": "billing.example.com", "action": "accept", "supplier_id": "sup_01"],
                note: "Structured documents of a sender with a supplier become invoices by themselves when they fit an order."
            ) { body in
                SaveInboxSender(
                    sender: try body.string("sender"), action: try Self.action(body, over: nil),
                    supplierID: try body.optionalString("supplier_id"), isActive: try body.optionalBool("is_active") ?? true)
            },
            senders.changeRoute(
                .object([.optional("sender", .text), .optional("action", action)] + more), example: ["action": "quarantine"]
            ) { rule, body in
                SaveInboxSender(
                    rule.id, sender: try body.text("sender", over: rule.sender), action: try Self.action(body, over: rule.action),
                    supplierID: try body.text("supplier_id", over: rule.supplierID?.text),
                    isActive: try body.optionalBool("is_active") ?? rule.isActive)
            },
            Route(
                kind: .remove, pattern: "/v1/inbox-senders/{id}", name: "deleteInboxSender", tag: "inbox-senders",
                summary: "Forget a rule.", access: DeleteInboxSender.access, response: Self.senderSchema
            ) { call in
                try await call.perform(DeleteInboxSender(try call.id("sender rule")))
                return .removed
            },
        ] + keys.readRoutes + [
            keys.createRoute(
                .object([
                    .required("kind", .word(SupplierKey.Kind.allCases.map(\.rawValue))), .required("value", .text),
                    .required("supplier_id", .identifier("sup")),
                ]), example: ["kind": "vat", "value": "DE123456789", "supplier_id": "sup_01"],
                note: "They are learnt, too: when a person posts a document, its seller's numbers are the supplier's."
            ) { body in
                let word = try body.string("kind")
                guard let kind = SupplierKey.Kind(rawValue: word) else { throw body.error("kind", "is not known") }
                return AddSupplierKey(kind, try body.string("value"), of: try body.string("supplier_id"))
            },
            Route(
                kind: .remove, pattern: "/v1/supplier-keys/{id}", name: "deleteSupplierKey", tag: "supplier-keys",
                summary: "Forget a number.", access: DeleteSupplierKey.access, response: Self.keySchema
            ) { call in
                try await call.perform(DeleteSupplierKey(try call.id("supplier's number")))
                return .removed
            },
        ]
    }
}
