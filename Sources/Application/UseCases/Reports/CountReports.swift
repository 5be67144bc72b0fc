import ProcurementStore

/// Counts orders that were written since, some at a time so that nobody waits long. Answers whether there may be more.
package struct CountOrders: Command {
    package static let access = Access.system
    package static let changesSetUp = false
    package static let batch = 64
    package init() {}

    package func perform(in work: UnitOfWork) throws -> Bool { try work.store.countWrittenOrders(limit: Self.batch) }
}

/// Whether an order waits to be counted.
package struct HasUncountedOrders: Query {
    package static let access = Access.system
    package init() {}

    package func answer(in view: View) throws -> Bool { try view.store.hasUncountedOrders() }
}

/// Counts documents from before the reports were kept, some at a time so that nobody waits long. Answers whether there are more.
package struct CountReports: Command {
    package static let access = Access.system
    package static let changesSetUp = false
    package var limit: Int

    package init(limit: Int = 100) { self.limit = limit }

    package func perform(in work: UnitOfWork) throws -> Bool {
        guard let next = try work.store.reportBacklog().first else { return false }
        let hasMore =
            next.kind == "orders"
            ? try work.store.countOrders(after: next.after, limit: limit)
            : try work.store.countInvoices(after: next.after, limit: limit)
        return try hasMore || !work.store.reportBacklog().isEmpty
    }
}

/// Takes everything out of the reports; `CountReports` counts it anew.
package struct ForgetReports: Command {
    package static let access = Access.system
    package static let changesSetUp = false
    package init() {}

    package func perform(in work: UnitOfWork) throws { try work.store.forgetReports() }
}

/// What in the reports is not what counting everything anew gives, in words; empty when all is right.
package struct CheckReports: Query {
    package static let access = Access.system
    package static let readsSums = true
    package init() {}

    package func answer(in view: View) throws -> [String] { try view.store.wrongFigures() }
}
