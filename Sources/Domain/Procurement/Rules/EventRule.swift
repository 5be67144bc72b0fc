/// What is done by itself when something happens to a document: one action at one event, under conditions.
package struct EventRule: Hashable, Sendable, Identified {
    package static let identifierPrefix = "evr"

    package let id: Identifier<EventRule>
    package var name: String
    package var trigger: RuleTrigger
    package var isActive: Bool
    /// Only documents of orders over this connection; `nil` for all.
    package var connectionID: Identifier<PunchOutConnection>?
    /// Documents below it are left alone.
    package var fromAmount: Money?
    /// All must be met by one and the same part of the document, as in approval policies.
    package var conditions: [ApprovalCondition]
    package var action: RuleAction

    package init(
        id: Identifier<EventRule>, name: String, trigger: RuleTrigger, isActive: Bool,
        connectionID: Identifier<PunchOutConnection>? = nil, fromAmount: Money? = nil, conditions: [ApprovalCondition] = [],
        action: RuleAction
    ) {
        self.id = id
        self.name = name
        self.trigger = trigger
        self.isActive = isActive
        self.connectionID = connectionID
        self.fromAmount = fromAmount
        self.conditions = conditions
        self.action = action
    }

    /// Whether nothing but the connection has to be looked at.
    package var isPlain: Bool { fromAmount == nil && conditions.isEmpty }

    /// Why the rule leaves a document alone; `nil` when it does not.
    package func objection(_ facts: ApprovalFacts, over connection: Identifier<PunchOutConnection>?) -> String? {
        if let connectionID, connectionID != connection { return "It is for another connection." }
        if let fromAmount {
            guard let total = facts.total else { return "The document has no total yet." }
            guard let compared = facts.convert(total, fromAmount.currency) else {
                return "There is no rate from \(total.currency.code) to \(fromAmount.currency.code)."
            }
            if compared.money.minorUnits < fromAmount.minorUnits { return "The total \(total) is below \(fromAmount)." }
        }
        if conditions.isEmpty { return nil }
        let parts = facts.parts.isEmpty ? [facts.blankPart] : facts.parts
        if parts.contains(where: { part in conditions.allSatisfy { $0.isMet(by: part, in: facts) } }) { return nil }
        let unmet = conditions.first { condition in !parts.contains { condition.isMet(by: $0, in: facts) } }
        return unmet.map { Self.capital($0.unmet) } ?? "No one line meets all its conditions."
    }

    private static func capital(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
}

extension ApprovalFacts {
    /// What conditions on the header are asked of when there is no line.
    fileprivate var blankPart: Part {
        Part(lineNumber: 0, item: "", amount: .zero(total?.currency ?? .usd), coding: Coding())
    }
}

/// What a rule does, and to whom or with what.
package struct RuleAction: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The order goes to its supplier as cXML.
        case sendElectronically = "send_electronically"
        /// The order goes to its supplier as a PDF by mail.
        case sendPDF = "send_pdf"
        /// Targets: `buyer`, `role:approver`, `user:usr_…`.
        case notify
        /// Target: a webhook, which is told whatever it asks for.
        case callWebhook = "call_webhook"
        /// Targets: `department=dep_…` for each coding field.
        case setCoding = "set_coding"
        /// Target: the user whose order it becomes.
        case assign
    }

    package var kind: Kind
    package var targets: [String]

    package init(_ kind: Kind, _ targets: [String] = []) {
        self.kind = kind
        self.targets = targets
    }

    /// What is to be known of it beyond its name.
    package var notice: String? {
        kind == .sendPDF
            ? "It goes to the mail address for orders that stands at the supplier. Without one it fails, is shown at Mail, and can be sent again."
            : nil
    }

    /// The events that the action itself makes: a rule for one of them follows it at once.
    package var makes: [EventType] {
        switch kind {
        case .sendElectronically: [.orderQueued]
        case .setCoding: [.orderCoded]
        case .assign: [.orderClaimed]
        case .sendPDF, .notify, .callWebhook: []
        }
    }

    /// Whether it can be done at an event.
    package func fits(_ trigger: RuleTrigger) -> Bool {
        switch kind {
        case .notify, .callWebhook: true
        case .sendElectronically, .sendPDF: trigger.event == .orderApproved
        case .setCoding, .assign: trigger.document == .purchaseOrder
        }
    }
}

extension [EventRule] {
    /// The way by which a rule would set itself off again, over the active ones of these; `nil` when there is none.
    package func loop(through rule: EventRule) -> [EventRule]? {
        var seen: Set<Identifier<EventRule>> = []
        func follow(_ present: EventRule, _ way: [EventRule]) -> [EventRule]? {
            for next in self where next.isActive && present.action.makes.contains(next.trigger.event) {
                if next.id == rule.id { return way }
                guard seen.insert(next.id).inserted else { continue }
                if let found = follow(next, way + [next]) { return found }
            }
            return nil
        }
        return follow(rule, [rule])
    }
}
