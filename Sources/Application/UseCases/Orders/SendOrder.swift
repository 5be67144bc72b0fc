package import Procurement
import ProcurementStore

/// Sends an approved order by hand that no rule has sent.
package struct SendOrder: Command {
    package static let access = Access.roles(.buyer, scope: "purchase-orders.write")
    package static let changesSetUp = false
    package var id: Identifier<PurchaseOrder>
    package var version: Int?

    package init(_ id: Identifier<PurchaseOrder>, version: Int? = nil) {
        self.id = id
        self.version = version
    }

    package func perform(in work: UnitOfWork) throws -> PurchaseOrder {
        var order = try work.ownOrder(id, version: version)
        guard order.status == .approved else {
            throw Refusal.conflict(
                code: "wrong-state",
                "The order is \(order.status.rawValue.replacing("_", with: " ")): only an approved one can be sent.")
        }
        guard try order.transmission == .notSent && !work.hasLeft(order) else {
            throw Refusal.conflict(
                code: "already-sent",
                "The order is \(order.transmission.rawValue) already. Its delivery can be sent again.")
        }
        guard try work.need(try work.store.connection(order.connectionID), "connection").sends(order) else {
            throw Refusal.conflict(code: "goes-nowhere", "The order is for ourselves to deliver: there is nowhere to send it.")
        }
        let before = try work.stateBefore(order)
        try work.queue(&order)
        try work.save(&order, lines: false)
        try work.keepAct(before, .send, of: order, isSent: true)
        return order
    }
}

extension UnitOfWork {
    /// What a new connection begins with: approved orders go to the supplier electronically, and not as a PDF.
    func addDefaultRules(for connection: PunchOutConnection) throws {
        for (name, kind, isActive) in [
            ("Send to \(connection.name.prefix(180))", RuleAction.Kind.sendElectronically, true),
            ("PDF to \(connection.name.prefix(180))", RuleAction.Kind.sendPDF, false),
        ] {
            guard let trigger = RuleTrigger(word: EventType.orderApproved.rawValue) else { continue }
            let rule = EventRule(
                id: newID(), name: name, trigger: trigger, isActive: isActive, connectionID: connection.id,
                action: RuleAction(kind))
            try store.save(rule)
            try record(
                .recordCreated, rule.id,
                [("name", name), ("event", trigger.word), ("active", isActive ? "yes" : "no"), ("action", kind.rawValue)])
        }
    }
}
