import FoundationEssentials
import Procurement
import ProcurementStore

extension Workspace {
    /// Whether the supplier may have any document of the order.
    func hasLeft(_ order: PurchaseOrder) throws -> Bool {
        if order.transmission.mayHaveArrived { return true }
        return try store.deliveries(of: order.id).contains { $0.kind.isCXML && $0.mayHaveArrived }
    }
}

extension UnitOfWork {
    /// Throws when the supplier has the order and cannot be told by a document what is about to happen to it.
    ///
    /// - Parameter what: `change` or `cancellation`.
    func demandTellable(_ order: PurchaseOrder, what: String, isTold: Bool) throws {
        if try store.isBeingSent(order.id, at: now) {
            throw Refusal.conflict(
                code: "being-sent", "A document of this order is being sent this moment. Wait for its answer, then try again.")
        }
        guard try hasLeft(order), !isTold else { return }
        let connection = try need(try store.connection(order.connectionID), "connection")
        guard connection.sends(order) else { return }
        if order.transmission == .unknown {
            throw Refusal.conflict(
                code: "transmission-unknown",
                "Nobody knows yet whether the order arrived. Send it again first, or tell the supplier another way and say so (told_supplier)."
            )
        }
        guard connection.takesChanges else {
            let supplier = try store.supplier(order.supplierID)?.name ?? "the supplier"
            throw Refusal.conflict(
                code: "already-sent",
                "The order was sent to \(supplier), which takes no \(what)s from here. Tell it there first, then repeat this and say so (told_supplier)."
            )
        }
    }

    /// Makes an approved change: lines, money, states, version and document.
    func make(_ request: ChangeRequest, on order: inout PurchaseOrder) throws {
        var request = request
        let billed = BilledQuantities(try store.invoices(of: order.id), of: order.id)
        let received = ReceivedQuantities(try store.receipts(of: order.id))
        if let problem = request.change.problems(changing: order, received: received, billed: billed).first {
            throw Refusal.conflict(
                code: "overtaken",
                "Since the change was asked for, something happened to line \(problem.lineNumber ?? 0): \(problem.message) Reject the change, or withdraw it."
            )
        }
        let before = order
        let isKnown = try store.order(order.id, of: order.supplierID) != nil
        order = request.change.applied(to: order)
        try write(request, on: order)
        order.confirmation = order.derivedConfirmation
        order.receipt = order.receipt(after: received)
        order.billing = order.billing(after: billed)
        try moveMoney(of: request, to: order)
        request.versionNumber = try keepVersion(of: order, .changed, isApproved: true, reason: request.change.reason)
        try request.apply(.approve)
        request.decidedAt = now
        try store.update(request)
        if isKnown, let version = request.versionNumber { try askSupplier(ofVersion: version, of: order) }
        let differences = before.differences(to: order)
        try record(
            .orderChanged, order.id,
            [
                ("change", String(request.number)), ("version", request.versionNumber.map(String.init)),
                ("reason", request.change.reason), ("changes", differences.inWords), ("total", order.total?.description),
                ("supplier", request.isTold ? "told another way" : nil),
            ])
        try transmit(&order, isTold: request.isTold)
        try save(&order, lines: false)
    }

    private func write(_ request: ChangeRequest, on order: PurchaseOrder) throws {
        let numbers = Set(request.change.lines.map(\.lineNumber))
        let removed = Set(request.change.lines.filter { $0.quantity == 0 }.map(\.lineNumber))
        try store.updateTerms(of: order.lines.filter { numbers.contains($0.lineNumber) }, in: order.id)
        try store.set("removed", lines: removed, of: order.id, change: nil)
        try store.set(nil, lines: Set(request.change.added.map(\.lineNumber)), of: order.id, change: request.id)
    }

    /// What the change asked for is promised, and what it no longer needs comes back.
    private func moveMoney(of request: ChangeRequest, to order: PurchaseOrder) throws {
        let demands = try checkBudgets(of: order).demands
        try post(
            BudgetLedger.releaseExcess(
                demands, over: try store.holdings(of: order.id), lines: request.change.lineNumbers, of: order.id,
                note: "Change \(request.number) needs less."))
        _ = try commitBudgets(of: order)
    }

    /// Sends what the order has become, unless the supplier was told another way or gets nothing at all.
    private func transmit(_ order: inout PurchaseOrder, isTold: Bool) throws {
        guard try need(try store.connection(order.connectionID), "connection").sends(order) else { return }
        let left = try hasLeft(order)
        // Nobody has sent it and no event rule did: it waits to be sent by hand, changed or not.
        if isTold && left || !left && order.transmission == .notSent { return }
        try takeBack(&order)
        try queue(&order)
    }

    /// A change that is not made: what it asked for comes back, and the lines it would have brought stand aside.
    func drop(_ request: inout ChangeRequest, _ trigger: ChangeRequest.Trigger) throws {
        try request.apply(trigger)
        request.decidedAt = now
        try store.update(request)
        try store.set("dropped", lines: Set(request.change.added.map(\.lineNumber)), of: request.orderID, change: request.id)
        try post(BudgetLedger.unreserve(try store.holdings(of: request.orderID), note: "Change \(request.number) is not made."))
    }

    /// Nobody has to decide about this order any more.
    func skipTasks(of id: Identifier<PurchaseOrder>) throws {
        for var task in try store.tasks(of: id)
        where task.status == .open || task.status == .waiting {
            try task.apply(.skip)
            try store.update(task)
        }
    }

    /// The change that the approvals of an approved order are about.
    func changeUnderway(of order: PurchaseOrder) throws -> ChangeRequest? {
        order.status == .approved ? try store.pendingChange(of: order.id) : nil
    }
}
