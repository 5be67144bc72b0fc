/// SplitMix64: the same run for the same seed.
struct Numbers {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to and without `bound`, which is above 0.
    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

    /// Octets that differ from one call to the next: a number, over and over.
    mutating func octets(_ count: Int) -> [UInt8] {
        let seed = next()
        return unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            for index in 0..<count {
                unsafe buffer[index] =
                    UInt8(truncatingIfNeeded: seed >> UInt64((index & 7) * 8)) &+ UInt8(truncatingIfNeeded: index >> 8)
            }
            initialized = count
        }
    }
}
