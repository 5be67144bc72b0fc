import Testing

@testable import Tables

struct CSVStreamTests {
    /// Rows read a few bytes at a time, so that every place is once the end of a piece.
    private func rows(_ bytes: [UInt8], piece: Int, encoding: CSVStream.Encoding = .utf8) throws -> [[String]] {
        var place = 0
        var stream = CSVStream(encoding: encoding) { count in
            let end = min(place + min(count, piece), bytes.count)
            defer { place = end }
            return Array(bytes[place..<end])
        }
        var rows: [[String]] = []
        while let row = try stream.next() { rows.append(row.fields) }
        return rows
    }

    @Test(arguments: 1...9)
    func `pieces of any size give the rows that the whole gives`(piece: Int) throws {
        let text = "\u{FEFF}name;note\r\nÄrger;\"two\r\nlines; \"\"quoted\"\"\"\r\n\r\nlast;ü"
        let bytes = Array(text.utf8)
        let expected = try CSV.rows(bytes).map(\.fields)
        #expect(try rows(bytes, piece: piece) == expected)
        #expect(expected == [["name", "note"], ["Ärger", "two\r\nlines; \"quoted\""], ["last", "ü"]])
    }

    @Test(arguments: 1...7, [true, false])
    func `UTF-16 with a mark is read in either order of bytes`(piece: Int, isBigEndian: Bool) throws {
        let units = Array("\u{FEFF}a,b\nΩ,😀\n".utf16)
        let bytes = units.flatMap { isBigEndian ? [UInt8($0 >> 8), UInt8($0 & 255)] : [UInt8($0 & 255), UInt8($0 >> 8)] }
        #expect(try rows(bytes, piece: piece) == [["a", "b"], ["Ω", "😀"]])
        #expect(throws: TableError.self) { try rows(Array(bytes.dropLast()), piece: piece) }
    }

    @Test func `Latin-1 is refused with what to do, and read when it is said to be that`() throws {
        let bytes: [UInt8] = Array("name\nGr".utf8) + [0xFC, 0xDF, 0x80, 0x0A]
        let error = #expect(throws: TableError.self) { try rows(bytes, piece: 100) }
        #expect(error?.row == 2 && error?.problem.contains("character set") == true)
        #expect(try rows(bytes, piece: 1, encoding: .latin1) == [["name"], ["Grüß€"]])
    }

    @Test func `a workbook is told from a text, and a quote that never ends has its limit`() throws {
        let workbook = #expect(throws: TableError.self) { try rows([0x50, 0x4B, 3, 4, 20, 0, 0], piece: 3) }
        #expect(workbook?.problem.contains("workbook") == true)
        let endless = Array("a\n\"".utf8) + [UInt8](repeating: 0x78, count: 3 << 20)
        let error = #expect(throws: TableError.self) { try rows(endless, piece: 1 << 16) }
        #expect(error?.row == 2 && error?.problem.contains("quote") == true)
    }

    @Test func `row numbers are those of a spreadsheet`() throws {
        let bytes = Array("a\n\n\"x\ny\"\nb".utf8)
        var isRead = false
        var stream = CSVStream { _ in
            defer { isRead = true }
            return isRead ? [] : bytes
        }
        var numbers: [Int] = []
        while let row = try stream.next() { numbers.append(row.number) }
        #expect(numbers == (try CSV.rows(bytes).map(\.number)))
    }

    @Test(arguments: [
        "=SUM(A1)", "+49 30", "-x", "@cmd", "\tx", "'=x", "''", "'", "plain", "-5", "+5.5", "'quoted'", "''=x", "-1,5", "",
    ])
    func `what is defused on the way out is unharmed on the way back`(field: String) {
        let guarded = CSV.guarded(field)
        #expect(CSV.unguarded(guarded) == field)
        #expect(!"=@\t\r".contains(guarded.first ?? "x"))
    }

    @Test(arguments: [
        ("1234", "1234"), ("1234.5", "1234.5"), ("12,50", "12.50"), ("0,125", "0.125"), ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"), ("1.234.567,8", "1234567.8"), ("-3,5", "-3.5"), ("1234,567", "1234.567"), ("+7", "7"),
    ])
    func `a comma before decimals is understood where it can mean nothing else`(text: String, plain: String) {
        #expect(TableNumber.plain(text) == plain)
    }

    @Test(arguments: ["1,234", "12,345", "1.2.3", "1,2,3", "", ",5", "5,", "1.23,456.7", "12x", "1,23.4", "--1"])
    func `what may be read in two ways, or in none, is no number`(text: String) {
        #expect(TableNumber.plain(text) == nil)
    }
}
