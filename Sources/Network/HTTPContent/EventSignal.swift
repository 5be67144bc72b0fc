import Synchronization

/// Tells one stream that something changed, or that it is over. Any number of rings before it looks are one ring, so that a
/// slow reader costs a bit, never a queue.
package final class EventSignal: Sendable {
    package enum Ending: Sendable, Hashable {
        /// The server stops: the browser may come again.
        case stopped
        /// Too many streams: the browser must not come again by itself.
        case displaced
    }

    package enum Wake: Sendable, Hashable {
        case rung
        /// Nothing happened for as long as was to be waited.
        case quiet
        case ended(Ending)
    }

    private struct State {
        var isRung = false
        var ending: Ending?
        var sleeper: CheckedContinuation<Void, Never>?
        /// Whether the present wait has lasted as long as it may.
        var isTimeUp = false
        /// Whether the sleeper is to be woken by rings, too.
        var hearsRings = false
    }

    private let state = Mutex(State())

    package init() {}

    package func ring() {
        wake { state in
            state.isRung = true
            return state.hearsRings
        }
    }

    /// For good; the first reason stays.
    package func end(_ ending: Ending) {
        wake { state in
            if state.ending == nil { state.ending = ending }
            return true
        }
    }

    /// Returns when rung, ended, or after `limit`; takes the ring away. One waiter at a time. With `endOnly` rings are left
    /// for later.
    package func wait(atMost limit: Duration, endOnly: Bool = false) async -> Wake {
        state.withLock { $0.isTimeUp = false }
        let alarm = Task {
            // Cancelled as soon as something happens.
            guard (try? await Task.sleep(for: limit)) != nil else { return }
            wake { state in
                state.isTimeUp = true
                return true
            }
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let goesOn = state.withLock { state in
                    if state.ending != nil || state.isTimeUp || Task.isCancelled { return true }
                    if state.isRung, !endOnly { return true }
                    state.sleeper = continuation
                    state.hearsRings = !endOnly
                    return false
                }
                if goesOn { continuation.resume() }
            }
        } onCancel: {
            wake { _ in true }
        }
        alarm.cancel()
        return state.withLock { state in
            if let ending = state.ending { return .ended(ending) }
            if endOnly || !state.isRung { return .quiet }
            state.isRung = false
            return .rung
        }
    }

    /// Changes the state, and ends a wait when `change` says so.
    private func wake(_ change: (inout State) -> Bool) {
        let sleeper = state.withLock { state in
            guard change(&state) else { return nil as CheckedContinuation<Void, Never>? }
            defer { state.sleeper = nil }
            return state.sleeper
        }
        sleeper?.resume()
    }
}
