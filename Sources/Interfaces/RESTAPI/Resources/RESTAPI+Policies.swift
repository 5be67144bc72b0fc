import JSON
import Procurement
import UseCases

extension RESTAPI {
    private static let stageSchema = Schema.object([
        .required("from_amount", .money, "Orders below it do not need the stage."),
        .optional("department_id", .nullable(.text), "Only for orders with a line coded to it."),
        .required(
            "approvers", .array(.object([.optional("user_id", .text), .optional("role", roleSchema)])),
            "Any one of them decides. Each is a user or everybody with a role."),
    ])

    private static let policyMembers: [Schema.Property] = [
        .required("name", .text),
        .optional("is_active", .boolean, "true when left out."),
        .required("stages", .array(stageSchema), "In their order; the complete list."),
    ]

    static let policySchema = Schema.named(
        "ApprovalPolicy",
        .object([.required("id", .text)] + policyMembers.map { .required($0.name, $0.schema, $0.note) }))

    static func json(_ policy: ApprovalPolicy) -> JSON {
        [
            "id": JSON(policy.id), "name": .string(policy.name), "is_active": JSON(policy.isActive),
            "stages": .array(
                policy.stages.map { stage in
                    [
                        "from_amount": JSON(stage.fromAmount), "department_id": JSON(stage.departmentID),
                        "approvers": .array(
                            stage.approvers.map { approver in
                                switch approver {
                                case .user(let id): ["user_id": JSON(id)]
                                case .role(let role): ["role": .string(role.rawValue)]
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
            for approver in try stage.objects("approvers") {
                let user = try approver.optionalString("user_id")
                let role = try approver.optionalString("role")
                guard (user == nil) != (role == nil) else {
                    throw JSONFieldError(pointer: approver.pointer, problem: "needs either user_id or role")
                }
                users += [user].compactMap(\.self)
                roles += [role].compactMap(\.self)
            }
            return SavePolicy.Stage(
                fromAmount: try amount.string("amount"), currency: try amount.string("currency"),
                departmentID: try stage.optionalString("department_id"), userIDs: users, roles: roles)
        }
    }

    private static func stages(_ policy: ApprovalPolicy) -> [SavePolicy.Stage] {
        policy.stages.map { stage in
            SavePolicy.Stage(
                fromAmount: stage.fromAmount.text, currency: stage.fromAmount.currency.code,
                departmentID: stage.departmentID?.text,
                userIDs: stage.approvers.compactMap { if case .user(let id) = $0 { id.text } else { nil } },
                roles: stage.approvers.compactMap { if case .role(let role) = $0 { role.rawValue } else { nil } })
        }
    }

    var policyRoutes: [Route] {
        let policies = Collection(
            path: "approval-policies", noun: "approval policy", symbol: "ApprovalPolicy", question: ListPolicies(),
            items: { $0 }, id: { $0.id.text }, schema: Self.policySchema, json: Self.json)
        return policies.readRoutes + [
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
                    stages: try Self.stages(body) ?? [])
            },
            policies.changeRoute(
                .object(Self.policyMembers.map { .optional($0.name, $0.schema, $0.note) }), example: ["is_active": false]
            ) { policy, body in
                SavePolicy(
                    id: policy.id, name: try body.text("name", over: policy.name),
                    isActive: try body.optionalBool("is_active") ?? policy.isActive,
                    stages: try Self.stages(body) ?? Self.stages(policy))
            },
        ]
    }
}
