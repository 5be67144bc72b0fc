package import FoundationEssentials

/// What an entry of the ledger changes, in minor units of the budget's currency.
package struct BudgetDelta: Hashable, Sendable {
    /// What the budget holds.
    package var allotted: Int64
    /// Asked for by orders that wait for approval.
    package var reserved: Int64
    /// Promised by approved orders.
    package var committed: Int64
    /// Billed; below zero where credit notes give back.
    package var actual: Int64

    package init(allotted: Int64 = 0, reserved: Int64 = 0, committed: Int64 = 0, actual: Int64 = 0) {
        self.allotted = allotted
        self.reserved = reserved
        self.committed = committed
        self.actual = actual
    }

    package static let zero = BudgetDelta()

    /// What is still free.
    package var available: Int64 { allotted &- reserved &- committed &- actual }

    /// Wraps at 2⁶³ minor units, which no amount that was let in reaches.
    package static func + (left: BudgetDelta, right: BudgetDelta) -> BudgetDelta {
        BudgetDelta(
            allotted: left.allotted &+ right.allotted, reserved: left.reserved &+ right.reserved,
            committed: left.committed &+ right.committed, actual: left.actual &+ right.actual)
    }
}

/// One line of a budget's ledger. Entries are only added, never changed.
package struct BudgetEntry: Hashable, Sendable, Identified {
    package static let identifierPrefix = "ble"

    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// An order asks for it.
        case reserve
        /// The order was approved.
        case commit
        /// It was billed.
        case actual
        /// A credit note gave it back.
        case credit
        /// The order does not want it any more.
        case release
        /// A bill was taken back: voided, or disputed after it was accepted.
        case reversal
        /// Moved from or to another budget, or allotted.
        case transfer
    }

    package let id: Identifier<BudgetEntry>
    package let at: Date
    package let posting: BudgetPosting
    /// Who caused it, in words.
    package let actor: String

    package init(id: Identifier<BudgetEntry>, at: Date, posting: BudgetPosting, actor: String) {
        self.id = id
        self.at = at
        self.posting = posting
        self.actor = actor
    }
}

/// What is to be written to the ledger.
package struct BudgetPosting: Hashable, Sendable {
    package var budgetID: Identifier<Budget>
    package var kind: BudgetEntry.Kind
    package var delta: BudgetDelta
    package var orderID: Identifier<PurchaseOrder>?
    package var lineNumber: Int?
    /// The bill that it comes from.
    package var invoiceID: Identifier<Invoice>?
    /// The other budget of a transfer; `nil` for money from outside.
    package var counterpartID: Identifier<Budget>?
    /// The amount in the order's currency and the rate, where it was converted.
    package var conversion: String?
    package var note: String?

    package init(
        budgetID: Identifier<Budget>, kind: BudgetEntry.Kind, delta: BudgetDelta, orderID: Identifier<PurchaseOrder>? = nil,
        lineNumber: Int? = nil, invoiceID: Identifier<Invoice>? = nil, counterpartID: Identifier<Budget>? = nil,
        conversion: String? = nil, note: String? = nil
    ) {
        self.budgetID = budgetID
        self.kind = kind
        self.delta = delta
        self.orderID = orderID
        self.lineNumber = lineNumber
        self.invoiceID = invoiceID
        self.counterpartID = counterpartID
        self.conversion = conversion
        self.note = note
    }
}
