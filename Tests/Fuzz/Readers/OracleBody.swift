/// The body behind a head, as the oracle takes it.
enum OracleBody {
    static func take(_ head: OracleHead, from rest: inout ArraySlice<UInt8>) throws(OracleFault) -> [UInt8] {
        if !head.isChunked {
            guard rest.count >= head.length else { throw .unfinished }
            defer { rest = rest.dropFirst(head.length) }
            return Array(rest.prefix(head.length))
        }
        var body: [UInt8] = []
        while true {
            let line = try Plain.takeLine(&rest)
            let size = line.prefix(while: Plain.hexadecimal.contains)
            guard (1...16).contains(size.count), isExtensions(line[size.endIndex...]),
                let count = UInt64(String(decoding: size, as: UTF8.self), radix: 16), count <= 1 << 30
            else { throw .wrong }
            if count == 0 { break }
            body += rest.prefix(Int(count))
            rest = rest.dropFirst(Int(count))
            guard Plain.crlf.starts(with: rest.prefix(2)) else { throw .wrong }
            guard rest.count >= 2 else { throw .unfinished }
            rest = rest.dropFirst(2)
        }
        while true {
            let line = try Plain.takeLine(&rest)
            if line.isEmpty { return body }
            _ = try Plain.field(line)
        }
    }

    /// *( BWS ";" BWS token [ BWS "=" BWS ( token / quoted-string ) ] )
    static func isExtensions(_ octets: ArraySlice<UInt8>) -> Bool {
        var rest = octets
        func skip(_ rest: inout ArraySlice<UInt8>) { rest = rest.drop { $0 == 0x20 || $0 == 0x09 } }
        func token(_ rest: inout ArraySlice<UInt8>) -> Bool {
            let word = rest.prefix(while: Plain.tokens.contains)
            rest = rest[word.endIndex...]
            return !word.isEmpty
        }
        while !rest.isEmpty {
            skip(&rest)
            guard rest.popFirst() == 0x3B else { return false }
            skip(&rest)
            guard token(&rest) else { return false }
            let behind = rest
            skip(&rest)
            guard rest.first == 0x3D else {
                rest = behind
                continue
            }
            rest = rest.dropFirst()
            skip(&rest)
            guard rest.first == 0x22 ? quoted(&rest) : token(&rest) else { return false }
        }
        return true
    }

    private static func quoted(_ rest: inout ArraySlice<UInt8>) -> Bool {
        rest = rest.dropFirst()
        while let octet = rest.popFirst() {
            if octet == 0x22 { return true }
            guard let content = octet == 0x5C ? rest.popFirst() : octet, Plain.content.contains(content) else { return false }
        }
        return false
    }
}
