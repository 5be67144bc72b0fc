import FoundationEssentials
import Numbers

/// Writes JSON that is also safe inside an HTML script element: `<`, `>`, `&` and the line separators are escaped.
struct JSONWriter {
    var output: [UInt8] = []
    let pretty: Bool

    init(pretty: Bool) {
        self.pretty = pretty
        output.reserveCapacity(4096)
    }

    mutating func write(_ value: JSON, level: Int) {
        switch value {
        case .null: put("null")
        case .bool(let flag): put(flag ? "true" : "false")
        // JSON has no word for what is no number.
        case .number(let number):
            var text = number.isNaN ? "null" : PlainDecimal.text(number)
            text.withUTF8 { unsafe output.append(contentsOf: $0) }
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

    private mutating func put(_ word: StaticString) {
        unsafe output.append(contentsOf: UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
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
        var text = text
        text.withUTF8 { bytes in
            // Most texts hold nothing special and are copied at once.
            var copied = 0
            var index = 0
            while index < bytes.count {
                let byte = unsafe bytes[index]
                guard Self.isSpecial(byte) else {
                    index += 1
                    continue
                }
                unsafe output.append(contentsOf: bytes[copied..<index])
                // U+2028 and U+2029 are E2 80 A8 and E2 80 A9.
                let isSeparator = unsafe byte == 0xe2 && bytes[index + 1] == 0x80 && bytes[index + 2] & 0xfe == 0xa8
                if isSeparator {
                    put(unsafe bytes[index + 2] == 0xa8 ? "\\u2028" : "\\u2029")
                } else {
                    escape(byte)
                }
                index += isSeparator ? 3 : 1
                copied = index
            }
            unsafe output.append(contentsOf: bytes[copied...])
        }
        output.append(UInt8(ascii: "\""))
    }

    private mutating func escape(_ byte: UInt8) {
        switch byte {
        case 0xe2: output.append(byte)
        case 0x22, 0x5c: output += [0x5c, byte]
        case 0x0a: output += Array("\\n".utf8)
        case 0x0d: output += Array("\\r".utf8)
        case 0x09: output += Array("\\t".utf8)
        default:
            let digits = String(byte, radix: 16)
            output += Array(("\\u00" + (digits.utf8.count == 1 ? "0" : "") + digits).utf8)
        }
    }

    /// Whether a byte is not simply copied.
    private static func isSpecial(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x00...0x1f, 0x22, 0x26, 0x3c, 0x3e, 0x5c, 0x7f, 0xe2: true
        default: false
        }
    }
}
