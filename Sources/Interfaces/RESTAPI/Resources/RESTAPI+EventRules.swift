import JSON
import Procurement
import UseCases

/// Event rules: what is done by itself when something happens to a document.
extension RESTAPI {
    private static let ruleMembers: [Schema.Property] = [
        .required("name", .text),
        .required("event", .word(RuleTrigger.all.map(\.word)), "At which event of an order, an invoice or a receipt."),
        .required("action", .word(RuleAction.Kind.allCases.map(\.rawValue))),
        .optional(
            "targets", .array(.text),
            """
            notify: buyer, role:approver, user:usr_…; call_webhook: a webhook; set_coding: department=dep_… and the like; \
            assign: a user; none for sending.
            """),
        .optional("is_active", .boolean, "true when left out."),
        .optional("connection_id", .nullable(.text), "Only documents of orders over this connection."),
        .optional("from_amount", .nullable(.money), "Documents below it are left alone."),
        .optional(
            "conditions", .array(.object([.required("subject", .text), .required("values", .array(.text))])),
            "All must be met by one line: department, location, supplier, gl_account, category (the code's beginning), group, own_field:KEY."
        ),
    ]

    static let ruleSchema = Schema.named(
        "EventRule",
        .object(
            [.required("id", .text)] + ruleMembers.map { .required($0.name, $0.schema, $0.note) } + [
                .required("document", .word(RuleTrigger.Document.allCases.map(\.rawValue))),
                .required("notice", .nullable(.text), "What is to be known of its action."),
            ]))

    static func json(_ rule: EventRule) -> JSON {
        [
            "id": JSON(rule.id), "name": .string(rule.name), "event": .string(rule.trigger.word),
            "action": .string(rule.action.kind.rawValue), "targets": JSON(rule.action.targets),
            "is_active": JSON(rule.isActive), "connection_id": JSON(rule.connectionID), "from_amount": JSON(rule.fromAmount),
            "conditions": .array(
                rule.conditions.map { ["subject": .string($0.subject.word), "values": JSON($0.values)] }),
            "document": .string(rule.trigger.document.rawValue),
            "notice": JSON(rule.action.notice),
        ]
    }

    /// The given members laid over the rule.
    private static func lay(_ body: JSONObject, over rule: SaveEventRule) throws -> SaveEventRule {
        var rule = rule
        rule.name = try body.text("name", over: rule.name)
        rule.event = try body.text("event", over: rule.event)
        rule.action = try body.text("action", over: rule.action)
        rule.targets = try body.texts("targets", over: rule.targets)
        rule.isActive = try body.flag("is_active", over: rule.isActive)
        rule.connectionID = try body.text("connection_id", over: rule.connectionID)
        if body.has("from_amount") {
            rule.fromAmount = try body.optionalObject("from_amount").map { (try $0.string("amount"), try $0.string("currency")) }
        }
        if let conditions = try body.optionalObjects("conditions") {
            rule.conditions = try conditions.map { SavePolicy.Condition(try $0.string("subject"), try $0.strings("values")) }
        }
        return rule
    }

    var eventRuleRoutes: [Route] {
        let rules = RecordCollection(
            path: "event-rules", noun: "event rule", symbol: "EventRule", list: { page, _ in PageOfEventRules(page) },
            show: { ShowEventRule($0) }, id: { $0.id.text }, schema: Self.ruleSchema, json: Self.json)
        return rules.readRoutes + [
            rules.createRoute(
                .object(Self.ruleMembers),
                example: [
                    "name": "Tell approvers of large orders", "event": "purchase_order.submitted", "action": "notify",
                    "targets": ["role:approver"], "from_amount": ["amount": "5000.00", "currency": "USD"],
                ], note: "It holds at once. A rule that would set itself off without end is refused."
            ) { body in try Self.lay(body, over: SaveEventRule(name: "", event: "", action: "")) },
            rules.changeRoute(
                .object(Self.ruleMembers.map { .optional($0.name, $0.schema, $0.note) }), example: ["is_active": false]
            ) { rule, body in try Self.lay(body, over: SaveEventRule(rule)) },
            Route(
                kind: .remove, pattern: "/v1/event-rules/{id}", name: "deleteEventRule", tag: "event-rules",
                summary: "End a rule for good.", access: DeleteEventRule.access, response: Self.ruleSchema
            ) { call in
                try await call.perform(DeleteEventRule(try call.id("event rule")))
                return .removed
            },
            tryRule,
        ]
    }

    private var tryRule: Route {
        Route(
            kind: .verb, pattern: "/v1/event-rules/{id}/try", name: "tryEventRule", tag: "event-rules",
            summary: "Try a rule on a document of the past.", note: "Looks at the document as it is now. Changes nothing.",
            access: TryEventRule.access,
            body: .object([.required("document_id", .text, "Of an order or an invoice, or an order's number.")]),
            response: .named(
                "EventRuleTrial",
                .object([
                    .required("acts", .boolean), .required("reason", .text),
                    .required("action", .text, "What it does, in words."),
                ])), example: ["document_id": "po_01"]
        ) { call in
            let trial = try await call.answer(TryEventRule(try call.id("event rule"), on: try call.body.string("document_id")))
            return Answer(["acts": JSON(trial.acts), "reason": .string(trial.reason), "action": .string(trial.action)])
        }
    }
}
