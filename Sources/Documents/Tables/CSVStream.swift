/// The rows of a text of any length, read a piece at a time: no more of it is held than one row.
///
/// Understands what ``CSV/rows(_:separator:sizeLimit:rowLimit:)`` does, and UTF-16 with a byte order mark. The separator is the one
/// that stands most often in the first line.
package struct CSVStream {
    /// How the bytes spell characters, when no byte order mark says so.
    package enum Encoding: Sendable, Hashable {
        case utf8
        /// ISO 8859-1, with the printable characters that Windows puts between 0x80 and 0x9F.
        case latin1
    }

    /// Octets of one row; a quote that does not end would make the rest of a file one row.
    package static let rowLimit = 1 << 20
    private static let pieceSize = 65536

    private let read: (Int) throws -> [UInt8]
    private var decoder: TextDecoder
    /// UTF-8 that was not used yet, from `start`.
    private var buffer: [UInt8] = []
    private var start = 0
    private var isAtEnd = false
    private var row = 1
    /// Of the first line; nil until something was read.
    private var separator: UInt8?

    /// - Parameter read: answers the next bytes, at most as many as asked for; none at the end.
    package init(encoding: Encoding = .utf8, read: @escaping (Int) throws -> [UInt8]) {
        self.read = read
        decoder = TextDecoder(encoding)
    }

    /// The next row that is not empty; `nil` at the end.
    /// - Throws: ``TableError``, and what reading throws.
    package mutating func next() throws -> CSVRow? {
        while true {
            guard let end = try recordEnd() else { return nil }
            let slice = buffer[start..<end]
            start = end
            var reader = CSVReader(Array(slice), separator: separator ?? CSV.Separator.comma.rawValue, row: row)
            let found = try reader.rows(limit: 1)
            row += 1
            if let first = found.first { return first }
        }
    }

    /// Where the record ends that begins at `start`, its line end included; `nil` when there is none.
    private mutating func recordEnd() throws -> Int? {
        var position = start
        var isQuoted = false
        while true {
            while position < buffer.count {
                let byte = buffer[position]
                position += 1
                if byte == 0x22 { isQuoted.toggle() }
                if isQuoted || byte != 0x0a && byte != 0x0d { continue }
                if byte == 0x0d {
                    // The line feed that belongs to it may be in the next piece.
                    if position == buffer.count, !isAtEnd { position += try fill() }
                    if position < buffer.count, buffer[position] == 0x0a { position += 1 }
                }
                return position
            }
            if isAtEnd { return start < buffer.count ? buffer.count : nil }
            position += try fill()
            guard buffer.count - start <= Self.rowLimit + Self.pieceSize else {
                throw TableError(row: row, problem: "the row is longer than \(Self.rowLimit) bytes; does a quote not end?")
            }
        }
    }

    /// Reads a piece; answers by how much positions in the buffer moved, which is never above zero.
    private mutating func fill() throws -> Int {
        let piece = try read(Self.pieceSize)
        let moved = start
        buffer.removeFirst(start)
        start = 0
        if piece.isEmpty {
            isAtEnd = true
            buffer += try decoder.finish(row)
        } else {
            buffer += try decoder.decode(piece, row)
        }
        if separator == nil, !buffer.isEmpty,
            isAtEnd || buffer.contains(0x0a) || buffer.contains(0x0d) || buffer.count > Self.pieceSize
        {
            separator = CSV.detect(buffer).rawValue
        }
        return -moved
    }
}

/// Makes UTF-8 of pieces of text in another encoding; what a piece leaves unfinished waits for the next.
struct TextDecoder {
    private enum Form { case unknown, utf8, latin1, utf16(isBigEndian: Bool) }

    private var form: Form
    private var rest: [UInt8] = []
    private var highSurrogate: UInt32?

    init(_ encoding: CSVStream.Encoding) { form = encoding == .latin1 ? .latin1 : .unknown }

    mutating func decode(_ piece: [UInt8], _ row: Int) throws(TableError) -> [UInt8] {
        var bytes = rest + piece
        rest = []
        if case .unknown = form {
            if bytes.count < 4 {
                rest = bytes
                return []
            }
            try recognise(&bytes, row)
        }
        switch form {
        case .unknown, .utf8: return bytes
        case .latin1: return bytes.flatMap { Array(String(Self.character($0)).utf8) }
        case .utf16(let isBigEndian): return try utf16(bytes, isBigEndian, row)
        }
    }

    mutating func finish(_ row: Int) throws(TableError) -> [UInt8] {
        if case .unknown = form {
            var bytes = rest
            rest = []
            try recognise(&bytes, row)
            return bytes
        }
        guard rest.isEmpty, highSurrogate == nil else { throw TableError(row: row, problem: "the UTF-16 text breaks off") }
        return []
    }

    private mutating func recognise(_ bytes: inout [UInt8], _ row: Int) throws(TableError) {
        form = .utf8
        if bytes.starts(with: [0xef, 0xbb, 0xbf]) { bytes.removeFirst(3) }
        if bytes.starts(with: [0xff, 0xfe]) { (form, bytes) = (.utf16(isBigEndian: false), Array(bytes.dropFirst(2))) }
        if bytes.starts(with: [0xfe, 0xff]) { (form, bytes) = (.utf16(isBigEndian: true), Array(bytes.dropFirst(2))) }
        if bytes.starts(with: [0x50, 0x4b, 0x03, 0x04]) || bytes.starts(with: [0xd0, 0xcf, 0x11, 0xe0]) {
            throw TableError(row: row, problem: "this is a workbook, not CSV; save it as CSV in UTF-8")
        }
    }

    private mutating func utf16(_ bytes: [UInt8], _ isBigEndian: Bool, _ row: Int) throws(TableError) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var index = 0
        while index + 1 < bytes.count {
            let (first, second) = (UInt32(bytes[index]), UInt32(bytes[index + 1]))
            let unit = isBigEndian ? first << 8 | second : second << 8 | first
            index += 2
            var value = unit
            if let high = highSurrogate {
                guard (0xdc00...0xdfff).contains(unit) else {
                    throw TableError(row: row, problem: "the text is not right UTF-16")
                }
                value = 0x10000 + (high - 0xd800) << 10 + (unit - 0xdc00)
                highSurrogate = nil
            } else if (0xd800...0xdbff).contains(unit) {
                highSurrogate = unit
                continue
            }
            guard let scalar = Unicode.Scalar(value) else { throw TableError(row: row, problem: "the text is not right UTF-16") }
            output.append(contentsOf: String(Character(scalar)).utf8)
        }
        if index < bytes.count { rest = [bytes[index]] }
        return output
    }

    /// Windows-1252, 0x80 to 0x9F; 0 where it has nothing.
    private static let windows: [UInt32] = [
        0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0, 0,
        0x2018,
        0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178,
    ]

    private static func character(_ byte: UInt8) -> Character {
        if (0x80...0x9f).contains(byte), let scalar = Unicode.Scalar(windows[Int(byte) - 0x80]), scalar.value > 0 {
            return Character(scalar)
        }
        return Character(Unicode.Scalar(byte))
    }
}
