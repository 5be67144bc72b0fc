import Glibc

/// What the oracle takes for a right head.
struct OracleHead {
    var method: [UInt8] = []
    var isChunked = false
    var length = 0
    var closes = false

    init(taking rest: inout ArraySlice<UInt8>) throws(OracleFault) {
        var line = try Plain.takeLine(&rest)
        for _ in 0..<2 where line.isEmpty { line = try Plain.takeLine(&rest) }
        if line.isEmpty { throw .wrong }
        var fields: [(name: String, value: ArraySlice<UInt8>)] = []
        var broken = false
        while true {
            let next: ArraySlice<UInt8>
            do { next = try Plain.takeLine(&rest) } catch { throw broken ? .wrong : error }
            if next.isEmpty { break }
            do { fields.append(try Plain.field(next)) } catch { broken = true }
        }
        if broken { throw .wrong }
        try read(line, fields)
    }

    private mutating func read(_ line: ArraySlice<UInt8>, _ fields: [(name: String, value: ArraySlice<UInt8>)])
        throws(OracleFault)
    {
        func all(_ name: String) -> [ArraySlice<UInt8>] { fields.filter { $0.name == name }.map(\.value) }
        let words = line.split(separator: 0x20, omittingEmptySubsequences: false)
        guard words.count == 3, (1...32).contains(words[0].count), words[0].allSatisfy(Plain.tokens.contains) else {
            throw .wrong
        }
        method = Array(words[0])
        let version = Array(words[2])
        guard version.count == 8, version.starts(with: "HTTP/1.".utf8), Plain.digits.contains(version[7]) else { throw .wrong }
        let isOld = version[7] == 0x30
        guard OracleTarget.isRight(words[1], method: Plain.lower(method), exact: method) else { throw .wrong }
        let hosts = all("host")
        guard hosts.count == 1 || hosts.isEmpty && isOld, hosts.allSatisfy(OracleTarget.isAuthority) else { throw .wrong }
        try frame(codings: all("transfer-encoding"), lengths: all("content-length"), isOld: isOld)
        if !isOld, !all("expect").allSatisfy({ Plain.lower($0) == "100-continue" }) { throw .wrong }
        let options = all("connection").flatMap { $0.split(separator: 0x2C) }.map { Plain.lower(Plain.trim($0)) }
        closes = options.contains("close") || isOld && !options.contains("keep-alive")
    }

    private mutating func frame(codings: [ArraySlice<UInt8>], lengths: [ArraySlice<UInt8>], isOld: Bool) throws(OracleFault) {
        guard codings.count + lengths.count <= 1 else { throw .wrong }
        if let coding = codings.first {
            guard !isOld, Plain.lower(coding) == "chunked" else { throw .wrong }
            isChunked = true
        }
        if let value = lengths.first {
            let number = value.drop { $0 == 0x30 }
            guard !value.isEmpty, value.allSatisfy(Plain.digits.contains), number.count <= 18 else { throw .wrong }
            for digit in number { length = length * 10 + Int(digit - 0x30) }
        }
    }
}

/// Targets and authorities, as the oracle sees them.
enum OracleTarget {
    static let unreserved = Plain.digits.union(Plain.letters).union("-._~".utf8)
    static let name = unreserved.union("!$&'()*+;=".utf8)
    static let path = name.union(",:@/".utf8)
    static let query = Set<UInt8>(0x21...0x7E).subtracting("\"<>\\#".utf8)

    static func isRight(_ target: ArraySlice<UInt8>, method: String, exact: [UInt8]) -> Bool {
        if exact == Array("CONNECT".utf8) { return false }
        if target.elementsEqual("*".utf8) { return exact == Array("OPTIONS".utf8) }
        var rest = target
        if target.first != 0x2F {
            guard let scheme = ["http://", "https://"].first(where: { Plain.lower(target.prefix($0.utf8.count)) == $0 }) else {
                return false
            }
            rest = target.dropFirst(scheme.utf8.count)
            let authority = rest.prefix { !"/?#".utf8.contains($0) }
            guard isAuthority(authority) else { return false }
            rest = rest[authority.endIndex...]
            if rest.first != 0x2F { rest = [0x2F] + rest }
        }
        let parts = rest.split(separator: 0x3F, maxSplits: 1, omittingEmptySubsequences: false)
        if parts.count == 2, unescaped(parts[1], allowed: query) == nil { return false }
        return isPath(parts[0])
    }

    /// A path that stays below the root and is UTF-8, without escaped separators and control characters.
    private static func isPath(_ octets: ArraySlice<UInt8>) -> Bool {
        var kept: [[UInt8]] = []
        for part in octets.dropFirst().split(separator: 0x2F) {
            guard let segment = unescaped(part, allowed: path),
                !segment.contains(where: { $0 < 0x20 || [0x7F, 0x2F, 0x5C].contains($0) })
            else { return false }
            switch segment {
            case [0x2E]: break
            case [0x2E, 0x2E]:
                if kept.popLast() == nil { return false }
            default: kept.append(segment)
            }
        }
        return kept.allSatisfy { String(validating: $0, as: UTF8.self) != nil }
    }

    private static func unescaped(_ octets: ArraySlice<UInt8>, allowed: Set<UInt8>) -> [UInt8]? {
        var result: [UInt8] = []
        var rest = octets
        while let octet = rest.popFirst() {
            if octet == 0x25 {
                guard let code = number(rest.prefix(2)) else { return nil }
                rest = rest.dropFirst(2)
                result.append(code)
            } else {
                guard allowed.contains(octet) else { return nil }
                result.append(octet)
            }
        }
        return result
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> UInt8? {
        guard digits.count == 2, digits.allSatisfy(Plain.hexadecimal.contains) else { return nil }
        return UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
    }

    /// uri-host [ ":" port ], the host not empty and without a comma.
    static func isAuthority(_ octets: ArraySlice<UInt8>) -> Bool {
        var rest = octets
        if octets.first == 0x5B {
            guard let end = octets.firstIndex(of: 0x5D), isAddress(octets[octets.startIndex + 1..<end]) else { return false }
            rest = octets[(end + 1)...]
        } else {
            let host = octets.prefix { $0 != 0x3A }
            guard !host.isEmpty, unescaped(host, allowed: name) != nil else { return false }
            rest = octets[host.endIndex...]
        }
        if rest.isEmpty { return true }
        let port = rest.dropFirst()
        guard rest.first == 0x3A, port.count <= 5, port.allSatisfy(Plain.digits.contains) else { return false }
        return port.isEmpty || Int(String(decoding: port, as: UTF8.self)).map { $0 <= 65535 } == true
    }

    /// IPv6 by the system's own reader, and IPvFuture.
    private static func isAddress(_ octets: ArraySlice<UInt8>) -> Bool {
        let text = String(decoding: octets, as: UTF8.self)
        if let first = octets.first, first == 0x76 || first == 0x56 {
            let parts = octets.dropFirst().split(separator: 0x2E, maxSplits: 1, omittingEmptySubsequences: false)
            return parts.count == 2 && !parts[0].isEmpty && !parts[1].isEmpty && parts[0].allSatisfy(Plain.hexadecimal.contains)
                && parts[1].allSatisfy(name.union(",:".utf8).contains)
        }
        guard octets.allSatisfy(Plain.hexadecimal.union(":.".utf8).contains) else { return false }
        var address = in6_addr()
        return unsafe inet_pton(AF_INET6, text, &address) == 1
    }
}
