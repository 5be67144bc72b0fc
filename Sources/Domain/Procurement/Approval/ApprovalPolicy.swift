/// Who has to approve orders, or invoices, as an ordered list of stages.
package struct ApprovalPolicy: Hashable, Sendable, Identified {
    package static let identifierPrefix = "pol"

    /// What a policy decides about.
    package enum Document: String, Hashable, Sendable, CaseIterable {
        case purchaseOrder = "purchase_order"
        case invoice
    }

    package enum Approver: Hashable, Sendable {
        case user(Identifier<User>)
        /// Anybody who has the role.
        case role(Role)
        /// The buyer's manager.
        case manager
        /// The heads of the departments that the lines are coded to; where the buyer is the head, the next one above.
        case departmentHead
        /// The owners of the budgets that the lines are coded to.
        case budgetOwner

        /// As REST and storage write it.
        package var word: String {
            switch self {
            case .user(let id): "user:\(id)"
            case .role(let role): "role:\(role.rawValue)"
            case .manager: "manager"
            case .departmentHead: "department_head"
            case .budgetOwner: "budget_owner"
            }
        }

        package init?(word: String) {
            switch word {
            case "manager": self = .manager
            case "department_head": self = .departmentHead
            case "budget_owner": self = .budgetOwner
            default:
                let parts = word.split(separator: ":", maxSplits: 1).map(String.init)
                guard parts.count == 2 else { return nil }
                if parts[0] == "user", let id = Identifier<User>(parts[1]) {
                    self = .user(id)
                } else if parts[0] == "role", let role = Role(rawValue: parts[1]) {
                    self = .role(role)
                } else {
                    return nil
                }
            }
        }
    }

    /// How many of a stage's approvers have to approve.
    package enum Quorum: Hashable, Sendable {
        case any
        case all
        case count(Int)

        /// `any`, `all`, or the number.
        package var word: String {
            switch self {
            case .any: "any"
            case .all: "all"
            case .count(let count): String(count)
            }
        }

        package init?(word: String) {
            switch word {
            case "any": self = .any
            case "all": self = .all
            default:
                guard let count = Int(word), (1...99).contains(count) else { return nil }
                self = count == 1 ? .any : .count(count)
            }
        }

        /// How many of `people` that is.
        package func needed(of people: Int) -> Int {
            switch self {
            case .any: 1
            case .all: people
            case .count(let count): count
            }
        }
    }

    package struct Stage: Hashable, Sendable {
        /// Orders below this amount do not need the stage.
        package var fromAmount: Money
        /// What else an order must have; see ``ApprovalCondition``.
        package var conditions: [ApprovalCondition]
        package var approvers: [Approver]
        package var quorum: Quorum
        package var timing: ApprovalTiming

        package init(
            fromAmount: Money, departmentID: Identifier<Department>? = nil, conditions: [ApprovalCondition] = [],
            approvers: [Approver], quorum: Quorum = .any, timing: ApprovalTiming = ApprovalTiming()
        ) {
            self.fromAmount = fromAmount
            self.conditions = (departmentID.map { [ApprovalCondition(.department, [$0.text])] } ?? []) + conditions
            self.approvers = approvers
            self.quorum = quorum
            self.timing = timing
        }

        /// The only department it is for; `nil` means every department or several.
        package var departmentID: Identifier<Department>? {
            let condition = conditions.first { $0.subject == .department }
            return condition?.values.count == 1 ? condition?.values.first.flatMap { Identifier($0) } : nil
        }
    }

    package let id: Identifier<ApprovalPolicy>
    package var name: String
    package var isActive: Bool
    package var document: Document
    package var stages: [Stage]

    package init(
        id: Identifier<ApprovalPolicy>, name: String, isActive: Bool = true, document: Document = .purchaseOrder,
        stages: [Stage]
    ) {
        self.id = id
        self.name = name
        self.isActive = isActive
        self.document = document
        self.stages = stages
    }
}

/// When a stage that nobody decides is called to mind. Hours from its opening; `nil` for never.
package struct ApprovalTiming: Hashable, Sendable {
    /// Repeated after the same time.
    package var remindAfter: Int?
    /// Then somebody else may decide, too: the approver's manager, or an administrator.
    package var escalateAfter: Int?
    /// Then the request lapses.
    package var expireAfter: Int?

    package init(remindAfter: Int? = nil, escalateAfter: Int? = nil, expireAfter: Int? = nil) {
        self.remindAfter = remindAfter
        self.escalateAfter = escalateAfter
        self.expireAfter = expireAfter
    }
}
