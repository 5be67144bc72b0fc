import FoundationEssentials
package import Procurement
import ProcurementStore

/// Invoices are approved by policies of their own, with the stages, people and tasks that orders have. When the round is through,
/// the invoice may be accepted; somebody's rejection disputes it.
extension Workspace {
    /// Who would have to approve an invoice, and why.
    /// - Parameter orders: those that it bills.
    func plan(for invoice: Invoice, billing orders: [PurchaseOrder]) throws -> ApprovalPlan {
        let setUp = try setUp()
        let policies = BuyingGroup.policies(setUp.policies, for: nil, among: setUp.groups)
        guard policies.contains(where: { $0.isActive && $0.document == .invoice }) else {
            return ApprovalPlan(route: .purchase(reason: "No policy asks about invoices."))
        }
        var facts = ApprovalFacts(
            supplierID: invoice.supplierID, buyerID: orders.first?.buyerID, total: invoice.totals.total,
            parts: approvalParts(of: invoice, orders), people: setUp.people)
        let budgets = try budgetCheck(of: facts.parts)
        facts.enteredBy = try authors(of: invoice.id)
        (facts.overBudget, facts.budgetOwners) = (budgets.overBudget, budgets.owners)
        for index in facts.parts.indices {
            guard let id = facts.parts[index].coding.departmentID else { continue }
            let path = setUp.departments.path(of: id)
            facts.parts[index].departmentPath = path.map(\.id)
            for department in path { facts.heads[department.id] = department.headID }
        }
        if let buyer = facts.buyerID { facts.managers[buyer] = setUp.people[buyer]?.managerID }
        facts.substitutes = setUp.acting
        facts.convert = try converter()
        return ApprovalPlanner(connection: nil, policies: policies, everyOrderNeedsApproval: false, facts: facts).plan()
    }

    /// Who typed an invoice in, or changed what was typed: of those that came as documents, nobody.
    func authors(of id: Identifier<Invoice>) throws -> Set<Identifier<User>> {
        let entering = [EventType.invoiceCreated.rawValue, EventType.invoiceChanged.rawValue]
        return Set(
            try store.events(of: id.text).filter { entering.contains($0.type) }.compactMap { event in
                event.actorID.flatMap { Identifier<User>($0) }
            })
    }

    /// Why the actor may not accept an invoice that nobody else has looked at: they entered it, and its legal entity does not let
    /// one person do both. What a machine or a supplier entered was entered by nobody. `nil` when they may.
    func reasonNotToAccept(_ invoice: Invoice) throws -> String? {
        guard let user = actor.user?.id, invoice.origin == .rest || invoice.origin == .upload,
            try authors(of: invoice.id).contains(user)
        else { return nil }
        // What bills no company in particular is as strict as the strictest of them.
        let billed = try invoice.legalEntityID.flatMap(store.legalEntity)
        let entities = try billed.map { [$0] } ?? store.legalEntities().filter(\.isActive)
        if !entities.isEmpty, entities.allSatisfy(\.entererMayAccept) { return nil }
        let company = billed.map { "the legal entity \($0.name)" } ?? "the legal entities"
        return
            "You entered this invoice, so somebody else of accounts payable or an administrator accepts it. Where one person does both, an administrator allows it at \(company): “Whoever entered an invoice may accept it too”."
    }

    /// By the coding of the orders; what bills no order has none.
    func approvalParts(of invoice: Invoice, _ orders: [PurchaseOrder]) -> [ApprovalFacts.Part] {
        let known = Set(orders.map(\.id))
        let others = invoice.lines.filter { line in !(line.orderID.map(known.contains) ?? false) }
        return orders.flatMap { invoice.budgetParts(of: $0) }
            + others.map { line in
                ApprovalFacts.Part(
                    lineNumber: line.lineNumber, item: "\(line.description)\u{1F}\(ExactNumber.text(line.quantity))",
                    amount: line.amount(in: invoice.currency) ?? .zero(invoice.currency), coding: line.coding)
            }
    }

    /// What budgets say to a bill of these parts.
    func budgetCheck(of parts: [ApprovalFacts.Part]) throws -> BudgetCheck.Result {
        let (tree, balances) = try budgetFamily(of: Set(parts.compactMap(\.coding.budgetID)))
        return BudgetCheck(tree: tree, balances: balances, today: today.text, convert: try converter())
            .check(parts, as: .actual, by: actor.user?.roles ?? [])
    }

    /// The tasks of the newest round about an invoice as it was handed in last.
    func round(of invoice: Invoice) throws -> [ApprovalTask] { invoice.round(of: try store.tasks(of: invoice.id)) }
}

extension UnitOfWork {
    /// Opens a round where a policy asks for one. What nobody may approve is told in the trail, and cannot be accepted.
    func startRound(of invoice: inout Invoice, billing orders: [PurchaseOrder]) throws {
        guard invoice.kind != .creditNote else { return }
        let plan = try plan(for: invoice, billing: orders)
        switch plan.route {
        case .purchase: return
        case .blocked(let blockage):
            try requireApproval(of: &invoice, [("blocked", blockage.reason)])
        case .approval(let stages):
            let earlier = try store.tasks(of: invoice.id)
            let round = (earlier.map(\.round).max() ?? 0) + 1
            var tasks = stages.flatMap { stage in
                stage.people.map { person in
                    ApprovalTask(
                        id: newID(), orderID: nil, invoiceID: invoice.id, round: round, stage: stage.number,
                        approverID: person.id, reason: person.why.map { "\(stage.reason) (\($0))" } ?? stage.reason,
                        needed: stage.needed, basis: Self.digest(stage.basis), timing: stage.timing,
                        createdAt: now)
                }
            }
            let outcome = try tasks.start(after: earlier, at: now)
            try requireApproval(of: &invoice, [("stages", String(stages.count))])
            try settle(outcome, tasks, of: &invoice, decided: nil)
        }
    }

    private func requireApproval(of invoice: inout Invoice, _ details: [(String, String?)]) throws {
        if invoice.status == .submitted { try invoice.apply(.requireApproval) }
        try record(.invoiceNeedsApproval, invoice.id, details)
    }

    /// Saves the tasks and does to the invoice what their outcome says; tells whoever is asked next.
    func settle(_ outcome: ApprovalOutcome, _ tasks: [ApprovalTask], of invoice: inout Invoice, decided: ApprovalTask?) throws {
        for task in tasks { try store.save(task) }
        let details: [(String, String?)] = decided.map { [("stage", String($0.stage)), ("comment", $0.comment)] } ?? []
        switch outcome {
        case .rejected:
            try invoice.apply(.dispute)
            try refuse(&invoice, .invoiceDisputed, reason: decided?.comment ?? "It was not approved.")
        case .needsMore(let count):
            try record(.invoiceStageApproved, invoice.id, details + [("more", String(count))])
        case .nextStage(let next):
            if decided != nil { try record(.invoiceStageApproved, invoice.id, details + [("next", String(next))]) }
            try ask(tasks.filter { $0.stage == next && $0.status == .open })
        case .approved:
            try record(.invoiceApproved, invoice.id, details)
        }
    }

    /// The rules that hold for every decision about an invoice.
    func decide(
        _ task: ApprovalTask, about id: Identifier<Invoice>, by user: Identifier<User>, approve: Bool, comment: String?
    ) throws -> ApprovalDecision {
        var invoice = try need(try store.invoice(id), "invoice")
        if try invoice.orderIDs.contains(where: { try store.order($0)?.buyerID == user }) {
            throw Refusal.forbidden("Nobody approves the invoice of their own order.")
        }
        guard try !authors(of: id).contains(user) else {
            throw Refusal.conflict(
                code: "own-entry",
                "You entered this invoice, and nobody approves what they entered. Its approver, or somebody else who acts for them, has to decide."
            )
        }
        try task.demandOpen()
        var tasks = try store.tasks(of: id).filter { $0.round == task.round }
        let text = try checkedComment(comment, approve: approve, "so that the supplier knows what to correct")
        if approve, tasks.hasApproved(user, atStageOf: task) { throw Refusal.approvedAlready }
        let outcome = try tasks.decide(task.id, approve: approve, comment: text, by: user, at: now)
        let decided = tasks.first { $0.id == task.id } ?? task
        try settle(outcome, tasks, of: &invoice, decided: decided)
        if invoice.status != .disputed { try save(&invoice) }
        return ApprovalDecision(task: decided, order: nil, invoice: invoice)
    }

    /// Nobody is asked any more.
    func skipOpenTasks(of invoice: Identifier<Invoice>) throws {
        for var task in try store.tasks(of: invoice) where ApprovalTask.lifecycle.allows(.skip, from: task.status) {
            try task.apply(.skip)
            try store.save(task)
        }
    }

    /// Throws when the actor entered it and nobody else has had a hand in it.
    private func demandOtherThanAuthor(of invoice: Invoice) throws {
        if let reason = try reasonNotToAccept(invoice) {
            throw Refusal.conflict(code: "own-entry", "\(reason) (REST: enterer_may_accept)")
        }
    }

    /// Throws unless every stage that was asked for has approved, or somebody else than its author looks at it now.
    func demandApproved(_ invoice: Invoice, billing orders: [PurchaseOrder]) throws {
        let round = try round(of: invoice)
        let open = round.filter { $0.status == .open || $0.status == .waiting }
        if !open.isEmpty {
            let people = try setUp().people
            let names = Set(open.filter { $0.status == .open }.map { people[$0.approverID]?.name ?? "somebody who is gone" })
            throw Refusal.conflict(
                code: "approval-open",
                "The invoice waits for the approval of \(names.sorted().joined(separator: " or ")). Accept it after that, or dispute it."
            )
        }
        if invoice.kind == .creditNote { return try demandOtherThanAuthor(of: invoice) }
        guard round.isEmpty || round.hasLapsed else { return }
        switch try plan(for: invoice, billing: orders).route {
        case .purchase: return try demandOtherThanAuthor(of: invoice)
        case .blocked(let blockage): throw Refusal.conflict(code: blockage.code, blockage.reason)
        case .approval:
            guard round.hasLapsed else { return }
            throw Refusal.conflict(
                code: "approval-lapsed",
                "Nobody approved the invoice in time, so it cannot be accepted. Ask again (ask-again), or dispute it.")
        }
    }

    /// Lets an open approval lapse. The supplier has nothing to correct then: the invoice waits, and whoever looks after it is told
    /// to ask again.
    func lapse(_ task: ApprovalTask, about id: Identifier<Invoice>, _ details: [(String, String?)]) throws {
        var invoice = try need(try store.invoice(id), "invoice")
        var tasks = try store.tasks(of: id).filter { $0.round == task.round }
        let outcome = try tasks.expire(task.id, at: now)
        try record(.approvalExpired, id, details)
        if outcome == .rejected {
            for task in tasks { try store.save(task) }
        } else {
            try settle(outcome, tasks, of: &invoice, decided: tasks.first { $0.id == task.id })
        }
        try save(&invoice)
        let people = try setUp().people
        let owner = invoice.ownerID ?? people.holders(of: .accountsPayable).first { $0.isActive }?.id
        guard let owner else { return }
        try store.insert(
            Notification(
                id: newID(), userID: owner, kind: .approvalExpired, orderID: nil, taskID: task.id, subjectID: id.text,
                createdAt: now))
        hasNews = true
    }
}

/// Asks for the approval of an invoice again that nobody gave in time. Who approved the same before is not asked again.
package struct AskAgain: Command {
    package static let access = EnterInvoice.access
    package static let changesSetUp = false
    package var id: Identifier<Invoice>
    package init(_ id: Identifier<Invoice>) { self.id = id }

    package func perform(in work: UnitOfWork) throws -> Invoice {
        var invoice = try work.visibleInvoice(id)
        let round = try work.round(of: invoice)
        guard invoice.status == .pendingApproval, round.hasLapsed else {
            throw Refusal.conflict(
                code: "nothing-lapsed",
                round.contains { $0.status == .open }
                    ? "The invoice waits for an approval still. Remind its approver, or name a substitute."
                    : "No approval of this invoice has lapsed.")
        }
        try work.startRound(of: &invoice, billing: try invoice.orderIDs.compactMap { try work.store.order($0) })
        try work.save(&invoice)
        return invoice
    }
}
