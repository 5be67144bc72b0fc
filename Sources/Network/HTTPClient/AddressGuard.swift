/// Which network addresses a request may go to when its URL came from someone else.
///
/// Without it a partner's URL could make this server talk to itself or to its neighbours (server-side request forgery). It
/// looks at the address a connection is about to be opened to, so a name that resolves differently the second time gains nothing.
package enum AddressGuard {
    /// Whether an address (4 or 16 bytes in network order) is one of the public internet.
    package static func isPublic(_ address: [UInt8]) -> Bool {
        switch address.count {
        case 4: isPublicVersion4(address)
        case 16: isPublicVersion6(address)
        default: false
        }
    }

    /// The blocks of the IANA registry of special-purpose addresses (RFC 6890) that are not globally reachable.
    private static let reserved: [(prefix: [UInt8], bits: Int)] = [
        ([0, 0, 0, 0], 8), ([10, 0, 0, 0], 8), ([100, 64, 0, 0], 10), ([127, 0, 0, 0], 8), ([169, 254, 0, 0], 16),
        ([172, 16, 0, 0], 12), ([192, 0, 0, 0], 24), ([192, 0, 2, 0], 24), ([192, 88, 99, 0], 24), ([192, 168, 0, 0], 16),
        ([198, 18, 0, 0], 15), ([198, 51, 100, 0], 24), ([203, 0, 113, 0], 24), ([224, 0, 0, 0], 3),
    ]

    private static func isPublicVersion4(_ address: [UInt8]) -> Bool {
        !reserved.contains { matches(address, $0.prefix, bits: $0.bits) }
    }

    private static func isPublicVersion6(_ address: [UInt8]) -> Bool {
        let zeros = [UInt8](repeating: 0, count: 10)
        // ::ffff:0:0/96, IPv4-mapped, and 64:ff9b::/96, translated (RFC 6052): what counts is the IPv4 address inside.
        if address.starts(with: zeros + [0xff, 0xff]) { return isPublicVersion4(Array(address[12...])) }
        if address.starts(with: [0, 0x64, 0xff, 0x9b] + zeros.prefix(8)) { return isPublicVersion4(Array(address[12...])) }
        // 2002::/16, 6to4: the IPv4 address of the gateway follows.
        if address.starts(with: [0x20, 0x02]) { return isPublicVersion4(Array(address[2..<6])) }
        // 2001::/23 for protocols (Teredo among them), 2001:db8::/32 and 3fff::/20 for documentation.
        if matches(address, [0x20, 0x01, 0, 0], bits: 23) || address.starts(with: [0x20, 0x01, 0x0d, 0xb8]) { return false }
        if matches(address, [0x3f, 0xff, 0, 0], bits: 20) { return false }
        // Of the rest only 2000::/3 is global unicast; loopback, link-local, unique local and multicast are outside it.
        return matches(address, [0x20, 0, 0, 0], bits: 3)
    }

    /// Whether the first `bits` of `address` are those of `prefix`; `bits` ≤ 32.
    private static func matches(_ address: [UInt8], _ prefix: [UInt8], bits: Int) -> Bool {
        let mask = ~UInt32(0) << UInt32(32 - bits)
        return word(address) & mask == word(prefix) & mask
    }

    private static func word(_ bytes: [UInt8]) -> UInt32 { bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) } }
}
