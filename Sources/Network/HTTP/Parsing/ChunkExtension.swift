/// chunk-ext = *( BWS ";" BWS name [ BWS "=" BWS value ] ) of RFC 9112 §7.1.1.
enum ChunkExtension {
    static func isValid(_ bytes: ArraySlice<UInt8>) -> Bool {
        var rest = bytes
        while !rest.isEmpty {
            skipBlanks(&rest)
            guard rest.first == UInt8(ascii: ";") else { return false }
            rest.removeFirst()
            skipBlanks(&rest)
            guard takeToken(&rest) else { return false }
            var value = rest
            skipBlanks(&value)
            guard value.first == UInt8(ascii: "=") else { continue }
            value.removeFirst()
            skipBlanks(&value)
            guard value.first == UInt8(ascii: "\"") ? takeQuoted(&value) : takeToken(&value) else { return false }
            rest = value
        }
        return true
    }

    private static func skipBlanks(_ bytes: inout ArraySlice<UInt8>) { bytes = bytes.drop { $0 == 0x20 || $0 == 0x09 } }

    private static func takeToken(_ bytes: inout ArraySlice<UInt8>) -> Bool {
        let token = bytes.prefix(while: ASCII.isToken)
        bytes = bytes[token.endIndex...]
        return !token.isEmpty
    }

    private static func takeQuoted(_ bytes: inout ArraySlice<UInt8>) -> Bool {
        bytes.removeFirst()
        while let octet = bytes.first {
            bytes.removeFirst()
            if octet == UInt8(ascii: "\"") { return true }
            if octet == UInt8(ascii: "\\") {
                guard let escaped = bytes.first, ASCII.isFieldContent(escaped) else { return false }
                bytes.removeFirst()
            } else if !ASCII.isFieldContent(octet) {
                return false
            }
        }
        return false
    }
}
