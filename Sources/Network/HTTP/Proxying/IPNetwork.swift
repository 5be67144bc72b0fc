/// Addresses that share their first bits, written `address/bits` (RFC 4632 §3.1, RFC 4291 §2.3); a single address is a network too.
package struct IPNetwork: Sendable, Hashable, CustomStringConvertible {
    private let base: IPAddress
    /// Of 128, also for IPv4, whose addresses are kept mapped.
    private let length: Int

    /// `nil` when this is no network, and when bits after the prefix are set: `10.1.2.3/8` is more likely a slip than a wish,
    /// and what stands here is believed.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let base = IPAddress(first) else { return nil }
        // How the address is written says what the bits are counted of.
        let offset = first.utf8.contains(UInt8(ascii: ":")) ? 0 : 96
        var length = 128
        if parts.count == 2 {
            let digits = parts[1].utf8
            guard (1...3).contains(digits.count), digits.allSatisfy(ASCII.isDigit), digits.count == 1 || digits.first != 0x30,
                let bits = Int(parts[1]), bits + offset <= 128
            else { return nil }
            length = bits + offset
        }
        guard base.prefix(length) == base else { return nil }
        self.base = base
        self.length = length
    }

    /// Whether the address is one of these. `::/0` has no IPv4 address in it, although those are kept mapped.
    package func contains(_ address: IPAddress) -> Bool {
        address.isIPv4 == isIPv4 && address.prefix(length) == base
    }

    private var isIPv4: Bool { base.isIPv4 && length >= 96 }

    package var description: String { "\(base)/\(isIPv4 ? length - 96 : length)" }
}
