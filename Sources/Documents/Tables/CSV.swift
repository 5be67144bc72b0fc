/// Comma-separated values (RFC 4180) as the spreadsheets of the world write them.
package enum CSV {
    /// What stands between two fields.
    package enum Separator: UInt8, Sendable, CaseIterable {
        case comma = 0x2c
        case semicolon = 0x3b
        case tab = 0x09
    }

    /// The rows of a text, each with the row number that a spreadsheet shows.
    ///
    /// A byte order mark, CRLF or LF, quoted fields with line breaks, and empty lines (passed over) are understood. The separator is the
    /// one that stands most often in the first line, outside quotes, unless given.
    /// - Parameters:
    ///   - sizeLimit: the most bytes that are looked at.
    ///   - rowLimit: the most rows.
    /// - Throws: ``TableError`` for a quote that does not end or stands where none may, and for bytes that are not UTF-8.
    package static func rows(
        _ bytes: [UInt8], separator: Separator? = nil, sizeLimit: Int = 16_777_216, rowLimit: Int = 100_000
    ) throws(TableError) -> [CSVRow] {
        guard bytes.count <= sizeLimit else { throw TableError(row: 1, problem: "the file is longer than \(sizeLimit) bytes") }
        let content = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? Array(bytes.dropFirst(3)) : bytes
        if content.starts(with: [0xff, 0xfe]) || content.starts(with: [0xfe, 0xff]) {
            throw TableError(row: 1, problem: "the file is UTF-16; save it as CSV in UTF-8")
        }
        var reader = CSVReader(content, separator: (separator ?? detect(content)).rawValue)
        return try reader.rows(limit: rowLimit)
    }

    /// The separator that the first line uses; a comma where it has none.
    static func detect(_ bytes: [UInt8]) -> Separator {
        var counts: [Separator: Int] = [:]
        var isQuoted = false
        for byte in bytes {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if isQuoted { continue }
            if byte == 0x0a || byte == 0x0d { break }
            if let separator = Separator(rawValue: byte) { counts[separator, default: 0] += 1 }
        }
        var best = Separator.comma
        for separator in Separator.allCases where counts[separator, default: 0] > counts[best, default: 0] { best = separator }
        return best
    }

    /// The text of `rows`, CRLF after each (RFC 4180 §2), a byte order mark first so that spreadsheets read it as UTF-8.
    ///
    /// A field that a spreadsheet would run as a formula gets an apostrophe before it, which the spreadsheet does not show: names and
    /// notes come from others. Plain numbers stay as they are.
    package static func write(_ rows: [[String]], separator: Separator = .comma, byteOrderMark: Bool = true) -> [UInt8] {
        var output: [UInt8] = byteOrderMark ? [0xef, 0xbb, 0xbf] : []
        for row in rows { append(row, to: &output, separator: separator) }
        return output
    }

    /// One more row of such a text.
    package static func append(_ row: [String], to output: inout [UInt8], separator: Separator = .comma) {
        for (index, field) in row.enumerated() {
            if index > 0 { output.append(separator.rawValue) }
            append(guarded(field), to: &output, separator: separator)
        }
        // An only field that is empty would look like an empty line.
        if row == [""] { output += [0x22, 0x22] }
        output += [0x0d, 0x0a]
    }

    /// Defuses `=`, `+`, `-`, `@`, tab and carriage return at the start; and what looks as if it had been defused.
    static func guarded(_ field: String) -> String {
        guard let first = field.utf8.first else { return field }
        if first == UInt8(ascii: "'") { return isGuarded(field) ? "'" + field : field }
        guard formulaMarks.contains(first) else { return field }
        return isNumber(field) ? field : "'" + field
    }

    /// What a field was before it was defused.
    package static func unguarded(_ field: String) -> String { isGuarded(field) ? String(field.dropFirst()) : field }

    private static let formulaMarks = Array("=+-@\t\r".utf8)

    private static func isGuarded(_ field: String) -> Bool {
        guard field.utf8.first == UInt8(ascii: "'"), let second = field.utf8.dropFirst().first else { return false }
        return formulaMarks.contains(second) || second == UInt8(ascii: "'")
    }

    private static func isNumber(_ field: String) -> Bool {
        let digits = field.utf8.dropFirst(field.utf8.first == UInt8(ascii: "-") || field.utf8.first == UInt8(ascii: "+") ? 1 : 0)
        let points = digits.filter { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") }.count
        guard let first = digits.first, (48...57).contains(first), points <= 1 else { return false }
        return digits.allSatisfy { (48...57).contains($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") }
    }

    private static func append(_ field: String, to output: inout [UInt8], separator: Separator) {
        let bytes = Array(field.utf8)
        let needsQuotes =
            bytes.contains { $0 == 0x22 || $0 == 0x0a || $0 == 0x0d || $0 == separator.rawValue } || bytes.first == 0x20
            || bytes.last == 0x20
        guard needsQuotes else {
            output += bytes
            return
        }
        output.append(0x22)
        for byte in bytes {
            if byte == 0x22 { output.append(0x22) }
            output.append(byte)
        }
        output.append(0x22)
    }
}

/// One row of a text.
package struct CSVRow: Sendable, Hashable {
    /// As a spreadsheet counts: 1 for the first.
    package let number: Int
    package let fields: [String]
}
