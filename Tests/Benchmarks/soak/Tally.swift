import Synchronization

/// What was done so far, over all threads.
final class Tally: Sendable {
    private struct Counts {
        var requests = 0
        var kinds: [String: Int] = [:]
        var wrong: [String] = []
        var wrongCount = 0
    }

    private let counts = Mutex(Counts())
    let goal: Int

    init(goal: Int) { self.goal = goal }

    var requests: Int { counts.withLock { $0.requests } }
    var isDone: Bool { requests >= goal }
    var kinds: [(String, Int)] { counts.withLock { $0.kinds }.sorted { $0.key < $1.key } }
    /// The first wrong answers, and how many there were.
    var wrong: ([String], Int) { counts.withLock { ($0.wrong, $0.wrongCount) } }

    func add(_ kind: String, requests: Int) {
        counts.withLock {
            $0.requests += requests
            $0.kinds[kind, default: 0] += 1
        }
    }

    func addWrong(_ text: String) {
        counts.withLock {
            $0.wrongCount += 1
            if $0.wrong.count < 20 { $0.wrong.append(text) }
        }
    }
}
