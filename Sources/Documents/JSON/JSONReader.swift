import FoundationEssentials

/// Reads JSON strictly by RFC 8259.
///
/// Beyond the grammar it refuses what two readers could understand differently or what could exhaust this one: a name twice in
/// an object, numbers beyond 38 digits, lone surrogates, bytes that are not UTF-8, deep nesting and long texts.
struct JSONReader {
    private let bytes: [UInt8]
    private let depthLimit: Int
    private var position = 0

    init(_ bytes: [UInt8], depthLimit: Int) {
        self.bytes = bytes
        self.depthLimit = depthLimit
    }

    /// The one value of the whole text.
    mutating func document() throws(JSONSyntaxError) -> JSON {
        skipSpace()
        let value = try value(depth: 0)
        skipSpace()
        guard position == bytes.count else { throw failure("something follows the value") }
        return value
    }

    func failure(_ reason: String, at offset: Int? = nil) -> JSONSyntaxError {
        let offset = min(offset ?? position, bytes.count)
        var line = 1
        var start = 0
        for index in 0..<offset where bytes[index] == 0x0a {
            line += 1
            start = index + 1
        }
        return JSONSyntaxError(offset: offset, line: line, column: offset - start + 1, reason: reason)
    }

    private mutating func value(depth: Int) throws(JSONSyntaxError) -> JSON {
        guard position < bytes.count else { throw failure("the text ends where a value is expected") }
        switch bytes[position] {
        case UInt8(ascii: "{"): return try object(depth: depth + 1)
        case UInt8(ascii: "["): return try array(depth: depth + 1)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
        default: throw failure("no value begins like this")
        }
    }

    private mutating func object(depth: Int) throws(JSONSyntaxError) -> JSON {
        try enter(depth)
        var members: [JSON.Member] = []
        var names = Names()
        if take("}") { return .object([]) }
        while true {
            let start = position
            guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
                throw failure("a name in quotes is expected")
            }
            let name = try string()
            guard names.isNew(name, behind: members) else { throw failure("the name stands twice in one object", at: start) }
            skipSpace()
            guard take(":") else { throw failure("a colon is expected") }
            skipSpace()
            members.append(JSON.Member(name, try value(depth: depth)))
            skipSpace()
            if take("}") { return .object(members) }
            guard take(",") else { throw failure("a comma or the end of the object is expected") }
            skipSpace()
        }
    }

    /// The names of an object: the first few are compared with each other, which takes less than a set of them.
    private struct Names {
        private static let few = 8
        private var known: Set<String> = []

        mutating func isNew(_ name: String, behind members: [JSON.Member]) -> Bool {
            if members.count < Self.few { return !members.contains { $0.name == name } }
            if known.isEmpty { known = Set(members.map(\.name)) }
            return known.insert(name).inserted
        }
    }

    private mutating func array(depth: Int) throws(JSONSyntaxError) -> JSON {
        try enter(depth)
        var items: [JSON] = []
        if take("]") { return .array([]) }
        while true {
            items.append(try value(depth: depth))
            skipSpace()
            if take("]") { return .array(items) }
            guard take(",") else { throw failure("a comma or the end of the array is expected") }
            skipSpace()
        }
    }

    /// Steps over the bracket.
    private mutating func enter(_ depth: Int) throws(JSONSyntaxError) {
        guard depth <= depthLimit else { throw failure("nested deeper than \(depthLimit)") }
        position += 1
        skipSpace()
    }

    private mutating func word(_ word: String, _ value: JSON) throws(JSONSyntaxError) -> JSON {
        guard bytes[position...].starts(with: word.utf8) else { throw failure("no value begins like this") }
        position += word.utf8.count
        return value
    }

    /// §6: `-? (0 | [1-9][0-9]*) (.[0-9]+)? ([eE][+-]?[0-9]+)?`
    private mutating func number() throws(JSONSyntaxError) -> Decimal {
        let start = position
        _ = take("-")
        let whole = position
        let wholeDigits = digits()
        guard wholeDigits > 0 else { throw failure("a digit is expected") }
        guard wholeDigits == 1 || bytes[whole] != UInt8(ascii: "0") else { throw failure("a number begins with 0", at: whole) }
        // Whole numbers, the most common kind, without the general and slower way.
        if wholeDigits <= 18, position == bytes.count || ![0x2e, 0x45, 0x65].contains(bytes[position]) {
            var number = 0
            for digit in bytes[whole..<position] { number = number * 10 + Int(digit - 48) }
            return Decimal(bytes[start] == UInt8(ascii: "-") ? -number : number)
        }
        var significant = wholeDigits
        if take(".") {
            let fraction = digits()
            guard fraction > 0 else { throw failure("a digit is expected") }
            significant += fraction
        }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            let exponent = position
            guard digits() > 0 else { throw failure("a digit is expected") }
            guard position - exponent <= 2 else { throw failure(JSONSyntaxError.exponentTooLarge, at: exponent) }
        }
        // What `Decimal` holds exactly; it would round the rest without saying so.
        guard significant <= 38, let number = Decimal(string: String(decoding: bytes[start..<position], as: UTF8.self)),
            number.isFinite
        else { throw failure("the number has more than 38 digits", at: start) }
        // 1e90 is short here, but nowhere else where numbers are written out; what is written must be readable again.
        guard number.description.utf8.count(where: { $0 >= 0x30 && $0 <= 0x39 }) <= 38 else {
            throw failure(JSONSyntaxError.numberTooLarge, at: start)
        }
        return number
    }

    private mutating func digits() -> Int {
        let start = position
        while position < bytes.count, (48...57).contains(bytes[position]) { position += 1 }
        return position - start
    }

    /// §7. Runs of plain bytes are taken at once.
    private mutating func string() throws(JSONSyntaxError) -> String {
        let opening = position
        position += 1
        var content: [UInt8] = []
        var run = position
        var isASCII = true
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                position += 1
                // Most texts are taken as they are.
                if isASCII, content.isEmpty { return plainText(run..<position - 1) }
                content += bytes[run..<position - 1]
                guard let text = String(validating: content, as: UTF8.self) else {
                    throw failure("the string is not UTF-8", at: opening)
                }
                return text
            }
            if byte >= 0x80 { isASCII = false }
            guard byte >= 0x20 else { throw failure("a control character stands in a string") }
            if byte == UInt8(ascii: "\\") {
                content += bytes[run..<position]
                try escape(into: &content)
                run = position
            } else {
                position += 1
            }
        }
        throw failure("the string does not end", at: opening)
    }

    private func plainText(_ range: Range<Int>) -> String {
        unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: UnsafeBufferPointer(rebasing: $0[range]), as: UTF8.self) }
    }

    private mutating func escape(into content: inout [UInt8]) throws(JSONSyntaxError) {
        let start = position
        guard position + 1 < bytes.count else { throw failure("the string does not end") }
        let letter = bytes[position + 1]
        position += 2
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): content.append(letter)
        case UInt8(ascii: "b"): content.append(0x08)
        case UInt8(ascii: "f"): content.append(0x0c)
        case UInt8(ascii: "n"): content.append(0x0a)
        case UInt8(ascii: "r"): content.append(0x0d)
        case UInt8(ascii: "t"): content.append(0x09)
        case UInt8(ascii: "u"):
            var unit = try hexUnit()
            if (0xd800...0xdbff).contains(unit), take("\\"), take("u") {
                let low = try hexUnit()
                guard (0xdc00...0xdfff).contains(low) else { throw failure("half of a surrogate pair", at: start) }
                unit = 0x10000 + (unit - 0xd800) << 10 + (low - 0xdc00)
            }
            guard let scalar = Unicode.Scalar(unit) else { throw failure("half of a surrogate pair", at: start) }
            content += Array(String(scalar).utf8)
        default: throw failure("no escape is written like this", at: start)
        }
    }

    private mutating func hexUnit() throws(JSONSyntaxError) -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard position < bytes.count, let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue,
                bytes[position] < 0x80
            else { throw failure("four hexadecimal digits are expected") }
            unit = unit << 4 | UInt32(digit)
            position += 1
        }
        return unit
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0a, 0x0d: position += 1
            default: return
            }
        }
    }
}
