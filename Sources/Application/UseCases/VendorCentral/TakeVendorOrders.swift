import Cryptography
package import Procurement
import ProcurementStore
package import VendorCentral

/// Takes in a page of what Amazon says about its orders. The same again changes nothing.
package struct TakeVendorOrders: Command {
    package static let access = Access.system
    package static let changesSetUp = false

    package struct Outcome: Sendable, Hashable {
        package var changes = 0
        /// In words: what could not even be kept.
        package var unusable: [String] = []
    }

    package var connection: Identifier<VendorConnection>
    package var orders: [AmazonOrder]
    /// The round that fetched them, which shows how far it is.
    package var run: Identifier<VendorSyncRun>?

    package init(_ orders: [AmazonOrder], of connection: Identifier<VendorConnection>, run: Identifier<VendorSyncRun>? = nil) {
        self.orders = orders
        self.connection = connection
        self.run = run
    }

    package func perform(in work: UnitOfWork) throws -> Outcome {
        let connection = try work.vendorConnection(connection)
        var outcome = Outcome()
        for order in orders {
            if order.number.isEmpty {
                outcome.unusable.append(
                    "Amazon sent an order without a number, of \(order.orderedAt.map { "\($0)" } ?? "an unknown day"); "
                        + "look for it in Vendor Central")
            } else if try take(order, connection, work) {
                outcome.changes += 1
            }
        }
        if let run, var record = try work.store.vendorSyncRun(run) {
            record.pages += 1
            record.items += orders.count
            record.changes += outcome.changes
            record.seenAt = work.now
            record.message = "Reading orders: \(record.items) so far"
            try work.store.save(record)
        }
        return outcome
    }

    /// Answers whether anything was new.
    private func take(_ given: AmazonOrder, _ connection: VendorConnection, _ work: UnitOfWork) throws -> Bool {
        let hash = SHA256.digest(Array(given.packed.utf8))
        let known = try work.store.vendorOrderHash(given.programme, number: given.number, of: connection.id)
        if known == hash { return false }
        var amazon = given
        let customer = given.programme == .directFulfillment ? given.shipTo?.address : nil
        // A customer's address is kept apart from the order.
        if given.programme == .directFulfillment { amazon.shipTo = nil }
        var stored =
            try known == nil
            ? nil : work.store.vendorOrder(given.programme, number: given.number, of: connection.id)
        let isNew = stored == nil
        if stored == nil {
            let order = VendorOrder(
                id: work.newID(), connection: connection.id, programme: given.programme, number: given.number,
                vendorCode: given.vendorCode.isEmpty ? connection.vendorCode : given.vendorCode)
            stored = StoredVendorOrder(order: order, version: 0, createdAt: work.now, updatedAt: work.now)
        }
        guard var stored else { return false }
        let rules = VendorOrder.Rules(
            warehouses: connection.warehouses,
            acknowledgesAutomatically: connection.acknowledgesAutomatically.contains(given.programme))
        let heldBefore = stored.order.holds
        let change = stored.order.sync(amazon, rules)
        if isNew {
            try work.record(
                .vendorOrderReceived, stored.order.id,
                [("number", given.number), ("programme", given.programme.rawValue), ("amazon_state", given.stateText)])
        } else if !change.differences.isEmpty || !change.triggers.isEmpty {
            try work.record(
                .vendorOrderChanged, stored.order.id,
                [
                    ("number", given.number), ("status", stored.order.status.rawValue),
                    ("differences", String(change.differences.joined(separator: "; ").prefix(1000))),
                ])
        }
        if !stored.order.holds.isEmpty, stored.order.holds != heldBefore {
            try work.record(
                .vendorOrderHeld, stored.order.id,
                [
                    ("number", given.number),
                    ("reason", String(stored.order.holds.map(\.message).joined(separator: "; ").prefix(1000))),
                ])
        }
        // A message refers to its order, which has to be there first.
        if isNew, stored.order.isReadyToAcknowledge(rules) { try work.save(stored, hash: hash) }
        try work.acknowledgeAutomatically(&stored.order, connection)
        try work.save(stored, hash: hash)
        if let customer, stored.order.needsCustomer {
            try work.store.keepCustomer(
                work.environment.sealer.seal(customer.packed, for: VendorSeal.customer(stored.order.id)), of: stored.order.id,
                connection.id, at: work.now)
        }
        return true
    }
}

extension VendorOrder {
    /// Whether the customer's address is still of use.
    fileprivate var needsCustomer: Bool {
        switch status {
        case .new, .pendingApproval, .acknowledged, .pendingFulfillment, .partiallyShipped, .updated: true
        case .shipped, .invoiced, .rejected, .cancelled: false
        }
    }
}

extension UnitOfWork {
    /// Accepts all of an order that nobody has to look at; also again, when Amazon changed what was accepted as a whole.
    func acknowledgeAutomatically(_ order: inout VendorOrder, _ connection: VendorConnection) throws {
        guard connection.acknowledgesAutomatically.contains(order.programme), order.holds.isEmpty,
            order.status == .pendingApproval || order.status == .updated,
            !order.lines.contains(where: { $0.acknowledgements.contains { $0.code != .accepted } })
        else { return }
        var answered = order
        do {
            try acknowledge(&answered, .acceptAll, connection)
            order = answered
        } catch Refusal.conflict {
            // A message about it is just being sent: a person answers this one.
        } catch Refusal.invalid(let problems) {
            order.hold(.malformed, problems.prefix(5).map(\.message).joined(separator: " "))
            try record(.vendorOrderHeld, order.id, [("number", order.number), ("reason", order.holds.last?.message)])
        } catch let problem as VendorMessageProblem {
            order.hold(.malformed, problem.message)
            try record(.vendorOrderHeld, order.id, [("number", order.number), ("reason", problem.message)])
        }
    }
}
