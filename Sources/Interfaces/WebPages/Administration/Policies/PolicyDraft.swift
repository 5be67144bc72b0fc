import HTML
import Procurement
import UseCases

/// An approval policy as its form has it: with stages and approvers that are still empty.
struct PolicyDraft: Sendable {
    /// A stage as typed.
    struct Stage: Sendable {
        var amount = "0"
        var currency: String
        /// Identifiers of users; empty ones are spare.
        var userIDs: [String] = []
        var roles: Set<String> = []
        var relations: Set<String> = []
        /// `any`, `all`, or a number.
        var quorum = "any"
        /// Values by the word of their subject; empty ones are spare.
        var conditions: [String: [String]] = [:]
        var isOverBudget = false
        var isSplit = false
        /// Hours as typed; empty for never.
        var remindAfter = ""
        var escalateAfter = ""
        var expireAfter = ""

        /// What was chosen, in the order of the subjects.
        var conditionList: [SavePolicy.Condition] {
            let chosen = conditions.mapValues { $0.filter { !$0.allSatisfy(\.isWhitespace) } }.filter { !$0.value.isEmpty }
            return chosen.sorted { $0.key < $1.key }.map { SavePolicy.Condition($0.key, $0.value) }
                + (isOverBudget ? [SavePolicy.Condition("over_budget", [])] : [])
                + (isSplit ? [SavePolicy.Condition("split_purchase", [])] : [])
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
    /// The word of what it asks about.
    var document = ApprovalPolicy.Document.purchaseOrder.rawValue
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
        document = policy.document.rawValue
        stages = policy.stages.map { stage in
            var draft = Stage(currency: stage.fromAmount.currency.code)
            draft.amount = stage.fromAmount.text
            for approver in stage.approvers {
                switch approver {
                case .user(let id): draft.userIDs.append(id.text)
                case .role(let role): draft.roles.insert(role.rawValue)
                default: draft.relations.insert(approver.word)
                }
            }
            draft.quorum = stage.quorum.word
            for condition in stage.conditions where !condition.subject.standsAlone {
                draft.conditions[condition.subject.word, default: []] += condition.values
            }
            draft.isOverBudget = stage.conditions.contains { $0.subject == .overBudget }
            draft.isSplit = stage.conditions.contains { $0.subject == .splitPurchase }
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
        document = values["document"] ?? document
        stages = []
        for index in 0..<Self.maximum {
            guard let amount = values[Self.field(index, "from_amount.amount")] else { break }
            var stage = Stage(currency: form.text(Self.field(index, "from_amount.currency")) ?? "")
            stage.amount = amount
            stage.userIDs = (0..<Self.maximum).map { values[Self.userField(index, $0)] ?? "" }.filter { !$0.isEmpty }
            stage.roles = Set(Role.allCases.map(\.rawValue).filter { values[Self.roleField(index, $0)] != nil })
            stage.relations = Set(Self.relations.map(\.0).filter { values[Self.field(index, "relations.\($0)")] != nil })
            stage.quorum = form.text(Self.field(index, "quorum")) ?? "any"
            stage.conditions = Self.conditions(of: index, in: form)
            stage.isOverBudget = values[Self.field(index, "over_budget")] != nil
            stage.isSplit = values[Self.field(index, "split_purchase")] != nil
            stage.remindAfter = form.text(Self.field(index, "remind_after")) ?? ""
            stage.escalateAfter = form.text(Self.field(index, "escalate_after")) ?? ""
            stage.expireAfter = form.text(Self.field(index, "expire_after")) ?? ""
            stages.append(stage)
        }
    }

    /// The fields `stages.0.conditions.supplier.1`, by subject and in their order.
    private static func conditions(of stage: Int, in form: PostedForm) -> [String: [String]] {
        let prefix = field(stage, "conditions.")
        var found: [String: [String]] = [:]
        for field in form.fields.prefix(5000) where field.name.hasPrefix(prefix) && !field.value.isEmpty {
            let parts = field.name.dropFirst(prefix.count).split(separator: ".")
            if parts.count == 2, Int(parts[1]) != nil { found[String(parts[0]), default: []].append(field.value) }
        }
        return found
    }

    static func conditionField(_ stage: Int, _ subject: String, _ index: Int) -> String {
        field(stage, "conditions.\(subject).\(index)")
    }

    static func field(_ stage: Int, _ name: String) -> String { "stages.\(stage).\(name)" }
    static func userField(_ stage: Int, _ index: Int) -> String { field(stage, "approvers.\(index).user_id") }
    static func roleField(_ stage: Int, _ role: String) -> String { field(stage, "roles.\(role)") }

    /// What is saved.
    func command(id: Identifier<ApprovalPolicy>?) -> SavePolicy {
        SavePolicy(
            id: id, name: name, isActive: isActive,
            document: ApprovalPolicy.Document(rawValue: document) ?? .purchaseOrder,
            stages: stages.map { stage in
                var made = SavePolicy.Stage(
                    fromAmount: stage.amount, currency: stage.currency,
                    departmentID: nil, userIDs: stage.userIDs,
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
        var values = ["name": name, "document": document]
        if isActive { values["active"] = "on" }
        for (index, stage) in stages.enumerated() {
            values[Self.field(index, "from_amount.amount")] = stage.amount
            values[Self.field(index, "from_amount.currency")] = stage.currency
            for (number, userID) in stage.userIDs.enumerated() { values[Self.userField(index, number)] = userID }
            for role in stage.roles { values[Self.roleField(index, role)] = "on" }
            for relation in stage.relations { values[Self.field(index, "relations.\(relation)")] = "on" }
            values[Self.field(index, "quorum")] = stage.quorum
            for (subject, chosen) in stage.conditions {
                for (number, value) in chosen.enumerated() { values[Self.conditionField(index, subject, number)] = value }
            }
            if stage.isOverBudget { values[Self.field(index, "over_budget")] = "on" }
            if stage.isSplit { values[Self.field(index, "split_purchase")] = "on" }
            values[Self.field(index, "remind_after")] = stage.remindAfter
            values[Self.field(index, "escalate_after")] = stage.escalateAfter
            values[Self.field(index, "expire_after")] = stage.expireAfter
        }
        return values
    }
}

extension PolicyDraft {
    /// Problems of conditions beside the fields that they are about: `stages.0.conditions.1.values.0` is the first value of the
    /// second condition.
    func placed(_ problems: [FormState.Problem]) -> [FormState.Problem] {
        problems.map { problem in
            let parts = problem.field.split(separator: ".").map(String.init)
            guard parts.count >= 4, parts[0] == "stages", parts[2] == "conditions", let stage = Int(parts[1]),
                let condition = Int(parts[3]), stages.indices.contains(stage)
            else { return problem }
            let list = stages[stage].conditionList
            guard list.indices.contains(condition) else { return problem }
            let number = parts.count >= 6 ? Int(parts[5]) ?? 0 : 0
            return FormState.Problem(Self.conditionField(stage, list[condition].subject, number), problem.message)
        }
    }
}
