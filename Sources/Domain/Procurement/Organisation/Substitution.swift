/// Somebody acts for somebody else for a time.
package struct Substitution: Hashable, Sendable, Identified {
    package static let identifierPrefix = "sub"
    package let id: Identifier<Substitution>
    /// Who is away.
    package var userID: Identifier<User>
    /// Who acts.
    package var substituteID: Identifier<User>
    package var from: Day
    /// The last day, within.
    package var through: Day

    package init(
        id: Identifier<Substitution>, userID: Identifier<User>, substituteID: Identifier<User>, from: Day, through: Day
    ) {
        self.id = id
        self.userID = userID
        self.substituteID = substituteID
        self.from = from
        self.through = through
    }

    package var days: DayRange { DayRange(from: from, through: through) }
}

/// The substitutions that hold or will hold.
package struct Substitutions: Sendable {
    private let all: [Substitution]

    package init(_ all: [Substitution] = []) { self.all = all }

    package var list: [Substitution] { all }

    /// Who acts for `user` on a day: the substitute, or the substitute's own where that one is away, too. `nil` when nobody
    /// is named. Where only people who are away are left, the last one of them.
    package func acting(for user: Identifier<User>, on day: Day) -> Identifier<User>? {
        var seen: Set<Identifier<User>> = [user]
        var current = user
        while let next = all.first(where: { $0.userID == current && $0.days.contains(day) })?.substituteID,
            seen.insert(next).inserted
        {
            current = next
        }
        return current == user ? nil : current
    }

    /// Who acts for each of those who are away on a day.
    package func acting(on day: Day) -> [Identifier<User>: Identifier<User>] {
        var acting: [Identifier<User>: Identifier<User>] = [:]
        for absence in all where absence.days.contains(day) { acting[absence.userID] = self.acting(for: absence.userID, on: day) }
        return acting
    }

    /// Everybody for whom `user` acts on a day, directly or in turn.
    package func principals(of user: Identifier<User>, on day: Day) -> Set<Identifier<User>> {
        Set(all.filter { $0.days.contains(day) }.map(\.userID).filter { acting(for: $0, on: day) == user })
    }

    /// The people on the way round that one more would make on some day, beginning with who is away; `nil` for none.
    package func cycle(adding new: Substitution) -> [Identifier<User>]? {
        if new.userID == new.substituteID { return [new.userID, new.userID] }
        return way(from: new.substituteID, to: new.userID, on: new.days, avoiding: [new.substituteID], besides: new.id).map {
            [new.userID] + $0
        }
    }

    /// A chain of substitutions that all hold on one day of `days`.
    private func way(
        from start: Identifier<User>, to goal: Identifier<User>, on days: DayRange, avoiding seen: Set<Identifier<User>>,
        besides changed: Identifier<Substitution>
    ) -> [Identifier<User>]? {
        for step in all where step.userID == start && step.id != changed {
            let common = days.intersection(step.days)
            if common.isEmpty { continue }
            if step.substituteID == goal { return [start, goal] }
            if seen.contains(step.substituteID) { continue }
            let further = way(
                from: step.substituteID, to: goal, on: common, avoiding: seen.union([step.substituteID]), besides: changed)
            if let further { return [start] + further }
        }
        return nil
    }

    /// A substitution of the same person on one of the same days; two at once would leave open who acts.
    package func overlapping(_ new: Substitution) -> Substitution? {
        all.first { $0.id != new.id && $0.userID == new.userID && !$0.days.intersection(new.days).isEmpty }
    }
}
