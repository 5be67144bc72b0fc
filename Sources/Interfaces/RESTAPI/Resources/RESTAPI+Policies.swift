import JSON
import Procurement
import UseCases

extension RESTAPI {
    private static let stageSchema = Schema.object([
        .required("from_amount", .money, "Orders below it do not need the stage."),
        .optional("department_id", .nullable(.text), "Only for orders with a line coded to it."),
        .required(
            "approvers",
            .array(
                .object([
                    .optional("user_id", .text), .optional("role", roleSchema),
                    .optional("relation", .word(["manager", "department_head", "budget_owner"])),
                ])), "Each is a user, everybody with a role, or who stands in a relation to the order."),
        .optional("quorum", .text, "How many of them have to approve: any (when left out), all, or a number."),
        .optional(
            "conditions",
            .array(.object([.required("subject", .text), .optional("values", .array(.text))])),
            "All must be met by one line: department, location, supplier, gl_account, category (the code's beginning), group, own_field:KEY, over_budget, split_purchase (settings split_purchase.*); the last two have no values."
        ),
        .optional("remind_after", .nullable(.integer(minimum: 1)), "Hours; repeated."),
        .optional(
            "escalate_after", .nullable(.integer(minimum: 1)),
            "Hours until the approver's manager or an administrator may decide, too."),
        .optional("expire_after", .nullable(.integer(minimum: 1)), "Hours until the request lapses."),
    ])

    private static let policyMembers: [Schema.Property] = [
        .required("name", .text),
        .optional("is_active", .boolean, "true when left out."),
        .optional(
            "document", .word(ApprovalPolicy.Document.allCases.map(\.rawValue)),
            "What it asks about: purchase_order when left out, or invoice."),
        .required("stages", .array(stageSchema), "In their order; the complete list."),
    ]

    static let policySchema = Schema.named(
        "ApprovalPolicy",
        .object([.required("id", .text)] + policyMembers.map { .required($0.name, $0.schema, $0.note) }))

    static func json(_ policy: ApprovalPolicy) -> JSON {
        [
            "id": JSON(policy.id), "name": .string(policy.name), "is_active": JSON(policy.isActive),
            "document": .string(policy.document.rawValue),
            "stages": .array(
                policy.stages.map { stage in
                    [
                        "from_amount": JSON(stage.fromAmount), "department_id": JSON(stage.departmentID),
                        "quorum": .string(stage.quorum.word),
                        "remind_after": stage.timing.remindAfter.map { JSON($0) } ?? .null,
                        "escalate_after": stage.timing.escalateAfter.map { JSON($0) } ?? .null,
                        "expire_after": stage.timing.expireAfter.map { JSON($0) } ?? .null,
                        "conditions": .array(
                            Self.furtherConditions(of: stage).map {
                                ["subject": .string($0.subject.word), "values": JSON($0.values)]
                            }),
                        "approvers": .array(
                            stage.approvers.map { approver in
                                switch approver {
                                case .user(let id): ["user_id": JSON(id)]
                                case .role(let role): ["role": .string(role.rawValue)]
                                default: ["relation": .string(approver.word)]
                                }
                            }),
                    ]
                }),
        ]
    }

    private static func stages(_ body: JSONObject) throws -> [SavePolicy.Stage]? {
        try body.optionalObjects("stages")?.map { stage in
            let amount = try stage.object("from_amount")
            var users: [String] = []
            var roles: [String] = []
            var relations: [String] = []
            for approver in try stage.objects("approvers") {
                let user = try approver.optionalString("user_id")
                let role = try approver.optionalString("role")
                let relation = try approver.optionalString("relation")
                guard [user, role, relation].count(where: { $0 != nil }) == 1 else {
                    throw JSONFieldError(pointer: approver.pointer, problem: "needs one of user_id, role and relation")
                }
                relations += [relation].compactMap(\.self)
                users += [user].compactMap(\.self)
                roles += [role].compactMap(\.self)
            }
            var made = SavePolicy.Stage(
                fromAmount: try amount.string("amount"), currency: try amount.string("currency"),
                departmentID: try stage.optionalString("department_id"), userIDs: users, roles: roles)
            made.relations = relations
            made.quorum = try stage.optionalString("quorum") ?? "any"
            made.conditions = try (stage.optionalObjects("conditions") ?? []).map {
                SavePolicy.Condition(try $0.string("subject"), try $0.optionalStrings("values") ?? [])
            }
            made.timing = ApprovalTiming(
                remindAfter: try stage.optionalInteger("remind_after"),
                escalateAfter: try stage.optionalInteger("escalate_after"),
                expireAfter: try stage.optionalInteger("expire_after"))
            return made
        }
    }

    private static func document(_ body: JSONObject) throws -> ApprovalPolicy.Document? {
        try body.optionalString("document").map { word in
            guard let document = ApprovalPolicy.Document(rawValue: word) else {
                throw body.error("document", "must be purchase_order or invoice")
            }
            return document
        }
    }

    private static func stages(_ policy: ApprovalPolicy) -> [SavePolicy.Stage] {
        policy.stages.map { stage in
            SavePolicy.Stage(stage)
        }
    }

    /// Those that are not told by `department_id`.
    private static func furtherConditions(of stage: ApprovalPolicy.Stage) -> [ApprovalCondition] {
        stage.departmentID == nil
            ? stage.conditions : stage.conditions.filter { $0.subject != .department }
    }

    /// Tries a policy on orders of the past.
    private var tryPolicy: Route {
        Route(
            kind: .verb, pattern: "/v1/approval-policies/try", name: "tryApprovalPolicy", tag: "approval-policies",
            summary: "Try a policy on past orders before saving it.",
            note: "Says how many it would have touched and by how much they would have been later. Changes nothing.",
            access: TryPolicy.access, body: .object(Self.policyMembers),
            response: .named(
                "PolicyTrial",
                .object([
                    .required("orders", .integer(), "How many were looked at."), .required("touched", .integer()),
                    .required("blocked", .integer(), "Orders that nobody could have approved."),
                    .required("median_extra_hours", .nullable(.text), "null while nobody has decided anything."),
                    .required(
                        "examples",
                        .array(
                            .object([
                                .required("purchase_order_id", .text), .required("number", .nullable(.text)),
                                .required("total", .nullable(.money)), .required("stages", .array(.text)),
                            ]))),
                ])),
            example: [
                "name": "Large",
                "stages": [["from_amount": ["amount": "100.00", "currency": "USD"], "approvers": [["role": "approver"]]]],
            ]
        ) { call in
            let trial = try await call.answer(
                TryPolicy(
                    SavePolicy(
                        name: try call.body.string("name"), document: try Self.document(call.body) ?? .purchaseOrder,
                        stages: try Self.stages(call.body) ?? [])))
            return Answer([
                "orders": JSON(trial.orders), "touched": JSON(trial.touched), "blocked": JSON(trial.blocked),
                "median_extra_hours": JSON(trial.hoursText),
                "examples": .array(
                    trial.examples.map {
                        [
                            "purchase_order_id": JSON($0.orderID), "number": JSON($0.number), "total": JSON($0.total),
                            "stages": JSON($0.stages),
                        ]
                    }),
            ])
        }
    }

    var policyRoutes: [Route] {
        let policies = RecordCollection(
            path: "approval-policies", noun: "approval policy", symbol: "ApprovalPolicy",
            list: { page, _ in BrowsePolicies(page) },
            show: { ShowPolicy($0) }, id: { $0.id.text }, schema: Self.policySchema, json: Self.json)
        return policies.readRoutes + [
            tryPolicy,
            policies.createRoute(
                .object(Self.policyMembers),
                example: [
                    "name": "All",
                    "stages": [
                        ["from_amount": ["amount": "0.00", "currency": "USD"], "approvers": [["user_id": "usr_01"]]]
                    ],
                ]
            ) { body in
                SavePolicy(
                    name: try body.string("name"), isActive: try body.optionalBool("is_active") ?? true,
                    document: try Self.document(body) ?? .purchaseOrder,
                    stages: try Self.stages(body) ?? [])
            },
            policies.changeRoute(
                .object(Self.policyMembers.map { .optional($0.name, $0.schema, $0.note) }), example: ["is_active": false]
            ) { policy, body in
                SavePolicy(
                    id: policy.id, name: try body.text("name", over: policy.name),
                    isActive: try body.optionalBool("is_active") ?? policy.isActive,
                    document: try Self.document(body) ?? policy.document,
                    stages: try Self.stages(body) ?? Self.stages(policy))
            },
        ]
    }
}
