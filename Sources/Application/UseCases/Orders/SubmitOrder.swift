import FoundationEssentials
package import Procurement
import ProcurementStore

/// Confirms a coded order: to approval, or straight to the supplier where that is allowed.
///
/// Refused with every missing field named until the coding is complete; the state is checked again inside the transaction.
package struct SubmitOrder: Command {
    package static let access = Access.roles(.buyer, scope: "purchase-orders.write")
    package static let changesSetUp = false
    package var id: Identifier<PurchaseOrder>
    package var version: Int?
    /// Why a requisitioner of the order's buying group orders without approval, for the trail; `nil` asks for approval.
    package var skipReason: String?

    package init(_ id: Identifier<PurchaseOrder>, version: Int? = nil, skippingBecause reason: String? = nil) {
        self.id = id
        self.version = version
        self.skipReason = reason
    }

    package func perform(in work: UnitOfWork) throws -> PurchaseOrder {
        var order = try work.ownOrder(id, version: version)
        guard order.buyerID != nil else {
            throw Refusal.conflict(code: "unclaimed", "Nobody owns this order yet. Assign it to a buyer first.")
        }
        guard PurchaseOrder.lifecycle.allows(.submit, from: order.status) else {
            throw LifecycleRefusal(state: order.status.rawValue, trigger: "submit")
        }
        try work.demandOpen(order.connectionID, to: order.buyerID)
        try check(order, work.rules.requiredCoding, try work.setUp().ownFields)
        let skipped = try skipReason.map { try skipping(order, because: $0, in: work) }
        let before = try work.stateBefore(order)
        let holdings = try work.holdings(of: order)
        order.submittedAt = work.now
        if let buyer = order.buyerID {
            order.groupID = try work.decidingGroup(for: buyer, on: order.connectionID)?.id
        }
        let budgets = try work.checkBudgets(of: order, holding: holdings)
        try budgets.demandNoErrors()
        let plan = try skipped?.plan ?? work.plan(for: order, budgets)
        try work.reserve(budgets.demands, for: order, holding: holdings)
        switch plan.route {
        case .blocked(let blockage):
            throw Refusal.conflict(code: blockage.code, blockage.reason)
        case .purchase(let reason):
            try order.apply(.purchase)
            try work.record(
                .orderSubmitted, id,
                [("route", "purchase"), ("reason", reason), ("skipped_because", skipped?.reason)] + budgets.details)
            try work.finishApproval(of: &order)
            try work.keepAct(before, .purchase, of: order, isSent: order.transmission == .queued)
        case .approval(let stages):
            try order.apply(.submit)
            try work.keepVersion(of: order, .submitted, isApproved: false)
            try work.record(
                .orderSubmitted, id,
                [("route", "approval"), ("stages", String(stages.count)), ("notes", plan.notes.joined(separator: " "))]
                    + budgets.details)
            try work.startRound(stages, of: &order)
            try work.watchPrices(of: order)
        }
        return order
    }

    /// The plan of a requisitioner, who has to say why. Throws a refusal for everybody else.
    private func skipping(
        _ order: PurchaseOrder, because reason: String, in work: UnitOfWork
    ) throws -> (plan: ApprovalPlan, reason: String) {
        let plan = try work.planOfRequisitioner(for: order)
        var checks = FieldChecks()
        let reason = checks.text(reason, "/reason", "The reason for ordering without approval", limit: 500)
        try checks.finish()
        return (plan, reason)
    }

    private func check(_ order: PurchaseOrder, _ required: Set<Coding.Field>, _ ownFields: [OwnField]) throws {
        var checks = FieldChecks()
        for missing in order.missingCoding(required: required) {
            let place = missing.lineNumber.map { "/lines/\($0)/coding" } ?? "/coding"
            let what = missing.lineNumber.map { "\(missing.field.label) of line \($0)" } ?? missing.field.label
            checks.add("\(place)/\(missing.field.rawValue)_id", "required", "\(what) is missing. Choose one.")
        }
        for missing in order.missingOwnFields(ownFields) {
            let place = missing.lineNumber.map { "/lines/\($0)/coding" } ?? "/coding"
            let what = missing.lineNumber.map { "\(missing.name) of line \($0)" } ?? missing.name
            checks.add("\(place)/own_fields/\(missing.key)", "required", "\(what) is missing. Enter it.")
        }
        for problem in order.orderability {
            let place = problem.lineNumber.map { "/lines/\($0)/\(problem.field)" } ?? "/\(problem.field)"
            let what = problem.lineNumber.map { "Line \($0): " } ?? ""
            checks.add(place, "not-orderable", what + problem.message)
        }
        try checks.finish()
    }
}

/// Takes an order back from approval so that it can be changed.
package struct WithdrawOrder: Command {
    package static let access = Access.roles(.buyer, scope: "purchase-orders.write")
    package static let changesSetUp = false
    package var id: Identifier<PurchaseOrder>
    package init(_ id: Identifier<PurchaseOrder>) { self.id = id }

    package func perform(in work: UnitOfWork) throws -> PurchaseOrder {
        var order = try work.ownOrder(id)
        try order.apply(.withdraw)
        try work.skipOpenTasks(of: id)
        try work.save(&order, lines: false)
        try work.record(.orderWithdrawn, id)
        return order
    }
}

extension UnitOfWork {
    /// Nobody has to decide about this order any more, and what it kept of its budgets comes back.
    func skipOpenTasks(of id: Identifier<PurchaseOrder>) throws {
        for var task in try store.tasks(of: id) where ApprovalTask.lifecycle.allows(.skip, from: task.status) {
            try task.apply(.skip)
            try store.update(task)
        }
        try releaseBudgets(of: id, note: "The order does not ask for it any more.")
    }

    /// Gives the approved order its number and puts its document into the outbox, if it goes anywhere.
    func finishApproval(of order: inout PurchaseOrder) throws {
        if order.number == nil { order.number = try orderNumber(for: order) }
        let warnings = try commitBudgets(of: order)
        order.approvedAt = now
        try keepVersion(of: order, .approved, isApproved: true)
        try record(
            .orderApproved, order.id, [("number", order.number), ("total", order.total?.description)] + warnings.details)
        // An order for ourselves to deliver goes nowhere; others where a rule sends them.
        if try need(try store.connection(order.connectionID), "connection").sends(order), let rule = try ruleThatSends(order) {
            try queue(&order, because: rule)
        }
        try save(&order, lines: false)
    }
}
