import FoundationEssentials
package import Procurement
import ProcurementStore

/// Asks for a change of an approved order, and makes it at once where nobody has to approve it again.
///
/// What makes the order cost more, or brings a line in, goes through approval as if it were submitted anew; what only makes it
/// less, or later, was approved already. Until then the order stands as it is.
package struct RequestChange: Command {
    package static let access = Access.roles(.buyer, scope: "purchase-orders.write")
    package static let changesSetUp = false
    package var id: Identifier<PurchaseOrder>
    package var lines: [ChangeOrder.LineChange]
    package var added: [CreateOrder.Line]
    package var reason: String
    /// The supplier was told another way: for those that take no changes by cXML.
    package var isTold: Bool

    package init(
        _ id: Identifier<PurchaseOrder>, lines: [ChangeOrder.LineChange], added: [CreateOrder.Line] = [], reason: String,
        isTold: Bool = false
    ) {
        self.id = id
        self.lines = lines
        self.added = added
        self.reason = reason
        self.isTold = isTold
    }

    package func perform(in work: UnitOfWork) throws -> (change: ChangeRequest, order: PurchaseOrder) {
        var order = try work.ownOrder(id)
        try demandChangeable(order, in: work)
        let change = try checked(order, in: work)
        let changed = change.applied(to: order)
        let number = (try work.store.changes(of: id).last?.number ?? 0) + 1
        let request = ChangeRequest(
            id: work.newID(), orderID: id, number: number, change: change, before: change.inverse(from: order), isTold: isTold,
            madeByID: work.actor.user?.id, madeBy: work.actor.name, createdAt: work.now)
        var before = try work.stateBefore(order)
        before?.tasks = []
        try work.store.insert(request)
        try work.record(
            .orderChangeRequested, id,
            [
                ("change", String(number)), ("reason", change.reason),
                ("changes", order.differences(to: changed).inWords),
            ])
        if change.exceeds(order) {
            try ask(request, changed, &order, before, in: work)
        } else {
            try work.make(request, on: &order)
            try work.keepAct(before, .change, change: request.id, of: order, isSent: order.transmission == .queued)
        }
        return (try work.need(try work.store.change(request.id), "change order"), order)
    }

    /// Only what is approved and in nobody's hands at this moment can be changed.
    private func demandChangeable(_ order: PurchaseOrder, in work: UnitOfWork) throws {
        guard order.status == .approved else {
            throw Refusal.conflict(
                code: "wrong-state",
                order.status == .draft || order.status == .rejected || order.status == .pendingApproval
                    ? "The order is not approved yet, so nothing of it is fixed. Take it back and change it."
                    : "The order is \(order.status.rawValue). \(order.status == .closed ? "Reopen it first." : "Order anew instead.")"
            )
        }
        if let waiting = try work.store.pendingChange(of: id) {
            throw Refusal.conflict(
                code: "change-pending",
                "Change \(waiting.number) of the order waits for approval. Wait for its decision, or withdraw it first.")
        }
        try work.demandTellable(order, what: "change", isTold: isTold)
    }

    private func checked(_ order: PurchaseOrder, in work: UnitOfWork) throws -> ChangeOrder {
        var checks = FieldChecks()
        let reason = checks.text(reason, "/reason", "The reason", limit: 500)
        if lines.count + added.count > CreateOrder.lineLimit {
            checks.add("/lines", "too-many", "An order has at most \(CreateOrder.lineLimit) lines.")
        }
        var number = try work.store.lastLineNumber(of: id)
        var places: [Int: String] = [:]
        let new = try added.prefix(CreateOrder.lineLimit).enumerated().map { index, line in
            let place = "/added_lines/\(index)"
            number += 1
            places[number] = place
            var made = line.checked(place, &checks)
            made.lineNumber = number
            made.coding = try line.coding.applied(to: Coding(), "\(place)/coding", try CodingChoices(in: work), &checks)
            if made.currency != order.currency {
                checks.add("\(place)/unit_price/currency", "mismatch", "The order is in \(order.currency). Order it separately.")
            }
            return made
        }
        let change = ChangeOrder(lines: lines, added: new, reason: reason)
        let received = ReceivedQuantities(try work.store.receipts(of: id))
        let billed = BilledQuantities(try work.store.invoices(of: id), of: id)
        for problem in change.problems(changing: order, received: received, billed: billed) where problem.field != "reason" {
            // A new line that cannot be read has been told of.
            if let place = problem.lineNumber.flatMap({ places[$0] }),
                checks.problems.contains(where: { $0.pointer.hasPrefix("\(place)/") })
            {
                continue
            }
            let index = lines.firstIndex { $0.lineNumber == problem.lineNumber }
            let place = problem.lineNumber.flatMap { places[$0] } ?? index.map { "/lines/\($0)" } ?? ""
            let name = problem.lineNumber.map { "Line \($0): " } ?? ""
            checks.add("\(place)/\(problem.field)", "invalid", name + problem.message)
        }
        let changed = change.applied(to: order)
        for missing in changed.missingCoding(required: work.rules.requiredCoding) {
            guard let line = missing.lineNumber, let place = places[line] else { continue }
            checks.add(
                "\(place)/coding/\(missing.field.rawValue)_id", "required", "\(missing.field.label) is missing. Choose one.")
        }
        try checks.finish()
        return change
    }

    private func ask(
        _ request: ChangeRequest, _ changed: PurchaseOrder, _ order: inout PurchaseOrder, _ before: StateBefore?,
        in work: UnitOfWork
    ) throws {
        let budgets = try work.checkBudgets(of: changed)
        try budgets.demandNoErrors()
        let plan = try work.plan(for: changed, budgets)
        try work.post(
            BudgetLedger.reserveMore(
                budgets.demands, than: try work.store.holdings(of: id), lines: request.change.lineNumbers, of: id))
        switch plan.route {
        case .blocked(let blockage): throw Refusal.conflict(code: blockage.code, blockage.reason)
        case .purchase:
            try work.make(request, on: &order)
            try work.keepAct(before, .change, change: request.id, of: order, isSent: order.transmission == .queued)
        case .approval(let stages): try work.startRound(stages, of: &order)
        }
    }
}

/// Takes a change back that nobody decided about yet. The order is as it was.
package struct WithdrawChange: Command {
    package static let access = Access.roles(.buyer, scope: "purchase-orders.write")
    package static let changesSetUp = false
    package var id: Identifier<PurchaseOrder>
    package init(of id: Identifier<PurchaseOrder>) { self.id = id }

    package func perform(in work: UnitOfWork) throws -> PurchaseOrder {
        var order = try work.ownOrder(id)
        guard var request = try work.store.pendingChange(of: id) else {
            throw Refusal.conflict(code: "no-change", "No change of this order waits for approval.")
        }
        try work.drop(&request, .withdraw)
        try work.skipTasks(of: id)
        try work.save(&order, lines: false)
        try work.record(.orderChangeWithdrawn, id, [("change", String(request.number))])
        return order
    }
}

/// The changes of an order, oldest first.
package struct ListChanges: Query {
    package static let access = Access.signedIn("purchase-orders.read")
    package var id: Identifier<PurchaseOrder>
    package init(of id: Identifier<PurchaseOrder>) { self.id = id }

    package func answer(in view: View) throws -> [ChangeRequest] {
        try view.store.changes(of: try view.visibleOrder(id).id)
    }
}
