import FoundationEssentials
import Synchronization

/// What proofs were found right lately, so that who comes a hundred times a second is looked up once a second.
///
/// Only right proofs are kept, by their hash; a wrong one is looked up each time, at the same cost as ever. What is forgotten
/// before a change is answered counts no more from then on; a change that another process makes in the same database counts after
/// a second at most.
final class LatelyProven<Found: Sendable>: Sendable {
    /// For how long a proof counts.
    static var seconds: Double { 1 }
    private static var limit: Int { 1000 }

    /// An object, because what was found is large, and whoever asks next takes it on another thread.
    private final class Entry: Sendable {
        let found: Found
        let until: Date

        init(_ found: Found, until: Date) { (self.found, self.until) = (found, until) }
    }

    private struct State {
        var entries: [[UInt8]: Entry] = [:]
        /// Grows whenever everything is forgotten: what was read before is not kept.
        var generation = 0
    }

    private let state = Mutex(State())

    /// Forgets everything.
    func forget() {
        state.withLock { state in
            state.entries.removeAll(keepingCapacity: true)
            state.generation += 1
        }
    }

    /// What `look` finds, or what it found for the same proof a moment ago.
    /// - Parameters:
    ///   - proof: a hash of all that is proven by.
    ///   - keeps: what of an answer is kept; `nil` when the proof was wrong, or is to be looked up again.
    func answer<Answer>(
        for proof: [UInt8], at now: Date, again: (Found) -> Answer, keeps: (Answer) -> Found?,
        _ look: () async throws -> Answer
    ) async throws -> Answer {
        let (known, generation) = state.withLock { ($0.entries[proof], $0.generation) }
        if let known, known.until > now, known.until.timeIntervalSince(now) <= Self.seconds { return again(known.found) }
        let answer = try await look()
        guard let found = keeps(answer) else { return answer }
        state.withLock { state in
            guard state.generation == generation else { return }
            if state.entries.count >= Self.limit { state.entries = [:] }
            state.entries[proof] = Entry(found, until: now.addingTimeInterval(Self.seconds))
        }
        return answer
    }
}
