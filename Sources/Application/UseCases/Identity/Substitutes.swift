package import Procurement
import ProcurementStore

/// Names who acts for somebody for a time: for oneself, or by an administrator for anybody.
package struct SaveSubstitution: Command {
    package static let access = Access.roles(.buyer, .approver, .accountsPayable, scope: "substitutions.write")
    package var id: Identifier<Substitution>?
    /// `nil` or empty for oneself.
    package var userID: String?
    package var substituteID: String
    package var from: String
    package var through: String

    package init(
        id: Identifier<Substitution>? = nil, userID: String? = nil, substituteID: String, from: String, through: String
    ) {
        self.id = id
        self.userID = userID
        self.substituteID = substituteID
        self.from = from
        self.through = through
    }

    package func perform(in work: UnitOfWork) throws -> Substitution {
        if let id { _ = try work.ownSubstitution(id) }
        var checks = FieldChecks()
        let named = userID.flatMap { $0.isEmpty ? nil : $0 } ?? work.actor.user?.id.text
        let user = try checks.activeUser(named, "/user_id", in: work)
        if named == nil { checks.add("/user_id", "required", "Name who is away.") }
        if let user, user != work.actor.user?.id, !work.actor.has(.administrator) {
            throw Refusal.forbidden("Only an administrator may name a substitute for somebody else.")
        }
        let substitute = try checks.activeUser(substituteID, "/substitute_id", in: work)
        if substituteID.isEmpty { checks.add("/substitute_id", "required", "Name who acts.") }
        let range = checks.days(from, through, "")
        if FieldChecks.trimmed(from).isEmpty { checks.add("/from", "required", "Name the first day.") }
        if FieldChecks.trimmed(through).isEmpty { checks.add("/through", "required", "Name the last day.") }
        try checks.finish()
        guard let user, let substitute, let first = range.from, let last = range.through else {
            throw Refusal.invalid(checks.problems)
        }
        let saved = Substitution(
            id: id ?? work.newID(), userID: user, substituteID: substitute, from: first, through: last)
        try check(saved, in: work, &checks)
        try checks.finish()
        try work.store.save(saved)
        try work.record(
            id == nil ? .recordCreated : .recordChanged, saved.id,
            [("user", user.text), ("substitute", substitute.text), ("from", first.text), ("through", last.text)])
        return saved
    }

    private func check(_ new: Substitution, in work: UnitOfWork, _ checks: inout FieldChecks) throws {
        let others = try work.store.substitutions(from: new.from)
        if let way = others.cycle(adding: new) {
            let names = try way.map { try work.store.user($0)?.name ?? $0.text }
            checks.add(
                "/substitute_id", "cycle",
                "Nobody would be left to act (\(names.joined(separator: " → "))). Choose somebody else, or other days.")
        }
        if let other = others.overlapping(new) {
            checks.add(
                "/from", "overlap",
                "There is a substitute from \(other.from) through \(other.through) already. Change that one, or choose other days."
            )
        }
    }
}

/// Ends a substitution today; one that has not begun is taken back.
package struct EndSubstitution: Command {
    package static let access = Access.roles(.buyer, .approver, .accountsPayable, scope: "substitutions.write")
    package var id: Identifier<Substitution>
    package init(_ id: Identifier<Substitution>) { self.id = id }

    package func perform(in work: UnitOfWork) throws -> Substitution {
        var substitution = try work.ownSubstitution(id)
        if substitution.from > work.today {
            try work.store.delete(id)
        } else if substitution.through > work.today {
            substitution.through = work.today
            try work.store.save(substitution)
        }
        try work.record(.recordChanged, id, [("ended", work.today.text)])
        return substitution
    }
}

/// Substitutions that hold today or later.
package struct ShowSubstitutions: Query {
    package static let access = Access.signedIn("substitutions.read")
    package init() {}
    package func answer(in view: View) throws -> Substitutions { try view.store.substitutions(from: view.today) }
}

/// The same with the people that it is about and that can be named, for a page: everybody's for administrators and auditors,
/// for others those that they are part of.
package struct ShowSubstitutes: Query {
    package static let access = Access.signedIn("substitutions.read")

    package struct Answer: Sendable {
        package var substitutions: [Substitution]
        package var people: [User]
        package var today: Day
    }

    package init() {}

    package func answer(in view: View) throws -> Answer {
        let all = try view.store.substitutions(from: view.today).list
        let seesAll = view.actor.has(.administrator) || view.actor.has(.auditor)
        let user = view.actor.user?.id
        return Answer(
            substitutions: all.filter { seesAll || $0.userID == user || $0.substituteID == user }.sorted { $0.from < $1.from },
            people: try view.store.users(), today: view.today)
    }
}

extension UnitOfWork {
    fileprivate func ownSubstitution(_ id: Identifier<Substitution>) throws -> Substitution {
        let substitution = try need(try store.record(id), Substitution.noun)
        guard substitution.userID == actor.user?.id || actor.has(.administrator) else {
            throw Refusal.forbidden("This is somebody else's substitute. Only they or an administrator may change it.")
        }
        return substitution
    }
}
