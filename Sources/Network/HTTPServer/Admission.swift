import Synchronization

/// How many connections are open, in all and by address, over all reactors of a server.
final class Admission: Sendable {
    enum Verdict: Sendable {
        case welcome
        /// Over a limit, but there is room to say so: answered 503.
        case refused(ListenerCounters.Refusal)
        /// Not even room for that.
        case turnedAway(ListenerCounters.Refusal)
    }

    private let maximum: Int
    private let maximumPerAddress: Int
    private let isExempt: @Sendable (String) -> Bool
    private let total = Atomic<Int>(0)
    private let addresses = Mutex<[String: Int]>([:])

    init(_ configuration: ListenerConfiguration) {
        maximum = configuration.maximumConnections
        maximumPerAddress = configuration.connectionsPerAddress
        isExempt = configuration.isExempt
    }

    /// Counts one connection more, whatever the verdict; `leave` follows once. Without a `peer`, one whose address is told
    /// later, to `identify`.
    func enter(_ peer: String?) -> Verdict {
        let open = total.add(1, ordering: .relaxed).newValue
        let ofAddress = peer.map { identify($0) } ?? .welcome
        // An eighth of the connections is kept for answers to those beyond the limit.
        if open > maximum + max(64, maximum / 8) { return .turnedAway(.full) }
        return open > maximum ? .refused(.full) : ofAddress
    }

    /// Counts a connection under its address.
    func identify(_ peer: String) -> Verdict {
        guard counts(peer) else { return .welcome }
        let open = addresses.withLock { addresses in
            addresses[peer, default: 0] += 1
            return addresses[peer, default: 0]
        }
        if open > maximumPerAddress * 2 { return .turnedAway(.perAddress) }
        return open > maximumPerAddress ? .refused(.perAddress) : .welcome
    }

    func leave(_ peer: String?) {
        total.subtract(1, ordering: .relaxed)
        guard let peer, counts(peer) else { return }
        addresses.withLock { addresses in
            guard let count = addresses[peer] else { return }
            addresses[peer] = count > 1 ? count - 1 : nil
        }
    }

    var count: Int { total.load(ordering: .relaxed) }

    private func counts(_ peer: String) -> Bool { maximumPerAddress > 0 && !isExempt(peer) }
}
