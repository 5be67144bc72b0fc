import CQRencode

/// A QR code (ISO/IEC 18004) as squares, for whatever draws it.
package struct QRCode: Sendable, Hashable {
    /// Squares of a side.
    package let size: Int
    private let dark: [Bool]

    /// The text as octets, at error correction level M; `nil` when it is longer than a code can hold.
    package init?(_ text: String) {
        guard !text.utf8.contains(0), let code = unsafe QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else { return nil }
        defer { unsafe QRcode_free(code) }
        let size = Int(unsafe code.pointee.width)
        // The lowest bit tells dark from light.
        dark = (0..<size * size).map { unsafe code.pointee.data[$0] & 1 == 1 }
        self.size = size
    }

    package func isDark(column: Int, row: Int) -> Bool { dark[row * size + column] }

    /// An SVG path of the dark squares, one unit a side, with the quiet zone of four squares around (§9.1): draw it in a view
    /// box of `size + 8`.
    package var path: String {
        var path = ""
        for row in 0..<size {
            var column = 0
            while column < size {
                guard isDark(column: column, row: row) else {
                    column += 1
                    continue
                }
                let start = column
                while column < size, isDark(column: column, row: row) { column += 1 }
                path += "M\(start + 4) \(row + 4)h\(column - start)v1h-\(column - start)z"
            }
        }
        return path
    }
}
