/// A 256-bit key for sealing, with an id that says which key it was without saying anything of it.
package struct SealingKey: Sendable {
    package static let length = 32

    let bytes: [UInt8]
    /// The first four bytes of a hash of the key.
    let id: [UInt8]

    /// - Returns: `nil` unless there are exactly 32 bytes.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.length else { return nil }
        self.init(checked: bytes)
    }

    /// A new key.
    package init(random: any RandomSource) {
        self.init(checked: random.bytes(Self.length))
    }

    private init(checked bytes: [UInt8]) {
        self.bytes = bytes
        id = Array(HMACSHA256.code(for: Array("portico key id".utf8), key: bytes).prefix(4))
    }
}

extension SealingKey: CustomStringConvertible {
    /// The id; the key itself is never printed.
    package var description: String { "key \(Hex.encode(id))" }
}
