/// Which sums a report adds up; `nil` does not choose.
package struct SpendFilter: Hashable, Sendable {
    /// `2026-01`, both included.
    package var from: String?
    package var through: String?
    package var currency: Currency?
    /// An empty text among the identifiers stands for what nothing was chosen for.
    package var legalEntityIDs: [Set<String>] = []
    package var supplierID: Identifier<Supplier>?
    package var departmentIDs: [Set<String>] = []
    /// An empty text: without one.
    package var glAccountID: String?

    package init() {}
}

/// What a report has a row for.
package enum SpendDimension: String, Sendable, Hashable, CaseIterable {
    case supplier
    case department
    case glAccount = "gl_account"
    case legalEntity = "legal_entity"
    case month
}

/// Which of the sums is meant.
package enum SpendMeasure: String, Sendable, Hashable, CaseIterable { case ordered, billed, open }

/// One row of sums, in one currency.
package struct SpendSum: Hashable, Sendable {
    /// An identifier or a month; empty where nothing was chosen.
    package var key: String
    package var currency: Currency
    package var amounts: SpendAmounts

    package init(key: String, currency: Currency, amounts: SpendAmounts) {
        self.key = key
        self.currency = currency
        self.amounts = amounts
    }
}

/// A document behind a sum, with what it adds to it.
package struct SpendDocument: Hashable, Sendable {
    /// Of an order, or of an invoice for what was billed.
    package var id: String
    package var currency: Currency
    package var amount: Int64

    package init(id: String, currency: Currency, amount: Int64) {
        self.id = id
        self.currency = currency
        self.amount = amount
    }
}

/// Orders that passed a stage, counted by how long it took them.
package struct CycleCount: Hashable, Sendable {
    package var stage: CycleStage
    /// Empty when months are not told apart.
    package var month: String
    package var bucket: Int
    package var orders: Int
    package var seconds: Int

    package init(stage: CycleStage, month: String, bucket: Int, orders: Int, seconds: Int) {
        self.stage = stage
        self.month = month
        self.bucket = bucket
        self.orders = orders
        self.seconds = seconds
    }
}
