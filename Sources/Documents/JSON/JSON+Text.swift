import FoundationEssentials

extension JSON {
    /// The value that `bytes` spell.
    ///
    /// - Parameters:
    ///   - sizeLimit: the most bytes that are looked at.
    ///   - depthLimit: how deep arrays and objects may be nested.
    /// - Throws: ``JSONSyntaxError`` for anything that is not exactly one value by RFC 8259, and for a name twice in one object.
    package static func read(_ bytes: [UInt8], sizeLimit: Int = 16_777_216, depthLimit: Int = 64) throws(JSONSyntaxError) -> JSON
    {
        guard bytes.count <= sizeLimit else {
            throw JSONSyntaxError(offset: sizeLimit, line: 1, column: 1, reason: "the text is longer than \(sizeLimit) bytes")
        }
        var reader = JSONReader(bytes, depthLimit: depthLimit)
        return try reader.document()
    }

    /// The value that `text` spells.
    package static func read(_ text: String) throws(JSONSyntaxError) -> JSON { try read(Array(text.utf8)) }

    /// This value as UTF-8, members in their order, without spaces; with `pretty`, indented by two.
    package func bytes(pretty: Bool = false) -> [UInt8] {
        var writer = JSONWriter(pretty: pretty)
        writer.write(self, level: 0)
        return writer.output
    }

    /// ``bytes(pretty:)`` as text.
    package func text(pretty: Bool = false) -> String { String(decoding: bytes(pretty: pretty), as: UTF8.self) }
}

/// Writes JSON that is also safe inside an HTML script element: `<`, `>`, `&` and the line separators are escaped.
struct JSONWriter {
    var output: [UInt8] = []
    let pretty: Bool

    init(pretty: Bool) {
        self.pretty = pretty
    }

    mutating func write(_ value: JSON, level: Int) {
        switch value {
        case .null: output += Array("null".utf8)
        case .bool(let flag): output += Array((flag ? "true" : "false").utf8)
        // JSON has no word for what is no number.
        case .number(let number): output += Array((number.isNaN ? "null" : number.description).utf8)
        case .string(let text): write(text)
        case .array(let items):
            list("[", "]", items, level: level) { writer, item in writer.write(item, level: level + 1) }
        case .object(let members):
            list("{", "}", members, level: level) { writer, member in
                writer.write(member.name)
                writer.output.append(UInt8(ascii: ":"))
                if writer.pretty { writer.output.append(0x20) }
                writer.write(member.value, level: level + 1)
            }
        }
    }

    private mutating func list<T>(
        _ open: Unicode.Scalar, _ close: Unicode.Scalar, _ items: [T], level: Int, _ body: (inout JSONWriter, T) -> Void
    ) {
        output.append(UInt8(ascii: open))
        for (index, item) in items.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            newLine(level + 1)
            body(&self, item)
        }
        if !items.isEmpty { newLine(level) }
        output.append(UInt8(ascii: close))
    }

    private mutating func newLine(_ level: Int) {
        guard pretty else { return }
        output.append(0x0a)
        output += [UInt8](repeating: 0x20, count: level * 2)
    }

    private mutating func write(_ text: String) {
        output.append(UInt8(ascii: "\""))
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x22: output += Array("\\\"".utf8)
            case 0x5c: output += Array("\\\\".utf8)
            case 0x0a: output += Array("\\n".utf8)
            case 0x0d: output += Array("\\r".utf8)
            case 0x09: output += Array("\\t".utf8)
            case 0..<0x20, 0x26, 0x3c, 0x3e, 0x7f, 0x2028, 0x2029:
                let digits = String(scalar.value, radix: 16)
                output += Array(("\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits).utf8)
            default: output += Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            }
        }
        output.append(UInt8(ascii: "\""))
    }
}
