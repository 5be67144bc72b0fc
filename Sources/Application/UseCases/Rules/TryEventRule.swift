package import Procurement
import ProcurementStore

/// What a rule would do to a document.
package struct RuleTrial: Sendable {
    package var acts: Bool
    /// Why, or why not.
    package var reason: String
    /// What it does when it acts, in words.
    package var action: String
}

/// Tries a rule on a document of the past, as it is now. Changes nothing.
package struct TryEventRule: Query {
    package static let access = PageOfEventRules.access
    package var id: Identifier<EventRule>
    /// Of an order or an invoice, or an order's number.
    package var document: String

    package init(_ id: Identifier<EventRule>, on document: String) {
        self.id = id
        self.document = document
    }

    package func answer(in view: View) throws -> RuleTrial {
        let rule = try view.need(try view.store.eventRule(id), "event rule")
        let text = FieldChecks.trimmed(document)
        let subject = try view.store.order(number: text)?.id.text ?? text
        guard let found = try view.ruleDocument(subject) else {
            throw Refusal.invalid("/document_id", "not-found", "There is no order and no invoice “\(String(text.prefix(80)))”.")
        }
        guard (found.order == nil) == (rule.trigger.document == .invoice) else {
            throw Refusal.invalid(
                "/document_id", "other-kind",
                "The rule is for \(rule.trigger.document == .invoice ? "invoices" : "orders"). Name one of those.")
        }
        let action = try view.words(for: rule.action)
        if let objection = rule.objection(found.facts, over: found.connectionID) {
            return RuleTrial(acts: false, reason: objection, action: action)
        }
        let events = try view.store.events(of: subject).filter { $0.type == rule.trigger.event.rawValue }
        let times =
            events.isEmpty
            ? "That has not happened to it yet." : "That has happened to it \(events.count) time\(events.count == 1 ? "" : "s")."
        let off = rule.isActive ? "" : " The rule is off now."
        return RuleTrial(acts: true, reason: "Its conditions hold. \(times)\(off)", action: action)
    }
}

/// Each rule with what it does, in words.
package struct DescribeEventRules: Query {
    package static let access = PageOfEventRules.access
    package init() {}

    package func answer(in view: View) throws -> [(rule: EventRule, action: String)] {
        try view.store.eventRules().map { ($0, try view.words(for: $0.action)) }
    }
}

extension Workspace {
    fileprivate func words(for action: RuleAction) throws -> String {
        switch action.kind {
        case .sendElectronically: return "Send to the supplier electronically"
        case .sendPDF: return "Send the PDF by mail to the supplier's address for orders"
        case .notify:
            let people = try setUp().people
            let names = action.targets.map { target in
                if target == "buyer" { return "the buyer" }
                let rest = String(target.dropFirst(5))
                if target.hasPrefix("role:") { return "everybody with the role \(rest.replacing("_", with: " "))" }
                return Identifier<User>(rest).flatMap { people[$0]?.name } ?? "somebody who is gone"
            }
            return "Notify \(names.joined(separator: ", "))"
        case .callWebhook:
            let webhook = try action.targets.first.flatMap { Identifier<Webhook>($0) }.flatMap(store.webhook)
            return "Tell the webhook \(webhook?.name ?? "that was deleted")"
        case .setCoding:
            var checks = FieldChecks()
            let coding = try action.codingChange.applied(to: Coding(), "", try CodingChoices(in: self), &checks)
            let names = try CodingNames(store).segments(coding).map { "\($0.name) \($0.description)" }
            return "Set \(names.joined(separator: ", "))"
        case .assign:
            let user = try action.targets.first.flatMap { Identifier<User>($0) }.flatMap(store.user)
            return "Assign to \(user?.name ?? "somebody who is gone")"
        }
    }
}
