/// Who has to approve orders, as an ordered list of stages.
package struct ApprovalPolicy: Hashable, Sendable, Identified {
    package static let identifierPrefix = "pol"

    package enum Approver: Hashable, Sendable {
        case user(Identifier<User>)
        /// Anybody who has the role.
        case role(Role)
    }

    package struct Stage: Hashable, Sendable {
        /// Orders below this amount do not need the stage.
        package var fromAmount: Money
        /// `nil` means every department; otherwise an order with any line coded to it.
        package var departmentID: Identifier<Department>?
        /// One of them has to approve.
        package var approvers: [Approver]

        package init(fromAmount: Money, departmentID: Identifier<Department>? = nil, approvers: [Approver]) {
            self.fromAmount = fromAmount
            self.departmentID = departmentID
            self.approvers = approvers
        }
    }

    package let id: Identifier<ApprovalPolicy>
    package var name: String
    package var isActive: Bool
    package var stages: [Stage]

    package init(id: Identifier<ApprovalPolicy>, name: String, isActive: Bool = true, stages: [Stage]) {
        self.id = id
        self.name = name
        self.isActive = isActive
        self.stages = stages
    }
}
