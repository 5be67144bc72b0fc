/// Version 2 (§2.2).
extension ProxyProtocol {
    static func binary(_ bytes: ArraySlice<UInt8>, maximum: Int) -> Progress {
        let start = bytes.startIndex
        guard bytes.count >= fixedLength else { return .needsMore }
        guard bytes[start + 12] >> 4 == 2 else { return .refused("not version 2") }
        let length = fixedLength + number(bytes[(start + 14)..<(start + 16)])
        guard length <= maximum else { return .refused("header of \(length) octets") }
        guard bytes.count >= length else { return .needsMore }
        let header = bytes.prefix(length)
        switch bytes[start + 12] & 0xF {
        // LOCAL: the block is passed over, whatever its family says.
        case 0: return .complete(Header(), length: length)
        case 1: return proxied(header, family: bytes[start + 13])
        default: return .refused("unknown command")
        }
    }

    private static func proxied(_ header: ArraySlice<UInt8>, family: UInt8) -> Progress {
        let addressLength: Int
        switch family {
        case 0x00: addressLength = 0
        case 0x11: addressLength = 4
        case 0x21: addressLength = 16
        // Two paths of 108 octets: nothing here that could stand for a client.
        case 0x31: addressLength = 108
        case 0x12, 0x22, 0x32: return .refused("datagrams over a stream")
        default: return .refused("unknown address family or transport")
        }
        let hasPorts = family == 0x11 || family == 0x21
        let block = header.dropFirst(fixedLength)
        let taken = 2 * addressLength + (hasPorts ? 4 : 0)
        guard block.count >= taken else { return .refused("addresses are cut off") }
        var result = Header()
        if hasPorts {
            let ports = block.dropFirst(2 * addressLength).prefix(4)
            guard let source = IPAddress(octets: block.prefix(addressLength)),
                let destination = IPAddress(octets: block.dropFirst(addressLength).prefix(addressLength))
            else { return .refused("addresses are cut off") }
            result.source = Endpoint(address: source, port: number(ports.prefix(2)))
            result.destination = Endpoint(address: destination, port: number(ports.suffix(2)))
        }
        // Without a family nothing says where the addresses end, so nothing after them is read (§2.2).
        if family != 0, let problem = read(block.dropFirst(taken), of: header, into: &result) { return .refused(problem) }
        return .complete(result, length: header.count)
    }

    /// Reads the type-length-value fields after the addresses (§2.2); answers what is wrong with them.
    private static func read(_ fields: ArraySlice<UInt8>, of header: ArraySlice<UInt8>, into result: inout Header) -> String? {
        var rest = fields
        var isChecked = false
        while let kind = rest.first {
            guard rest.count >= 3 else { return "a field is cut off" }
            let length = number(rest.dropFirst().prefix(2))
            let value = rest.dropFirst(3).prefix(length)
            guard value.count == length else { return "a field is cut off" }
            rest = rest[value.endIndex...]
            switch kind {
            case 0x02 where !value.isEmpty: result.authority = String(validating: value, as: UTF8.self)
            // PP2_TYPE_SSL: a bit for TLS, then five octets more of which none matters here.
            case 0x20:
                guard let client = value.first, length >= 5 else { return "a field is cut off" }
                result.isSecure = client & 0x01 != 0
            case 0x03:
                guard length == 4, !isChecked else { return "a checksum that is none" }
                isChecked = true
                if CRC32C.of(header, zeroing: value.indices) != UInt32(number(value)) { return "the checksum does not match" }
            // Others are for others (§2.2.7).
            default: break
            }
        }
        return nil
    }

    /// A number in network order, of four octets at most.
    private static func number(_ bytes: ArraySlice<UInt8>) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }
}

/// The Castagnoli checksum (RFC 3720 Appendix B.4), for short inputs.
enum CRC32C {
    /// The checksum of `bytes` as if those at `zeroing` were 0 (§2.2.3).
    static func of(_ bytes: ArraySlice<UInt8>, zeroing: Range<Int>) -> UInt32 {
        var sum = UInt32.max
        for index in bytes.indices {
            sum ^= zeroing.contains(index) ? 0 : UInt32(bytes[index])
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0x82F6_3B78 : sum >> 1 }
        }
        return ~sum
    }
}
