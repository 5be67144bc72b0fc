import Procurement
import UseCases

/// An approval policy as its form has it: with stages and approvers that are still empty.
struct PolicyDraft: Sendable {
    /// A stage as typed.
    struct Stage: Sendable {
        var amount = "0"
        var currency: String
        var departmentID = ""
        /// Identifiers of users; empty ones are spare.
        var userIDs: [String] = []
        var roles: Set<String> = []
    }

    /// How many fields for users stand ready beyond those filled.
    static let spareUsers = 2
    /// More than this is not read, so that nobody can make the server count for ever.
    static let maximum = 100

    var name = ""
    var isActive = true
    var stages: [Stage]

    /// A new policy begins with a stage for every order.
    init(currency: String) {
        var stage = Stage(currency: currency)
        stage.roles = [Role.approver.rawValue]
        stages = [stage]
    }

    init(_ policy: ApprovalPolicy) {
        name = policy.name
        isActive = policy.isActive
        stages = policy.stages.map { stage in
            var draft = Stage(currency: stage.fromAmount.currency.code)
            draft.amount = stage.fromAmount.text
            draft.departmentID = stage.departmentID?.text ?? ""
            for approver in stage.approvers {
                switch approver {
                case .user(let id): draft.userIDs.append(id.text)
                case .role(let role): draft.roles.insert(role.rawValue)
                }
            }
            return draft
        }
    }

    init(_ form: PostedForm) {
        let values = form.values
        name = values["name"] ?? ""
        isActive = values["active"] != nil
        stages = []
        for index in 0..<Self.maximum {
            guard let amount = values[Self.field(index, "from_amount.amount")] else { break }
            var stage = Stage(currency: form.text(Self.field(index, "from_amount.currency")) ?? "")
            stage.amount = amount
            stage.departmentID = values[Self.field(index, "department_id")] ?? ""
            stage.userIDs = (0..<Self.maximum).map { values[Self.userField(index, $0)] ?? "" }.filter { !$0.isEmpty }
            stage.roles = Set(Role.allCases.map(\.rawValue).filter { values[Self.roleField(index, $0)] != nil })
            stages.append(stage)
        }
    }

    static func field(_ stage: Int, _ name: String) -> String { "stages.\(stage).\(name)" }
    static func userField(_ stage: Int, _ index: Int) -> String { field(stage, "approvers.\(index).user_id") }
    static func roleField(_ stage: Int, _ role: String) -> String { field(stage, "roles.\(role)") }

    /// What is saved.
    func command(id: Identifier<ApprovalPolicy>?) -> SavePolicy {
        SavePolicy(
            id: id, name: name, isActive: isActive,
            stages: stages.map { stage in
                .init(
                    fromAmount: stage.amount, currency: stage.currency,
                    departmentID: stage.departmentID.isEmpty ? nil : stage.departmentID, userIDs: stage.userIDs,
                    roles: stage.roles.sorted())
            })
    }

    /// The values of the form's fields.
    var values: [String: String] {
        var values = ["name": name]
        if isActive { values["active"] = "on" }
        for (index, stage) in stages.enumerated() {
            values[Self.field(index, "from_amount.amount")] = stage.amount
            values[Self.field(index, "from_amount.currency")] = stage.currency
            values[Self.field(index, "department_id")] = stage.departmentID
            for (number, userID) in stage.userIDs.enumerated() { values[Self.userField(index, number)] = userID }
            for role in stage.roles { values[Self.roleField(index, role)] = "on" }
        }
        return values
    }
}
