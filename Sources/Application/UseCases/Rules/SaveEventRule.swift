package import Procurement
import ProcurementStore

/// A new event rule, or with `id` a changed one. It holds at once.
package struct SaveEventRule: Command {
    package static let access = Access.roles(scope: "event-rules.write")
    /// More would be looked at with every event.
    package static let most = 500
    package var id: Identifier<EventRule>?
    package var name: String
    package var event: String
    package var isActive = true
    package var connectionID: String?
    /// An amount and its currency; `nil` for none.
    package var fromAmount: (amount: String, currency: String)?
    package var conditions: [SavePolicy.Condition] = []
    package var action: String
    package var targets: [String] = []

    package init(id: Identifier<EventRule>? = nil, name: String, event: String, action: String) {
        self.id = id
        self.name = name
        self.event = event
        self.action = action
    }

    /// A stored rule as it would be typed.
    package init(_ rule: EventRule) {
        self.init(id: rule.id, name: rule.name, event: rule.trigger.word, action: rule.action.kind.rawValue)
        isActive = rule.isActive
        connectionID = rule.connectionID?.text
        fromAmount = rule.fromAmount.map { ($0.text, $0.currency.code) }
        conditions = rule.conditions.map { SavePolicy.Condition($0.subject.word, $0.values) }
        targets = rule.action.targets
    }

    package func perform(in work: UnitOfWork) throws -> EventRule {
        let before = try id.map { try work.need(try work.store.eventRule($0), "event rule") }
        if before == nil, try work.store.countEventRules() >= Self.most {
            throw Refusal.invalid("/name", "too-many", "There are \(Self.most) rules. Delete one that is not used any more.")
        }
        let rule = try checked(in: work, id: id ?? work.newID())
        if rule.isActive { try work.refuseLoop(rule) }
        try work.store.save(rule)
        try work.record(before == nil ? .recordCreated : .recordChanged, rule.id, rule.details)
        return rule
    }

    /// The rule that was asked for, or every problem with it.
    func checked(in work: some Workspace, id: Identifier<EventRule>) throws -> EventRule {
        var checks = FieldChecks()
        let name = checks.text(name, "/name", "The name")
        let trigger = RuleTrigger(word: event)
        if trigger == nil {
            checks.add("/event", "unknown", "“\(String(event.prefix(80)))” is no event of an order, an invoice or a receipt.")
        }
        let kind = RuleAction.Kind(rawValue: action)
        if kind == nil {
            checks.add(
                "/action", "unknown",
                "The action is one of \(RuleAction.Kind.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        let connection = try checks.reference(connectionID, "/connection_id", "connection", work.store.connection)
        let amount = fromAmount.flatMap { checks.money($0.amount, $0.currency, "/from_amount") }
        let found = try checks.conditions(conditions, "/conditions", in: work)
        for (index, condition) in found.enumerated() where condition.subject == .overBudget {
            checks.add("/conditions/\(index)/subject", "invalid", "A rule cannot ask for budgets; a policy can.")
        }
        guard let trigger, let kind else { throw Refusal.invalid(checks.problems) }
        let action = RuleAction(kind, targets.map(FieldChecks.trimmed).filter { !$0.isEmpty })
        if !action.fits(trigger) {
            checks.add(
                "/action", "does-not-fit",
                kind == .sendElectronically || kind == .sendPDF
                    ? "Orders are sent when they are fully approved: choose the event purchase_order.approved."
                    : "Only orders are coded and assigned: choose an event of a purchase order.")
        }
        try checks.targets(of: action, in: work)
        try checks.finish()
        return EventRule(
            id: id, name: name, trigger: trigger, isActive: isActive, connectionID: connection, fromAmount: amount,
            conditions: found, action: action)
    }
}

/// Switches a rule on or off, at once.
package struct SwitchEventRule: Command {
    package static let access = SaveEventRule.access
    package var id: Identifier<EventRule>
    package var isActive: Bool

    package init(_ id: Identifier<EventRule>, isActive: Bool) {
        self.id = id
        self.isActive = isActive
    }

    package func perform(in work: UnitOfWork) throws -> EventRule {
        var rule = try work.need(try work.store.eventRule(id), "event rule")
        guard rule.isActive != isActive else { return rule }
        rule.isActive = isActive
        if isActive { try work.refuseLoop(rule) }
        try work.store.save(rule)
        try work.record(.recordChanged, id, rule.details)
        return rule
    }
}

package struct DeleteEventRule: Command {
    package static let access = SaveEventRule.access
    package var id: Identifier<EventRule>
    package init(_ id: Identifier<EventRule>) { self.id = id }

    package func perform(in work: UnitOfWork) throws {
        let rule = try work.need(try work.store.eventRule(id), "event rule")
        try work.store.delete(id)
        try work.record(.recordDeleted, id, rule.details)
    }
}

package struct PageOfEventRules: Query {
    package static let access = Access.roles(.auditor, scope: "event-rules.read")
    package var page: PageRequest
    package init(_ page: PageRequest = PageRequest()) { self.page = page }
    package func answer(in view: View) throws -> Page<EventRule> { try view.store.eventRules(page) }
}

/// Every rule.
package struct ListEventRules: Query {
    package static let access = PageOfEventRules.access
    package init() {}
    package func answer(in view: View) throws -> [EventRule] { try view.store.eventRules() }
}

package struct ShowEventRule: Query {
    package static let access = PageOfEventRules.access
    package var id: Identifier<EventRule>
    package init(_ id: Identifier<EventRule>) { self.id = id }
    package func answer(in view: View) throws -> EventRule { try view.need(try view.store.eventRule(id), "event rule") }
}

extension EventRule {
    /// For the trail.
    fileprivate var details: [(String, String?)] {
        [
            ("name", name), ("event", trigger.word), ("active", isActive ? "yes" : "no"), ("connection", connectionID?.text),
            ("from_amount", fromAmount?.description),
            (
                "conditions",
                conditions.isEmpty
                    ? nil : conditions.map { "\($0.subject.word): \($0.values.joined(separator: ", "))" }.joined(separator: "; ")
            ),
            ("action", action.kind.rawValue), ("targets", action.targets.isEmpty ? nil : action.targets.joined(separator: ", ")),
        ]
    }
}

extension FieldChecks {
    /// Whom or what an action is for.
    fileprivate mutating func targets(of action: RuleAction, in work: some Workspace) throws {
        let place = "/targets"
        if action.targets.count > 50 { add(place, "too-many", "Name at most 50 targets.") }
        switch action.kind {
        case .sendElectronically, .sendPDF:
            if !action.targets.isEmpty { add(place, "invalid", "Orders are sent to their own supplier. Name no targets.") }
        case .notify:
            if action.targets.isEmpty {
                add(place, "required", "Name who is told: buyer, role:approver, or user: and an identifier.")
            }
            for (index, target) in action.targets.prefix(50).enumerated() { try person(target, "\(place)/\(index)", in: work) }
        case .callWebhook:
            try one(action, place, "webhook", work.store.webhook)
        case .assign:
            try one(action, place, "user", work.store.user)
            if let id = action.targets.first.flatMap({ Identifier<User>($0) }), let user = try work.store.user(id),
                !user.isActive
            {
                add("\(place)/0", "inactive", "\(user.name) is not active any more. Name somebody else.")
            }
        case .setCoding:
            let change = action.codingChange
            if change.choices.isEmpty {
                add(place, "required", "Name at least one coding field and its record, for example department=dep_….")
            }
            for (index, target) in action.targets.enumerated() where RuleAction.codingField(target) == nil {
                add(
                    "\(place)/\(index)", "unknown",
                    "Write \(Coding.Field.allCases.map(\.rawValue).joined(separator: ", ")), =, and an identifier.")
            }
            var inner = FieldChecks()
            _ = try change.applied(to: Coding(), "", try CodingChoices(in: work), &inner)
            for problem in inner.problems { add(place, problem.code, problem.message) }
        }
    }

    private mutating func one<Subject>(
        _ action: RuleAction, _ place: String, _ noun: String, _ find: (Identifier<Subject>) throws -> Subject?
    ) throws {
        if action.targets.count != 1 { add(place, "required", "Name one \(noun).") }
        if let text = action.targets.first { _ = try reference(text, "\(place)/0", noun, find) }
    }

    private mutating func person(_ target: String, _ place: String, in work: some Workspace) throws {
        if target == "buyer" { return }
        if target.hasPrefix("role:"), Role(rawValue: String(target.dropFirst(5))) != nil { return }
        if target.hasPrefix("user:") {
            _ = try reference(String(target.dropFirst(5)), place, "user", work.store.user)
        } else {
            add(place, "unknown", "Write buyer, role: and a role such as role:approver, or user: and an identifier.")
        }
    }
}

extension RuleAction {
    /// `department=dep_…`.
    static func codingField(_ target: String) -> (field: Coding.Field, id: String)? {
        let parts = target.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2, let field = Coding.Field(rawValue: parts[0]) else { return nil }
        return (field, parts[1])
    }

    /// What ``Kind/setCoding`` chooses.
    var codingChange: CodingChange {
        var choices: [Coding.Field: CodingChange.Choice] = [:]
        for (field, id) in targets.compactMap(Self.codingField) { choices[field] = .choose(id) }
        return CodingChange(choices)
    }
}

extension UnitOfWork {
    /// Throws for a rule that would set itself off without end, with the way by which it would.
    func refuseLoop(_ rule: EventRule) throws {
        let others = try store.eventRules().filter { $0.id != rule.id }
        guard let way = (others + [rule]).loop(through: rule) else { return }
        let words = way.map { "“\($0.name)” (at \($0.trigger.word))" }.joined(separator: ", then ")
        throw Refusal.conflict(
            code: "would-loop",
            "The rule would set itself off again and again: \(words), and from the beginning. Choose another event, or switch one of them off."
        )
    }
}
