import Synchronization

/// Wakes one sleeper. Ringing before the sleep counts for it.
package final class Bell: Sendable {
    private struct State {
        var isRung = false
        var sleeper: CheckedContinuation<Void, Never>?
        /// What wakes the sleeper when nobody rings, and when. It stays for the next sleep: a bell that is rung all the time would
        /// otherwise set and take back an alarm each time.
        var alarm: (task: Task<Void, Never>, at: ContinuousClock.Instant)?
    }

    private let state = Mutex(State())

    package init() {}

    deinit { state.withLock { $0.alarm }?.task.cancel() }

    package func ring() {
        let sleeper = state.withLock { state in
            defer { state.sleeper = nil }
            if state.sleeper == nil { state.isRung = true }
            return state.sleeper
        }
        sleeper?.resume()
    }

    /// Returns when rung, when the task is cancelled, or after `limit`, perhaps earlier: by the alarm of a sleep before this one. One
    /// sleeper at a time.
    package func wait(atMost limit: Duration) async {
        let moment = ContinuousClock.now + limit
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let goesOn = state.withLock { state in
                    if state.isRung || Task.isCancelled {
                        state.isRung = false
                        return true
                    }
                    state.sleeper = continuation
                    if state.alarm.map({ $0.at > moment }) ?? true {
                        state.alarm?.task.cancel()
                        state.alarm = (alarm(at: moment), moment)
                    }
                    return false
                }
                if goesOn { continuation.resume() }
            }
        } onCancel: {
            wake()
        }
    }

    private func alarm(at moment: ContinuousClock.Instant) -> Task<Void, Never> {
        Task { [weak self] in
            guard (try? await Task.sleep(until: moment)) != nil else { return }
            self?.wake(byAlarmOf: moment)
        }
    }

    /// Ends a sleep without having been rung.
    private func wake(byAlarmOf moment: ContinuousClock.Instant? = nil) {
        let sleeper = state.withLock { state in
            defer { state.sleeper = nil }
            if let moment, state.alarm?.at == moment { state.alarm = nil }
            return state.sleeper
        }
        sleeper?.resume()
    }
}
