/// So many events in so many seconds, with a reserve that can be used up at once: a token bucket.
package struct RateLimit: Sendable, Hashable {
    /// Told to clients and counted under this word.
    package let name: String
    package let events: Int
    package let seconds: Int
    /// Events that can happen at once after a quiet time.
    package let burst: Int

    /// - Parameter burst: `events` where nothing else is said.
    package init(_ name: String, _ events: Int, per seconds: Int, burst: Int? = nil) {
        self.name = name
        self.events = max(1, events)
        self.seconds = max(1, seconds)
        self.burst = max(1, burst ?? events)
    }

    /// Microseconds in which one token comes back.
    var interval: Int64 { max(1, Int64(seconds) * 1_000_000 / Int64(events)) }
}

/// What a limit says about one event.
package struct RateDecision: Sendable, Hashable {
    package var isAllowed: Bool
    /// Tokens that are left.
    package var remaining: Int
    /// Whole seconds until one token is there (when refused), or until all are.
    package var seconds: Int
}
