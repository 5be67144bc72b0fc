/// One field line: name ":" value (RFC 9112 §5).
enum FieldLine {
    /// Where name and value stand in the line at `range` of `bytes`, without the blanks around the value. Throws `Refusal`.
    static func parse(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(Refusal) -> (name: Range<Int>, value: Range<Int>) {
        if let first = range.first, bytes[first] == 0x20 || bytes[first] == 0x09 {
            throw Refusal(.badRequest, "A folded or indented field line (RFC 9112 §5.2).")
        }
        var colon = range.lowerBound
        while colon < range.upperBound, ASCII.isToken(bytes[colon]) { colon += 1 }
        guard colon < range.upperBound else { throw Refusal(.badRequest, "A field line without a colon (RFC 9112 §5).") }
        guard colon > range.lowerBound, bytes[colon] == UInt8(ascii: ":") else {
            throw Refusal(.badRequest, "A field name that is not a token (RFC 9112 §5.1).")
        }
        for index in (colon + 1)..<range.upperBound where !ASCII.isFieldContent(bytes[index]) {
            throw Refusal(.badRequest, "A field value holds a control character (RFC 9110 §5.5).")
        }
        return (range.lowerBound..<colon, ASCII.trimmed(bytes, (colon + 1)..<range.upperBound))
    }
}
