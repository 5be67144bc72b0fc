/// An IPv4 or IPv6 address as a value: compared by number, never by its text.
///
/// An IPv4 address mapped into IPv6 (`::ffff:192.0.2.1`, RFC 4291 §2.5.5.2) is the IPv4 address: a socket that listens on
/// both kinds tells IPv4 clients that way, and a rule for one must hold for the other.
package struct IPAddress: Sendable, Hashable, CustomStringConvertible {
    /// The upper 64 bits; 0 for IPv4.
    package let high: UInt64
    /// The lower 64 bits; for IPv4 the mapped form.
    package let low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// An IPv4 address from its number.
    package init(ipv4 number: UInt32) { self.init(high: 0, low: 0xFFFF_0000_0000 | UInt64(number)) }

    /// Four or sixteen octets in network order; `nil` for any other number of them.
    package init?(octets: ArraySlice<UInt8>) {
        switch octets.count {
        case 4: self.init(ipv4: octets.reduce(0) { $0 << 8 | UInt32($1) })
        case 16:
            self.init(
                high: octets.prefix(8).reduce(0) { $0 << 8 | UInt64($1) },
                low: octets.suffix(8).reduce(0) { $0 << 8 | UInt64($1) })
        default: return nil
        }
    }

    /// Reads the text form strictly: four decimal numbers without leading zeros (RFC 6943 §3.1.1 says why), or an IPv6 address
    /// of RFC 4291 §2.2. No brackets, port, blanks or zone.
    package init?(_ text: some StringProtocol) {
        if let number = Self.ipv4(text.utf8) {
            self.init(ipv4: number)
        } else if let groups = Self.groups(Array(text.utf8)[...]) {
            self.init(
                high: groups.prefix(4).reduce(0) { $0 << 16 | UInt64($1) },
                low: groups.suffix(4).reduce(0) { $0 << 16 | UInt64($1) })
        } else {
            return nil
        }
    }

    package var isIPv4: Bool { high == 0 && low >> 32 == 0xFFFF }

    /// 127.0.0.0/8 and ::1 (RFC 1122 §3.2.1.3, RFC 4291 §2.5.3).
    package var isLoopback: Bool { isIPv4 ? low >> 24 & 0xFF == 127 : high == 0 && low == 1 }

    /// Loopback, or of a network of its own that is not routed in the internet (RFC 1918, RFC 4193).
    package var isLocal: Bool {
        if !isIPv4 { return isLoopback || high >> 57 == 0xFC >> 1 }
        let octets = (low >> 24 & 0xFF, low >> 16 & 0xFF)
        return isLoopback || octets.0 == 10 || octets == (192, 168) || (octets.0 == 172 && octets.1 >> 4 == 1)
    }

    /// With all bits after the first `length` of 128 cleared.
    func prefix(_ length: Int) -> IPAddress {
        let highMask: UInt64 = length >= 64 ? .max : length <= 0 ? 0 : ~(UInt64.max >> UInt64(length))
        let lowMask: UInt64 = length >= 128 ? .max : length <= 64 ? 0 : ~(UInt64.max >> UInt64(length - 64))
        return IPAddress(high: high & highMask, low: low & lowMask)
    }

    /// What one client has to itself: an IPv4 address, or the 64 bits that an IPv6 subscriber is given at least (RFC 6177).
    package var subscriber: IPAddress { isIPv4 ? self : prefix(64) }

    // MARK: Reading

    /// Allocates nothing: this is asked of every request.
    private static func ipv4(_ text: some Sequence<UInt8>) -> UInt32? {
        var (number, part, digits, dots) = (UInt32(0), UInt32(0), 0, 0)
        for octet in text {
            if octet == UInt8(ascii: ".") {
                guard digits > 0, dots < 3 else { return nil }
                (number, part, digits, dots) = (number << 8 | part, 0, 0, dots + 1)
                continue
            }
            guard ASCII.isDigit(octet), digits == 0 || part > 0 else { return nil }
            part = part * 10 + UInt32(octet - 0x30)
            digits += 1
            guard part <= 255 else { return nil }
        }
        return dots == 3 && digits > 0 ? number << 8 | part : nil
    }

    /// The eight groups of an IPv6 address.
    private static func groups(_ bytes: ArraySlice<UInt8>) -> [UInt16]? {
        let colon = UInt8(ascii: ":")
        var gap: Int?
        for index in bytes.indices.dropLast() where bytes[index] == colon && bytes[index + 1] == colon {
            if gap != nil { return nil }
            gap = index
        }
        guard let gap else {
            guard let groups = list(bytes, mayEndInIPv4: true), groups.count == 8 else { return nil }
            return groups
        }
        guard let left = list(bytes[..<gap], mayEndInIPv4: false), let right = list(bytes[(gap + 2)...], mayEndInIPv4: true),
            left.count + right.count <= 7
        else { return nil }
        return left + Array(repeating: 0, count: 8 - left.count - right.count) + right
    }

    /// Groups between single colons; an IPv4 address at the end counts as two.
    private static func list(_ bytes: ArraySlice<UInt8>, mayEndInIPv4: Bool) -> [UInt16]? {
        if bytes.isEmpty { return [] }
        let parts = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        var groups: [UInt16] = []
        for (index, part) in parts.enumerated() {
            if mayEndInIPv4, index == parts.count - 1, part.contains(UInt8(ascii: ".")) {
                guard let number = ipv4(part) else { return nil }
                groups += [UInt16(number >> 16), UInt16(number & 0xFFFF)]
                continue
            }
            guard (1...4).contains(part.count) else { return nil }
            var group: UInt16 = 0
            for octet in part {
                guard let digit = ASCII.hexValue(octet) else { return nil }
                group = group << 4 | UInt16(digit)
            }
            groups.append(group)
        }
        return groups
    }

    // MARK: Writing

    /// The canonical text (RFC 5952 §4): small letters, no leading zeros, the first longest run of zero groups as `::`.
    package var description: String {
        if isIPv4 { return "\(low >> 24 & 0xFF).\(low >> 16 & 0xFF).\(low >> 8 & 0xFF).\(low & 0xFF)" }
        let groups = [high, low].flatMap { half in [48, 32, 16, 0].map { UInt16(truncatingIfNeeded: half >> UInt64($0)) } }
        var run = 0..<0
        var start = 0
        while start < 8 {
            let end = groups[start...].firstIndex { $0 != 0 } ?? 8
            if end - start > max(1, run.count) { run = start..<end }
            start = max(end, start + 1)
        }
        let words = groups.map { String($0, radix: 16) }
        if run.isEmpty { return words.joined(separator: ":") }
        return words[..<run.lowerBound].joined(separator: ":") + "::" + words[run.upperBound...].joined(separator: ":")
    }
}
