package import HTTPContent
import Synchronization

/// Tells the streams of open pages that something changed. What changed they look up themselves, each with the rights of its
/// own person: nothing of one person's affairs passes through here.
///
/// Bounded in all directions: so many streams a person, so many in all, and one bit for what a stream has not looked at yet.
package final class Announcements: Sendable {
    /// Held by nobody but its stream, so that a stream that is gone needs no signing off.
    private struct Listener {
        weak var signal: EventSignal?
    }

    private struct State {
        var listeners: [String: [Listener]] = [:]
        var isClosed = false

        var count: Int { listeners.values.reduce(0) { $0 + $1.count } }

        mutating func forgetGone() {
            listeners = listeners.mapValues { $0.filter { $0.signal != nil } }.filter { !$0.value.isEmpty }
        }
    }

    private let state = Mutex(State())
    private let perPerson: Int
    private let inAll: Int

    package init(perPerson: Int = 6, inAll: Int = 2000) {
        self.perPerson = perPerson
        self.inAll = inAll
    }

    /// A signal for a new stream. The oldest stream of a person who has too many is ended; `nil` when there are too many in
    /// all, and after `close`.
    package func join(_ person: String) -> EventSignal? {
        let signal = EventSignal()
        let (isIn, displaced) = state.withLock { state -> (Bool, [EventSignal]) in
            state.forgetGone()
            guard !state.isClosed, state.count < inAll else { return (false, []) }
            var mine = state.listeners[person] ?? []
            let displaced = mine.prefix(max(0, mine.count + 1 - perPerson)).compactMap(\.signal)
            mine.removeFirst(max(0, mine.count + 1 - perPerson))
            mine.append(Listener(signal: signal))
            state.listeners[person] = mine
            return (true, displaced)
        }
        for signal in displaced { signal.end(.displaced) }
        return isIn ? signal : nil
    }

    /// Something changed that a page might show.
    package func announce() { for signal in signals() { signal.ring() } }

    /// Ends every stream at once and takes no more, for a server that stops.
    package func close() {
        state.withLock { $0.isClosed = true }
        for signal in signals() { signal.end(.stopped) }
    }

    /// Streams that are open, for metrics.
    package var count: Int { signals().count }

    private func signals() -> [EventSignal] {
        state.withLock { state in state.listeners.values.flatMap { $0.compactMap(\.signal) } }
    }
}
