package import Procurement
import ProcurementStore

/// A new approval policy, or with `id` a changed one. Orders already submitted keep the plan they were shown.
package struct SavePolicy: Command {
    package static let access = Access.roles(scope: "approval-policies.write")

    /// A condition as it came: the subject's word and its values.
    package struct Condition: Sendable {
        package var subject: String
        package var values: [String]

        package init(_ subject: String, _ values: [String]) {
            self.subject = subject
            self.values = values
        }
    }

    package struct Stage: Sendable {
        package var fromAmount: String
        package var currency: String
        package var departmentID: String?
        /// Identifiers of users.
        package var userIDs: [String]
        /// Words of roles.
        package var roles: [String]
        /// `manager`, `department_head`, `budget_owner`.
        package var relations: [String] = []
        package var conditions: [Condition] = []
        /// `any`, `all`, or how many.
        package var quorum = "any"
        /// Hours.
        package var timing = ApprovalTiming()

        package init(fromAmount: String, currency: String, departmentID: String?, userIDs: [String], roles: [String]) {
            self.fromAmount = fromAmount
            self.currency = currency
            self.departmentID = departmentID
            self.userIDs = userIDs
            self.roles = roles
        }

        /// A stored stage as it would be typed.
        package init(_ stage: ApprovalPolicy.Stage) {
            self.init(
                fromAmount: stage.fromAmount.text, currency: stage.fromAmount.currency.code, departmentID: nil, userIDs: [],
                roles: [])
            for approver in stage.approvers {
                switch approver {
                case .user(let id): userIDs.append(id.text)
                case .role(let role): roles.append(role.rawValue)
                default: relations.append(approver.word)
                }
            }
            conditions = stage.conditions.map { Condition($0.subject.word, $0.values) }
            quorum = stage.quorum.word
            timing = stage.timing
        }
    }

    package var id: Identifier<ApprovalPolicy>?
    package var name: String
    package var isActive: Bool
    package var document: ApprovalPolicy.Document
    package var stages: [Stage]

    package init(
        id: Identifier<ApprovalPolicy>? = nil, name: String, isActive: Bool = true,
        document: ApprovalPolicy.Document = .purchaseOrder, stages: [Stage]
    ) {
        self.id = id
        self.name = name
        self.isActive = isActive
        self.document = document
        self.stages = stages
    }

    package func perform(in work: UnitOfWork) throws -> ApprovalPolicy {
        if let id { _ = try work.need(try work.store.policy(id), "approval policy") }
        let policy = try checked(in: work, id: id ?? work.newID())
        try work.store.save(policy)
        try work.record(
            id == nil ? .recordCreated : .recordChanged, policy.id,
            [
                ("name", policy.name), ("stages", String(policy.stages.count)), ("active", isActive ? "yes" : "no"),
                ("document", document.rawValue),
            ])
        return policy
    }

    /// The policy that was asked for, or every problem with it.
    func checked(in work: some Workspace, id: Identifier<ApprovalPolicy>) throws -> ApprovalPolicy {
        var checks = FieldChecks()
        let name = checks.text(name, "/name", "The name")
        if stages.isEmpty { checks.add("/stages", "required", "A policy needs at least one stage.") }
        if stages.count > 50 { checks.add("/stages", "too-many", "A policy has at most 50 stages.") }
        var resolved: [ApprovalPolicy.Stage] = []
        for (index, stage) in stages.enumerated() {
            if let stage = try resolve(stage, "/stages/\(index)", in: work, &checks) { resolved.append(stage) }
        }
        try checks.finish()
        return ApprovalPolicy(id: id, name: name, isActive: isActive, document: document, stages: resolved)
    }

    private func resolve(
        _ stage: Stage, _ pointer: String, in work: some Workspace, _ checks: inout FieldChecks
    ) throws -> ApprovalPolicy.Stage? {
        let amount = checks.money(stage.fromAmount, stage.currency, "\(pointer)/from_amount")
        let department = try checks.reference(stage.departmentID, "\(pointer)/department_id", "department", work.store.department)
        let approvers = try approvers(of: stage, pointer, in: work, &checks)
        let quorum = ApprovalPolicy.Quorum(word: stage.quorum)
        if quorum == nil {
            checks.add("\(pointer)/quorum", "invalid", "Write any, all, or how many have to approve, from 1 to 99.")
        }
        let named = stage.userIDs.count
        if case .count(let count)? = quorum, stage.roles.isEmpty, stage.relations.isEmpty, count > named {
            checks.add("\(pointer)/quorum", "invalid", "The stage needs \(count) approvals and names only \(named) people.")
        }
        for (name, hours) in [
            ("remind_after", stage.timing.remindAfter), ("escalate_after", stage.timing.escalateAfter),
            ("expire_after", stage.timing.expireAfter),
        ] {
            if let hours, !(1...8760).contains(hours) {
                checks.add("\(pointer)/\(name)", "invalid", "Write whole hours from 1 to 8760, or leave it out.")
            }
        }
        let conditions = try checks.conditions(stage.conditions, "\(pointer)/conditions", in: work)
        return amount.map {
            ApprovalPolicy.Stage(
                fromAmount: $0, departmentID: department, conditions: conditions, approvers: approvers, quorum: quorum ?? .any,
                timing: stage.timing)
        }
    }

    private func approvers(
        of stage: Stage, _ pointer: String, in work: some Workspace, _ checks: inout FieldChecks
    ) throws -> [ApprovalPolicy.Approver] {
        var approvers: [ApprovalPolicy.Approver] = []
        for (index, userID) in stage.userIDs.enumerated() {
            let place = "\(pointer)/approvers/\(index)/user_id"
            guard let id = try checks.reference(userID, place, "user", work.store.user) else { continue }
            if let user = try work.store.user(id), !user.isActive, isActive {
                checks.add(
                    place, "inactive", "\(user.name) is not active any more. Name somebody else, or reactivate them first.")
            }
            if approvers.contains(.user(id)) { checks.add(place, "duplicate", "Nobody can be named twice in one stage.") }
            approvers.append(.user(id))
        }
        for word in stage.roles {
            if let role = Role(rawValue: word) {
                approvers.append(.role(role))
            } else {
                checks.add("\(pointer)/approvers", "invalid", "“\(word)” is not a role.")
            }
        }
        for word in stage.relations {
            if let approver = ApprovalPolicy.Approver(word: word), !word.contains(":") {
                approvers.append(approver)
            } else {
                checks.add("\(pointer)/approvers", "invalid", "“\(word)” is not manager, department_head or budget_owner.")
            }
        }
        if stage.userIDs.isEmpty, stage.roles.isEmpty, stage.relations.isEmpty {
            checks.add("\(pointer)/approvers", "required", "A stage needs at least one approver.")
        }
        return approvers
    }
}

extension FieldChecks {
    /// Conditions of a stage or a rule, each problem beside its own.
    mutating func conditions(
        _ list: [SavePolicy.Condition], _ pointer: String, in work: some Workspace
    ) throws -> [ApprovalCondition] {
        var conditions: [ApprovalCondition] = []
        for (index, condition) in list.enumerated() {
            let place = "\(pointer)/\(index)"
            guard let subject = ApprovalCondition.Subject(word: condition.subject) else {
                add("\(place)/subject", "invalid", "“\(condition.subject)” is nothing that a rule can ask for.")
                continue
            }
            if subject.standsAlone != condition.values.isEmpty {
                add(
                    "\(place)/values", condition.values.isEmpty ? "required" : "invalid",
                    condition.values.isEmpty ? "Choose at least one value." : "\(subject.label) takes no values.")
            }
            if case .ownField(let key) = subject, try !work.setUp().ownFields.contains(where: { $0.key == key }) {
                add(
                    "\(place)/subject", "not-found", "There is no own field “\(key)”. Make it first, or ask for something else.")
                continue
            }
            for (number, value) in condition.values.enumerated() {
                try check(value, of: subject, "\(place)/values/\(number)", in: work)
            }
            conditions.append(ApprovalCondition(subject, condition.values))
        }
        return conditions
    }

    private mutating func check(
        _ value: String, of subject: ApprovalCondition.Subject, _ place: String, in work: some Workspace
    ) throws {
        switch subject {
        case .department: _ = try reference(value, place, "department", work.store.department)
        case .location: _ = try reference(value, place, "location", work.store.location)
        case .supplier: _ = try reference(value, place, "supplier", work.store.supplier)
        case .glAccount: _ = try reference(value, place, "GL account", work.store.glAccount)
        case .group: _ = try reference(value, place, "group", work.store.group)
        case .category: _ = text(value, place, "The value", limit: 100)
        case .ownField(let key):
            let value = text(value, place, "The value", limit: 100)
            // What a list does not have, no document will ever have.
            let field = try work.setUp().ownFields.first { $0.key == key }
            if let field, field.kind == .list, !value.isEmpty, !field.options.contains(value) {
                let options = field.options.joined(separator: ", ")
                add(place, "invalid", "“\(value)” is no value of \(field.name). Choose one of \(options).")
            }
        case .overBudget, .splitPurchase: break
        }
    }
}

/// A page of policies in the order in which they were made.
package struct BrowsePolicies: Query {
    package static let access = ListPolicies.access
    package var page: PageRequest
    package init(_ page: PageRequest = PageRequest()) { self.page = page }
    package func answer(in view: View) throws -> Page<ApprovalPolicy> { try view.store.policies(page) }
}

package struct ShowPolicy: Query {
    package static let access = ListPolicies.access
    package var id: Identifier<ApprovalPolicy>
    package init(_ id: Identifier<ApprovalPolicy>) { self.id = id }
    package func answer(in view: View) throws -> ApprovalPolicy { try view.need(try view.store.policy(id), "approval policy") }
}

/// Every policy: for forms that offer them.
package struct ListPolicies: Query {
    package static let access = Access.roles(.auditor, .approver, scope: "approval-policies.read")
    package init() {}
    package func answer(in view: View) throws -> [ApprovalPolicy] { try view.store.policies() }
}
