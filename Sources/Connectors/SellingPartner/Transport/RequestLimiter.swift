package import FoundationEssentials
import Synchronization

/// A token bucket per operation and account, so that Amazon's own is not run dry: it tells its rate, but never on a 429.
package final class RequestLimiter: Sendable {
    private struct Bucket {
        var tokens: Double
        var rate: Double
        var at: Date
    }

    private let buckets = Mutex<[String: Bucket]>([:])

    package init() {}

    /// Takes a token and answers how many seconds to wait before it may be used; 0 when there is one. Callers that come together
    /// get places one behind the other.
    package func reserve(_ operation: Operation, account: String, now: Date) -> TimeInterval {
        buckets.withLock { buckets in
            let key = account + " " + operation.name
            var bucket = buckets[key] ?? Bucket(tokens: operation.burst, rate: operation.rate, at: now)
            // A clock that went back fills nothing.
            let passed = max(0, now.timeIntervalSince(bucket.at))
            bucket.tokens = min(operation.burst, bucket.tokens + passed * bucket.rate)
            bucket.at = max(bucket.at, now)
            bucket.tokens -= 1
            buckets[key] = bucket
            return bucket.tokens >= 0 ? 0 : -bucket.tokens / bucket.rate
        }
    }

    /// Takes over the rate that an answer names (`x-amzn-RateLimit-Limit`, calls a second).
    package func learn(_ rate: Double, of operation: Operation, account: String) {
        guard rate > 0, rate.isFinite else { return }
        buckets.withLock { $0[account + " " + operation.name]?.rate = rate }
    }

    /// Empties the bucket: Amazon has just said that there is nothing left.
    package func drain(_ operation: Operation, account: String) {
        buckets.withLock { buckets in
            let key = account + " " + operation.name
            if let bucket = buckets[key] { buckets[key]?.tokens = min(bucket.tokens, 0) }
        }
    }
}
