/// The whole life of a document as one table: from which state which trigger leads where.
///
/// What is not in the table is refused with `LifecycleRefusal`; nothing else in the program decides about states.
package struct Lifecycle<State: Hashable & Sendable, Trigger: Hashable & Sendable>: Sendable {
    private let next: [State: [Trigger: State]]
    private let triggers: [State: Set<Trigger>]

    /// Rows of *(state, trigger, next state)*.
    package init(_ rows: [(State, Trigger, State)]) {
        var next: [State: [Trigger: State]] = [:]
        for (state, trigger, result) in rows { next[state, default: [:]][trigger] = result }
        self.next = next
        triggers = next.mapValues { Set($0.keys) }
    }

    /// The state after `trigger`. Throws `LifecycleRefusal` when the table has no such row.
    package func after(_ trigger: Trigger, from state: State) throws(LifecycleRefusal) -> State {
        guard let result = next[state]?[trigger] else {
            throw LifecycleRefusal(state: "\(state)", trigger: "\(trigger)")
        }
        return result
    }

    package func allows(_ trigger: Trigger, from state: State) -> Bool { next[state]?[trigger] != nil }

    /// All that it allows from a state.
    package func triggers(from state: State) -> Set<Trigger> { triggers[state] ?? [] }
}

/// A step that a document's lifecycle does not have.
package struct LifecycleRefusal: Error, Hashable, Sendable {
    package let state: String
    package let trigger: String

    package init(state: String, trigger: String) {
        self.state = state
        self.trigger = trigger
    }
}
