import Synchronization

/// Something that happens once and that tasks can wait for.
final class Latch: Sendable {
    private enum State {
        case shut(waiting: [CheckedContinuation<Void, Never>])
        case open
    }

    private let state = Mutex(State.shut(waiting: []))

    func open() {
        let waiting: [CheckedContinuation<Void, Never>] = state.withLock { state in
            guard case .shut(let waiting) = state else { return [] }
            state = .open
            return waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    func wait() async {
        await withCheckedContinuation { continuation in
            let isOpen = state.withLock { state in
                guard case .shut(let waiting) = state else { return true }
                state = .shut(waiting: waiting + [continuation])
                return false
            }
            if isOpen { continuation.resume() }
        }
    }
}
