/// The fields that proxies add: Forwarded (RFC 7239), X-Real-IP and everything that begins with X-Forwarded-.
extension HeaderFields {
    package var hasForwarding: Bool { fields.contains { Self.isForwarding($0.name.utf8) } }

    package mutating func removeForwarding() {
        for name in Set(fields.map(\.name)) where Self.isForwarding(name.utf8) { remove(name) }
    }

    /// Asked of every field of every request, so most are told by their first octet.
    private static func isForwarding(_ name: some Collection<UInt8>) -> Bool {
        guard let first = name.first else { return false }
        switch first {
        case UInt8(ascii: "f"), UInt8(ascii: "F"): return isSame(name, "forwarded")
        case UInt8(ascii: "x"), UInt8(ascii: "X"):
            return isSame(name.prefix(12), "x-forwarded-") || isSame(name, "x-real-ip")
        default: return false
        }
    }

    private static func isSame(_ name: some Collection<UInt8>, _ small: StaticString) -> Bool {
        guard name.count == small.utf8CodeUnitCount else { return false }
        return small.withUTF8Buffer { buffer in
            unsafe zip(name, buffer).allSatisfy { ASCII.lowercased($0) == $1 }
        }
    }
}
