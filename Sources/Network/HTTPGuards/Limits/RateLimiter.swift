import Synchronization

/// Token buckets for any number of keys in a fixed amount of memory.
///
/// A bucket is one number: the time at which it is full again (the generic cell rate algorithm of ITU-T I.371 Annex A), so a
/// full one is as good as none. Keys are kept as 64-bit hashes under a seed of this process: what they were made of is not
/// in memory, and nobody outside can find two that meet. Each key has eight places it may be in; when all are taken, the one
/// that is nearest to full is given up, so those that are over their limit stay known longest.
package final class RateLimiter: Sendable {
    private static let ways = 8
    private static let shardCount = 16

    private struct Bucket {
        var key: UInt64 = 0
        /// Microseconds of `now`.
        var fullAt: Int64 = .min
    }

    private final class Shard: Sendable {
        let buckets: Mutex<[Bucket]>
        init(count: Int) { buckets = Mutex(Array(repeating: Bucket(), count: count)) }
    }

    package let limit: RateLimit
    private let now: @Sendable () -> Int64
    private let shards: [Shard]
    private let setsPerShard: UInt64

    /// - Parameters:
    ///   - capacity: keys that are known at once; 16 octets each.
    ///   - now: microseconds of a clock that does not go back.
    package init(_ limit: RateLimit, capacity: Int = 16_384, now: @escaping @Sendable () -> Int64) {
        self.limit = limit
        self.now = now
        let sets = max(1, capacity / (Self.ways * Self.shardCount))
        setsPerShard = UInt64(sets)
        shards = (0..<Self.shardCount).map { _ in Shard(count: sets * Self.ways) }
    }

    /// Takes a token of the key's bucket, when there is one.
    package func take(_ key: some Hashable) -> RateDecision { decide(key, takes: true) }

    /// Says what ``take(_:)`` would, and takes nothing.
    package func look(_ key: some Hashable) -> RateDecision { decide(key, takes: false) }

    private func decide(_ key: some Hashable, takes: Bool) -> RateDecision {
        var hasher = Hasher()
        hasher.combine(key)
        let hash = UInt64(bitPattern: Int64(hasher.finalize()))
        let now = now()
        let first = Int((hash >> 8) % setsPerShard) * Self.ways
        return shards[Int(hash % UInt64(Self.shardCount))].buckets.withLock { buckets in
            var place = first
            var known = now
            for index in first..<(first + Self.ways) {
                if buckets[index].key == hash, buckets[index].fullAt > now {
                    place = index
                    known = buckets[index].fullAt
                    break
                }
                if buckets[index].fullAt < buckets[place].fullAt { place = index }
            }
            let after = known + limit.interval
            let capacity = Int64(limit.burst) * limit.interval
            guard after - now <= capacity else {
                return RateDecision(isAllowed: false, remaining: 0, seconds: Self.seconds(after - now - capacity))
            }
            if takes { buckets[place] = Bucket(key: hash, fullAt: after) }
            return RateDecision(
                isAllowed: true, remaining: Int((capacity - (after - now)) / limit.interval), seconds: Self.seconds(after - now))
        }
    }

    private static func seconds(_ microseconds: Int64) -> Int { Int((microseconds + 999_999) / 1_000_000) }
}
