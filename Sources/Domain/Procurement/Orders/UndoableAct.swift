package import FoundationEssentials

/// Something that was done with an order and can be taken back for a while by whoever did it, with how everything was before.
///
/// What was done holds at once; only what leaves the house waits. So a restart loses nothing, and nothing has to be done when the
/// time is up.
package struct UndoableAct: Hashable, Sendable, Identified {
    package static let identifierPrefix = "act"

    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case approve, reject
        /// Ordered without approval.
        case purchase
        /// Sent by hand, which no rule had done.
        case send
        case cancel
        /// A change of an approved order that needed no approval.
        case change

        /// What it was, for people: `You approved this order.`
        package var inWords: String {
            switch self {
            case .approve: "approved this order"
            case .reject: "rejected this order"
            case .purchase, .send: "sent this order off"
            case .cancel: "cancelled this order"
            case .change: "changed this order"
            }
        }
    }

    package let id: Identifier<UndoableAct>
    package let orderID: Identifier<PurchaseOrder>
    package let actorID: String
    package let kind: Kind
    /// The approval that was decided.
    package let taskID: Identifier<ApprovalTask>?
    /// The change that was decided about.
    package let changeID: Identifier<ChangeRequest>?
    package let at: Date
    package let until: Date
    /// The order's version as it was left: whatever happens to it afterwards ends the time.
    package let orderVersion: Int
    package let before: StateBefore
    package var undoneAt: Date?

    package init(
        id: Identifier<UndoableAct>, orderID: Identifier<PurchaseOrder>, actorID: String, kind: Kind,
        taskID: Identifier<ApprovalTask>? = nil, changeID: Identifier<ChangeRequest>? = nil, at: Date, until: Date,
        orderVersion: Int, before: StateBefore, undoneAt: Date? = nil
    ) {
        self.id = id
        self.orderID = orderID
        self.actorID = actorID
        self.kind = kind
        self.taskID = taskID
        self.changeID = changeID
        self.at = at
        self.until = until
        self.orderVersion = orderVersion
        self.before = before
        self.undoneAt = undoneAt
    }

    /// Whole seconds that are left, rounded up; 0 when the time is up.
    package func secondsLeft(at now: Date) -> Int {
        undoneAt == nil ? max(0, Int(until.timeIntervalSince(now).rounded(.up))) : 0
    }
}

/// How an order's round, money and sides were before somebody did something.
package struct StateBefore: Hashable, Sendable {
    /// A task that was undecided.
    package struct Task: Hashable, Sendable {
        package var id: String
        package var isOpen: Bool
        /// Milliseconds since 1970.
        package var openedAt: Int64?
        package var basis: String

        package init(id: String, isOpen: Bool, openedAt: Int64?, basis: String) {
            self.id = id
            self.isOpen = isOpen
            self.openedAt = openedAt
            self.basis = basis
        }
    }

    package struct Holding: Hashable, Sendable {
        package var budgetID: String
        package var lineNumber: Int
        package var reserved: Int64
        package var committed: Int64

        package init(budgetID: String, lineNumber: Int, reserved: Int64, committed: Int64) {
            self.budgetID = budgetID
            self.lineNumber = lineNumber
            self.reserved = reserved
            self.committed = committed
        }
    }

    package var status: PurchaseOrder.Status
    package var transmission: PurchaseOrder.Transmission
    /// Milliseconds since 1970.
    package var submittedAt: Int64?
    package var approvedAt: Int64?
    package var tasks: [Task]
    package var holdings: [Holding]
    /// Lines that were ordered and are refused now.
    package var refusedLines: [Int]
    /// The version that was newest, and whether it was approved.
    package var versionNumber: Int

    package init(
        status: PurchaseOrder.Status, transmission: PurchaseOrder.Transmission, submittedAt: Int64? = nil,
        approvedAt: Int64? = nil, tasks: [Task] = [], holdings: [Holding] = [], refusedLines: [Int] = [], versionNumber: Int = 0
    ) {
        self.status = status
        self.transmission = transmission
        self.submittedAt = submittedAt
        self.approvedAt = approvedAt
        self.tasks = tasks
        self.holdings = holdings
        self.refusedLines = refusedLines
        self.versionNumber = versionNumber
    }

    /// As it is stored: a row each thing, its values parted by tabs. Identifiers, words, numbers and digests hold no tabs.
    package var text: String {
        func number(_ value: Int64?) -> String { value.map(String.init) ?? "" }
        var rows = [
            "order\t\(status.rawValue)\t\(transmission.rawValue)\t\(number(submittedAt))\t\(number(approvedAt))\t\(versionNumber)"
        ]
        rows += tasks.map { "task\t\($0.id)\t\($0.isOpen ? "open" : "waiting")\t\(number($0.openedAt))\t\($0.basis)" }
        rows += holdings.map { "holding\t\($0.budgetID)\t\($0.lineNumber)\t\($0.reserved)\t\($0.committed)" }
        rows += refusedLines.map { "refused\t\($0)" }
        return rows.joined(separator: "\n")
    }

    /// `nil` for a text that is none.
    package init?(text: String) {
        self.init(status: .draft, transmission: .notSent)
        for row in text.split(separator: "\n") {
            let parts = row.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            switch (parts[0], parts.count) {
            case ("order", 6):
                guard let status = PurchaseOrder.Status(rawValue: parts[1]),
                    let transmission = PurchaseOrder.Transmission(rawValue: parts[2]), let version = Int(parts[5])
                else { return nil }
                (self.status, self.transmission) = (status, transmission)
                (submittedAt, approvedAt, versionNumber) = (Int64(parts[3]), Int64(parts[4]), version)
            case ("task", 5):
                tasks.append(Task(id: parts[1], isOpen: parts[2] == "open", openedAt: Int64(parts[3]), basis: parts[4]))
            case ("holding", 5):
                guard let line = Int(parts[2]), let reserved = Int64(parts[3]), let committed = Int64(parts[4]) else {
                    return nil
                }
                holdings.append(Holding(budgetID: parts[1], lineNumber: line, reserved: reserved, committed: committed))
            case ("refused", 2):
                guard let line = Int(parts[1]) else { return nil }
                refusedLines.append(line)
            default: return nil
            }
        }
    }
}
