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
        unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            guard let base = buffer.baseAddress, count > 0 else { return }
            // Without randomness nothing that follows is secret: stop rather than go on.
            guard unsafe portico_random(base, count) == 1 else { fatalError("no random bytes") }
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
