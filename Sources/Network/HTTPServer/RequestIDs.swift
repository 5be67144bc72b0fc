/// Makes the ids of requests: short enough to need no memory of their own, and not the same after a restart.
struct RequestIDs {
    private static let digits = Array("0123456789abcdefghijkmnpqrstuvwxyz".utf8)
    private let prefix: UInt64
    private var count: UInt64 = 0

    init(reactor: Int) {
        let start = UInt64.random(in: 0..<UInt64(1 << 25))
        prefix = start << 5 | UInt64(reactor & 31)
    }

    /// Six characters of this reactor, a hyphen, and up to eight that count.
    mutating func next() -> String {
        count &+= 1
        let (prefix, count) = (prefix, count)
        return unsafe String(unsafeUninitializedCapacity: 15) { buffer in
            for place in 0..<6 { unsafe buffer[place] = Self.digits[Int(prefix >> UInt64(5 * (5 - place))) & 31] }
            unsafe buffer[6] = UInt8(ascii: "-")
            var length = 1
            while length < 8, count >> UInt64(5 * length) != 0 { length += 1 }
            for place in 0..<length {
                unsafe buffer[7 + place] = Self.digits[Int(count >> UInt64(5 * (length - 1 - place))) & 31]
            }
            return 7 + length
        }
    }
}
