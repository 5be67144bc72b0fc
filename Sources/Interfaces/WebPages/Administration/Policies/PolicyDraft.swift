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
        var relations: Set<String> = []
        /// `any`, `all`, or a number.
        var quorum = "any"
        /// `subject=value`, one a line.
        var conditions = ""
        /// Hours as typed; empty for never.
        var remindAfter = ""
        var escalateAfter = ""
        var expireAfter = ""

        /// One condition a line; further values of one subject stand on further lines.
        var conditionList: [SavePolicy.Condition] {
            var list: [SavePolicy.Condition] = []
            for line in conditions.split(whereSeparator: \.isNewline) where !line.allSatisfy(\.isWhitespace) {
                let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(Self.trimmed)
                let values = parts.count == 2 ? [parts[1]] : []
                if let last = list.last, last.subject == parts[0] {
                    list[list.count - 1].values += values
                } else {
                    list.append(SavePolicy.Condition(parts[0], values))
                }
            }
            return list
        }

        /// Blanks around what was typed mean nothing.
        private static func trimmed(_ text: Substring) -> String {
            String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
        }
    }

    static let relations = [
        ("manager", "The buyer's manager"), ("department_head", "The department's head"), ("budget_owner", "The budget's owner"),
    ]

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
                default: draft.relations.insert(approver.word)
                }
            }
            draft.quorum = stage.quorum.word
            draft.conditions = stage.conditions.filter { stage.departmentID == nil || $0.subject != .department }.flatMap {
                condition in
                condition.values.isEmpty
                    ? [condition.subject.word] : condition.values.map { "\(condition.subject.word)=\($0)" }
            }.joined(separator: "\n")
            draft.remindAfter = stage.timing.remindAfter.map(String.init) ?? ""
            draft.escalateAfter = stage.timing.escalateAfter.map(String.init) ?? ""
            draft.expireAfter = stage.timing.expireAfter.map(String.init) ?? ""
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
            stage.relations = Set(Self.relations.map(\.0).filter { values[Self.field(index, "relations.\($0)")] != nil })
            stage.quorum = form.text(Self.field(index, "quorum")) ?? "any"
            stage.conditions = values[Self.field(index, "conditions")] ?? ""
            stage.remindAfter = form.text(Self.field(index, "remind_after")) ?? ""
            stage.escalateAfter = form.text(Self.field(index, "escalate_after")) ?? ""
            stage.expireAfter = form.text(Self.field(index, "expire_after")) ?? ""
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
                var made = SavePolicy.Stage(
                    fromAmount: stage.amount, currency: stage.currency,
                    departmentID: stage.departmentID.isEmpty ? nil : stage.departmentID, userIDs: stage.userIDs,
                    roles: stage.roles.sorted())
                made.relations = stage.relations.sorted()
                made.quorum = stage.quorum
                made.conditions = stage.conditionList
                // What is no number is refused with the field named.
                func hours(_ text: String) -> Int? { text.isEmpty ? nil : Int(text) ?? 0 }
                made.timing = ApprovalTiming(
                    remindAfter: hours(stage.remindAfter), escalateAfter: hours(stage.escalateAfter),
                    expireAfter: hours(stage.expireAfter))
                return made
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
            for relation in stage.relations { values[Self.field(index, "relations.\(relation)")] = "on" }
            values[Self.field(index, "quorum")] = stage.quorum
            values[Self.field(index, "conditions")] = stage.conditions
            values[Self.field(index, "remind_after")] = stage.remindAfter
            values[Self.field(index, "escalate_after")] = stage.escalateAfter
            values[Self.field(index, "expire_after")] = stage.expireAfter
        }
        return values
    }
}
