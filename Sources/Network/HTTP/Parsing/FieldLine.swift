/// One field line: name ":" value (RFC 9112 §5).
enum FieldLine {
    static func parse(_ line: ArraySlice<UInt8>) throws(Refusal) -> (name: String, value: String) {
        if line.first == 0x20 || line.first == 0x09 {
            throw Refusal(.badRequest, "A folded or indented field line (RFC 9112 §5.2).")
        }
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else {
            throw Refusal(.badRequest, "A field line without a colon (RFC 9112 §5).")
        }
        let name = line[line.startIndex..<colon]
        guard !name.isEmpty, name.allSatisfy(ASCII.isToken) else {
            throw Refusal(.badRequest, "A field name that is not a token (RFC 9112 §5.1).")
        }
        let value = ASCII.trimmed(line[(colon + 1)...])
        guard value.allSatisfy(ASCII.isFieldContent) else {
            throw Refusal(.badRequest, "A field value holds a control character (RFC 9110 §5.5).")
        }
        return (String(decoding: name, as: UTF8.self), String(decoding: value, as: UTF8.self))
    }
}
