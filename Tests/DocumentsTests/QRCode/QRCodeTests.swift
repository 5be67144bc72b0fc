import QRCode
import Testing

struct QRCodeTests {
    @Test func `a code has its three finders, and the path draws what is dark`() throws {
        let code = try #require(QRCode("otpauth://totp/Portico:a%40b.c?secret=GEZDGNBV"))
        #expect(code.size >= 21 && (code.size - 17) % 4 == 0)
        for (column, row) in [(0, 0), (code.size - 7, 0), (0, code.size - 7)] {
            for offset in 0..<7 { #expect(code.isDark(column: column + offset, row: row)) }
            #expect(!code.isDark(column: column + 1, row: row + 1) && code.isDark(column: column + 3, row: row + 3))
        }
        #expect(code.path.hasPrefix("M4 4h7v1h-7z"))
    }

    @Test func `what no code can hold is none`() {
        #expect(QRCode(String(repeating: "x", count: 3000)) == nil)
        #expect(QRCode("a\0b") == nil)
    }
}
