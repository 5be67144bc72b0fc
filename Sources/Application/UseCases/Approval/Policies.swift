package import Procurement
import ProcurementStore

/// A new approval policy, or with `id` a changed one. Orders already submitted keep the plan they were shown.
package struct SavePolicy: Command {
    package static let access = Access.roles(scope: "approval-policies.write")

    package struct Stage: Sendable {
        package var fromAmount: String
        package var currency: String
        package var departmentID: String?
        /// Identifiers of users.
        package var userIDs: [String]
        /// Words of roles.
        package var roles: [String]

        package init(fromAmount: String, currency: String, departmentID: String?, userIDs: [String], roles: [String]) {
            self.fromAmount = fromAmount
            self.currency = currency
            self.departmentID = departmentID
            self.userIDs = userIDs
            self.roles = roles
        }
    }

    package var id: Identifier<ApprovalPolicy>?
    package var name: String
    package var isActive: Bool
    package var stages: [Stage]

    package init(id: Identifier<ApprovalPolicy>? = nil, name: String, isActive: Bool = true, stages: [Stage]) {
        self.id = id
        self.name = name
        self.isActive = isActive
        self.stages = stages
    }

    package func perform(in work: UnitOfWork) throws -> ApprovalPolicy {
        if let id { _ = try work.need(try work.store.policy(id), "approval policy") }
        var checks = FieldChecks()
        let name = checks.text(name, "/name", "The name")
        if stages.isEmpty { checks.add("/stages", "required", "A policy needs at least one stage.") }
        var resolved: [ApprovalPolicy.Stage] = []
        for (index, stage) in stages.enumerated() {
            if let stage = try resolve(stage, "/stages/\(index)", in: work, &checks) { resolved.append(stage) }
        }
        try checks.finish()
        let policy = ApprovalPolicy(id: id ?? work.newID(), name: name, isActive: isActive, stages: resolved)
        try work.store.save(policy)
        try work.record(
            id == nil ? .recordCreated : .recordChanged, policy.id,
            [("name", name), ("stages", String(resolved.count)), ("active", isActive ? "yes" : "no")])
        return policy
    }

    private func resolve(
        _ stage: Stage, _ pointer: String, in work: UnitOfWork, _ checks: inout FieldChecks
    ) throws -> ApprovalPolicy.Stage? {
        let amount = checks.money(stage.fromAmount, stage.currency, "\(pointer)/from_amount")
        let department = try checks.reference(stage.departmentID, "\(pointer)/department_id", "department", work.store.department)
        var approvers: [ApprovalPolicy.Approver] = []
        for (index, userID) in stage.userIDs.enumerated() {
            if let user = try checks.reference(userID, "\(pointer)/approvers/\(index)/user_id", "user", work.store.user) {
                approvers.append(.user(user))
            }
        }
        for word in stage.roles {
            if let role = Role(rawValue: word) {
                approvers.append(.role(role))
            } else {
                checks.add("\(pointer)/approvers", "invalid", "“\(word)” is not a role.")
            }
        }
        if stage.userIDs.isEmpty, stage.roles.isEmpty {
            checks.add("\(pointer)/approvers", "required", "A stage needs at least one approver.")
        }
        return amount.map { ApprovalPolicy.Stage(fromAmount: $0, departmentID: department, approvers: approvers) }
    }
}

package struct ListPolicies: Query {
    package static let access = Access.roles(.auditor, .approver, scope: "approval-policies.read")
    package init() {}
    package func answer(in view: View) throws -> [ApprovalPolicy] { try view.store.policies() }
}
