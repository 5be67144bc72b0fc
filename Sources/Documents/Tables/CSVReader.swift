/// Splits bytes into rows and fields (RFC 4180 §2).
struct CSVReader {
    private let bytes: [UInt8]
    private let separator: UInt8
    private var position = 0
    private var row: Int

    private static let quote = UInt8(ascii: "\"")

    /// - Parameter row: the number of the first row.
    init(_ bytes: [UInt8], separator: UInt8, row: Int = 1) {
        self.bytes = bytes
        self.row = row
        self.separator = separator
    }

    mutating func rows(limit: Int) throws(TableError) -> [CSVRow] {
        var rows: [CSVRow] = []
        while position < bytes.count {
            let fields = try record()
            if fields != [""] {
                guard rows.count < limit else { throw TableError(row: row, problem: "the table has more than \(limit) rows") }
                rows.append(CSVRow(number: row, fields: fields))
            }
            row += 1
        }
        return rows
    }

    /// The fields up to and over the end of the line.
    private mutating func record() throws(TableError) -> [String] {
        var fields: [String] = []
        while true {
            fields.append(try field())
            guard position < bytes.count else { return fields }
            let byte = bytes[position]
            position += 1
            if byte == separator { continue }
            if byte == 0x0d, position < bytes.count, bytes[position] == 0x0a { position += 1 }
            return fields
        }
    }

    private mutating func field() throws(TableError) -> String {
        if position < bytes.count, bytes[position] == Self.quote { return try quoted() }
        let start = position
        while position < bytes.count, !isEnd(bytes[position]) {
            guard bytes[position] != Self.quote else {
                throw TableError(row: row, problem: "a quote stands inside a field that does not begin with one")
            }
            position += 1
        }
        return try text(Array(bytes[start..<position]))
    }

    private mutating func quoted() throws(TableError) -> String {
        position += 1
        var content: [UInt8] = []
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            guard byte == Self.quote else {
                content.append(byte)
                continue
            }
            guard position < bytes.count, bytes[position] == Self.quote else {
                guard position == bytes.count || isEnd(bytes[position]) else {
                    throw TableError(row: row, problem: "something follows the closing quote of a field")
                }
                return try text(content)
            }
            content.append(Self.quote)
            position += 1
        }
        throw TableError(row: row, problem: "a quoted field does not end")
    }

    private func isEnd(_ byte: UInt8) -> Bool { byte == separator || byte == 0x0a || byte == 0x0d }

    private func text(_ bytes: [UInt8]) throws(TableError) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw TableError(
                row: row, problem: "the text is not UTF-8; save the file as CSV in UTF-8, or say in which character set it is")
        }
        return text
    }
}
