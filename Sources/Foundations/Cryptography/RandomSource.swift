import COpenSSL
import Synchronization

/// Where random bytes come from. Given to whoever needs them, so that a test can say which they are.
package protocol RandomSource: Sendable {
    /// `count` fresh bytes.
    func bytes(_ count: Int) -> [UInt8]
}

/// The generator of OpenSSL, seeded by the kernel: the one for keys, nonces, tokens and identifiers.
package struct SystemRandom: RandomSource {
    package init() {}

    package func bytes(_ count: Int) -> [UInt8] {
        count <= Self.short ? Self.stock.withLock { $0.take(count) } : Self.fresh(count)
    }

    /// Up to this many bytes come out of the stock: an identifier's worth costs the generator as much as a hundred times that.
    private static let short = 32
    private static let stock = Mutex(Stock())

    private struct Stock {
        private var bytes: [UInt8] = []
        private var used = 0

        /// Each byte is handed out once and not kept.
        mutating func take(_ count: Int) -> [UInt8] {
            if bytes.count - used < count {
                bytes = SystemRandom.fresh(4096)
                used = 0
            }
            let taken = Array(bytes[used..<used + count])
            for place in used..<used + count { bytes[place] = 0 }
            used += count
            return taken
        }
    }

    private static func fresh(_ count: Int) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            // Without randomness nothing that follows is secret: stop rather than go on.
            guard unsafe RAND_bytes(buffer.baseAddress, Int32(count)) == 1 else { fatalError("no random bytes") }
            initialized = count
        }
    }
}

/// The same bytes after the same seed: for tests only, nothing made from it is secret.
package final class SeededRandom: RandomSource {
    private let seed: UInt64
    private let counter = Mutex<UInt64>(0)

    package init(seed: UInt64) {
        self.seed = seed
    }

    package func bytes(_ count: Int) -> [UInt8] {
        var made: [UInt8] = []
        while made.count < count {
            let number = counter.withLock { value in
                value += 1
                return value
            }
            made += SHA256.digest("\(seed)/\(number)")
        }
        return Array(made.prefix(count))
    }
}
