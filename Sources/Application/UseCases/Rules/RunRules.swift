import FoundationEssentials
import Mail
import Procurement
import ProcurementStore

/// What a rule looks at.
struct RuleDocument {
    /// The order, or the order that was received; `nil` for an invoice.
    var order: PurchaseOrder?
    var connectionID: Identifier<PunchOutConnection>?
    var facts: ApprovalFacts
}

extension Workspace {
    /// The document that an event is about; `nil` when it is gone.
    func ruleDocument(_ subject: String) throws -> RuleDocument? {
        if let order = try Identifier<PurchaseOrder>(subject).flatMap(store.order) {
            return RuleDocument(order: order, connectionID: order.connectionID, facts: try ruleFacts(of: order))
        }
        guard let invoice = try Identifier<Invoice>(subject).flatMap(store.invoice) else { return nil }
        let orders = try invoice.orderIDs.compactMap { try store.order($0) }
        var facts = ApprovalFacts(
            supplierID: invoice.supplierID, buyerID: orders.first?.buyerID, total: invoice.totals.total,
            parts: approvalParts(of: invoice, orders), people: try setUp().people)
        try addPaths(to: &facts)
        facts.convert = try converter()
        return RuleDocument(order: nil, connectionID: orders.first?.connectionID, facts: facts)
    }

    /// A department is part of those above it.
    private func addPaths(to facts: inout ApprovalFacts) throws {
        let departments = try setUp().departments
        for index in facts.parts.indices {
            guard let id = facts.parts[index].coding.departmentID else { continue }
            facts.parts[index].departmentPath = departments.path(of: id).map(\.id)
        }
    }

    private func ruleFacts(of order: PurchaseOrder) throws -> ApprovalFacts {
        let setUp = try setUp()
        let group = try order.buyerID.flatMap { try decidingGroup(for: $0, on: order.connectionID) }
        var facts = ApprovalFacts(order, group: group, people: setUp.people)
        try addPaths(to: &facts)
        facts.convert = try converter()
        return facts
    }

    /// Whether a rule acts on a document. Loads nothing for one that asks for nothing but the connection.
    fileprivate func holds(_ rule: EventRule, for order: PurchaseOrder, _ facts: inout ApprovalFacts?) throws -> Bool {
        if let wanted = rule.connectionID, wanted != order.connectionID { return false }
        if rule.isPlain { return true }
        let known = try facts ?? ruleFacts(of: order)
        facts = known
        return rule.objection(known, over: order.connectionID) == nil
    }
}

extension UnitOfWork {
    /// The rule that sends an order at its last approval; `nil` when none does.
    func ruleThatSends(_ order: PurchaseOrder) throws -> EventRule? {
        var facts: ApprovalFacts?
        return try setUp().eventRules[EventType.orderApproved.rawValue]?.first {
            try $0.action.kind == .sendElectronically && holds($0, for: order, &facts)
        }
    }

    /// Does what rules say about everything that was recorded so far, and about what they record themselves. Part of the
    /// transaction that recorded it: so each rule acts once, or not at all.
    func runRules() throws {
        var fired: Set<String> = []
        while let event = takeEvent() {
            let rules = try setUp().eventRules[event.type] ?? []
            // Sending is done where the order is approved.
            for rule in rules where rule.action.kind != .sendElectronically && rule.trigger.fits(event) {
                guard let document = try ruleDocument(event.subjectID),
                    rule.objection(document.facts, over: document.connectionID) == nil
                else { continue }
                let details: [(String, String?)] = [("rule", rule.name), ("event", rule.trigger.word)]
                guard fired.insert("\(rule.id) \(event.subjectID)").inserted else {
                    try record(
                        .ruleStopped, about: event.subjectID,
                        details + [("why", "It has acted on this document already and would go on without end.")])
                    continue
                }
                do {
                    let done = try apply(rule, to: document, at: event)
                    try record(.ruleApplied, about: event.subjectID, details + [("done", done)])
                } catch let refusal as Refusal {
                    try record(.ruleFailed, about: event.subjectID, details + [("why", refusal.message)])
                } catch let refusal as LifecycleRefusal {
                    try record(
                        .ruleFailed, about: event.subjectID,
                        details + [("why", "The document is \(refusal.state.replacing("_", with: " ")).")])
                }
            }
        }
    }

    /// Answers what was done, in words. Checks before it changes anything, so that a refusal leaves nothing half done.
    private func apply(_ rule: EventRule, to document: RuleDocument, at event: StoredEvent) throws -> String {
        switch rule.action.kind {
        case .sendElectronically: return ""
        case .sendPDF: return try queuePDF(of: document)
        case .notify: return try notify(rule, document, event)
        case .callWebhook:
            guard let webhook = try rule.action.targets.first.flatMap({ Identifier<Webhook>($0) }).flatMap(store.webhook) else {
                throw Refusal.conflict(code: "gone", "Its webhook was deleted.")
            }
            guard webhook.isActive else { throw Refusal.conflict(code: "disabled", "The webhook \(webhook.name) is off.") }
            try queue(event, for: webhook, again: false)
            return "The webhook \(webhook.name) is told."
        case .setCoding: return try setCoding(rule, document)
        case .assign: return try assign(rule, document)
        }
    }

    private func queuePDF(of document: RuleDocument) throws -> String {
        guard let order = document.order else { throw Refusal.conflict(code: "no-order", "This is no order.") }
        guard try store.deliveries(of: order.id).allSatisfy({ $0.kind != .orderPDF || $0.status == .cancelled }) else {
            return "The PDF is queued already."
        }
        guard let mail = rules.mail else {
            throw Refusal.conflict(code: "no-mail", "No mail leaves this server: set mail.smtp_url or mail.spool.")
        }
        // Made into a mail outside this transaction, because printing takes its time.
        let id: Identifier<Delivery> = newID()
        let delivery = Delivery(
            id: id, kind: .orderPDF, orderID: order.id, connectionID: order.connectionID,
            payloadID: "\(id)@\(mail.sender.address.domain)", nextAttemptAt: nil, createdAt: now)
        try store.insert(delivery, sealedBody: environment.sealed([], of: delivery.id))
        queuedMail = true
        return "The PDF is queued for the supplier's mail address."
    }

    private func notify(_ rule: EventRule, _ document: RuleDocument, _ event: StoredEvent) throws -> String {
        let people = try setUp().people
        var users: [Identifier<User>] = []
        for target in rule.action.targets {
            if target == "buyer" {
                users += [document.facts.buyerID].compactMap(\.self)
            } else if let role = Role(rawValue: String(target.dropFirst(5))), target.hasPrefix("role:") {
                users += people.holders(of: role).map(\.id)
            } else if let id = Identifier<User>(String(target.dropFirst(5))), people[id]?.isActive == true {
                users.append(id)
            }
        }
        var told: Set<Identifier<User>> = []
        for user in users where told.insert(user).inserted {
            try store.insert(
                Notification(
                    id: newID(), userID: user, kind: .ruleNotice, orderID: document.order?.id, subjectID: event.subjectID,
                    reason: rule.name, ruleID: rule.id, createdAt: now))
        }
        guard !told.isEmpty else { throw Refusal.conflict(code: "nobody", "There is nobody to tell.") }
        return "Told: \(told.compactMap { people[$0]?.name }.sorted().joined(separator: ", "))."
    }

    private func setCoding(_ rule: EventRule, _ document: RuleDocument) throws -> String {
        guard var order = document.order else { throw Refusal.conflict(code: "no-order", "Only orders are coded by rules.") }
        guard order.status == .draft else {
            throw Refusal.conflict(
                code: "wrong-state",
                "The order is \(order.status.rawValue.replacing("_", with: " ")): rules code drafts only.")
        }
        let before = order
        var checks = FieldChecks()
        order.coding = try rule.action.codingChange.applied(to: order.coding, "/coding", try CodingChoices(in: self), &checks)
        try derive(&order)
        try checkConsistency(of: order, changedFrom: before, &checks)
        try checks.finish()
        if order.coding == before.coding { return "The coding is so already." }
        try save(&order, lines: true)
        try record(.orderCoded, order.id, CodingNames(store).details(order.coding) + [("rule", rule.name)])
        return "Coded."
    }

    private func assign(_ rule: EventRule, _ document: RuleDocument) throws -> String {
        guard var order = document.order else { throw Refusal.conflict(code: "no-order", "Only orders are assigned by rules.") }
        guard order.buyerID == nil else { throw Refusal.conflict(code: "claimed", "The order has a buyer already.") }
        guard let id = rule.action.targets.first.flatMap({ Identifier<User>($0) }), let user = try store.user(id), user.isActive
        else { throw Refusal.conflict(code: "gone", "Its user is not active any more.") }
        order.buyerID = id
        order.groupID = try decidingGroup(for: id, on: order.connectionID)?.id
        try save(&order, lines: false)
        try record(.orderClaimed, order.id, [("buyer", user.email), ("rule", rule.name)])
        return "Assigned to \(user.name)."
    }
}

extension RuleTrigger {
    /// Whether an event is one of these.
    fileprivate func fits(_ event: StoredEvent) -> Bool {
        guard event.type == self.event.rawValue else { return false }
        return !needsApproval || EventDetails.decode(event.details).contains { $0.name == "route" && $0.value == "approval" }
    }
}
