import Tables
import Testing

/// RFC 4180, and what spreadsheets make of it.
struct CSVTests {
    private func fields(_ text: String) throws -> [[String]] { try CSV.rows(Array(text.utf8)).map(\.fields) }

    @Test(arguments: [
        ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
        ("a,b\n1,2", [["a", "b"], ["1", "2"]]),
        ("a;b,c;d\n1;2;3", [["a", "b,c", "d"], ["1", "2", "3"]]),
        ("a\tb\n1,5\t2", [["a", "b"], ["1,5", "2"]]),
        ("\"a;;;\",b\n1,2", [["a;;;", "b"], ["1", "2"]]),
        ("\u{feff}a,b\n", [["a", "b"]]),
        ("a,\"b\r\nc \"\"d\"\"\"\n,\n", [["a", "b\r\nc \"d\""], ["", ""]]),
        ("a\n\n\nb\n", [["a"], ["b"]]),
        ("", []), ("\n", []),
    ])
    func `fields and rows are split`(_ text: String, _ expected: [[String]]) throws {
        #expect(try fields(text) == expected)
    }

    @Test(arguments: [("a,b\n1,\"2", 2), ("a,b\n\n1,2\"3", 3), ("a\n\"x\"y", 2)])
    func `a misplaced quote is refused with its row`(_ text: String, _ row: Int) {
        let error = #expect(throws: TableError.self) { try fields(text) }
        #expect(error?.row == row)
    }

    @Test func `other encodings and too much are refused in words`() {
        #expect(throws: TableError.self) { try CSV.rows([0x61, 0x2c, 0xe9]) }
        let error = #expect(throws: TableError.self) { try CSV.rows([0xff, 0xfe, 0x61, 0]) }
        #expect(error?.problem.contains("UTF-8") == true)
        #expect(throws: TableError.self) { try CSV.rows(Array("a\nb\nc".utf8), rowLimit: 2) }
        #expect(throws: TableError.self) { try CSV.rows(Array("abcd".utf8), sizeLimit: 3) }
    }

    @Test func `what is written is read back`() throws {
        let rows = [["name", "note"], ["a,b;c", "x \"y\"\r\nz"], [" space ", "é"], ["", ""], ["-12.50", "+3"]]
        for separator in CSV.Separator.allCases {
            let written = CSV.write(rows, separator: separator)
            #expect(try CSV.rows(written, separator: separator).map(\.fields) == rows)
        }
        #expect(try CSV.rows(CSV.write([["x"], [""], ["y"]])).count == 2)
    }

    @Test(arguments: ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\tx", "\r=1", "-", "=", "+1.2.3"])
    func `a field that would run as a formula is defused`(_ field: String) throws {
        let text = String(decoding: CSV.write([[field]], byteOrderMark: false), as: UTF8.self)
        #expect(text.hasPrefix("'") || text.hasPrefix("\"'"))
    }

    @Test(arguments: ["-5", "-12.50", "+3", "1-2", "a=b", "10", ""])
    func `a number and a harmless text stay as they are`(_ field: String) throws {
        #expect(try CSV.rows(CSV.write([["x", field]])).first?.fields == ["x", field])
    }
}

struct TableTests {
    private func table(_ text: String, required: [String] = [], allowed: [String]? = nil) throws -> Table {
        try Table(csv: Array(text.utf8), required: required, allowed: allowed)
    }

    @Test func `cells are reached by column name in any spelling`() throws {
        let table = try table("Shared Secret;URL\n abc ;https://x\n;\n;https://y;;\n", required: ["shared_secret", "url"])
        #expect(table.rows.map(\.number) == [2, 4])
        #expect(try table.rows[0].text("shared_secret") == "abc")
        #expect(table.rows[1].optional("shared-secret") == nil)
        #expect(table.rows[1].optional("other") == nil)
        let error = #expect(throws: TableError.self) { try table.rows[1].text("shared_secret") }
        #expect(error?.description == "row 4, column shared_secret: is empty")
    }

    @Test func `a header that does not fit is refused`() {
        #expect(throws: TableError.self) { try table("") }
        #expect(throws: TableError.self) { try table("a,A\n") }
        #expect(throws: TableError.self) { try table("a\n", required: ["b"]) }
        #expect(throws: TableError.self) { try table("a,c\n", required: ["a"], allowed: ["b"]) }
        #expect(throws: TableError.self) { try table("a,b\n1,2,3\n") }
    }
}
