package import FoundationEssentials

/// Time and chance, given from outside so that tests need neither.
package struct Pacing: Sendable {
    package let now: @Sendable () -> Date
    /// Sleeps so many seconds; throws when the task is cancelled.
    package let sleep: @Sendable (TimeInterval) async throws -> Void
    /// From 0 up to, not including, 1.
    package let random: @Sendable () -> Double

    package init(
        now: @escaping @Sendable () -> Date, sleep: @escaping @Sendable (TimeInterval) async throws -> Void,
        random: @escaping @Sendable () -> Double
    ) {
        self.now = now
        self.sleep = sleep
        self.random = random
    }
}

/// How often and how patiently a call is tried again.
package struct RetryPolicy: Hashable, Sendable {
    /// Tries in all.
    package var attempts: Int
    /// Seconds before the second try; doubled for each further one.
    package var firstPause: TimeInterval
    package var longestPause: TimeInterval

    package init(attempts: Int = 5, firstPause: TimeInterval = 0.5, longestPause: TimeInterval = 30) {
        self.attempts = attempts
        self.firstPause = firstPause
        self.longestPause = longestPause
    }

    /// Seconds to wait after the try `attempt`, counted from 0: between half of the doubled pause and all of it, so that clients
    /// that were throttled together do not come back together.
    func pause(after attempt: Int, random: Double) -> TimeInterval {
        var pause = firstPause
        for _ in 0..<min(attempt, 30) { pause = min(pause * 2, longestPause) }
        return min(pause, longestPause) * (0.5 + random / 2)
    }
}
