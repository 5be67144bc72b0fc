/// Numbers as spreadsheets of the world write them.
package enum TableNumber {
    /// The number with a point before its decimals and nothing between its thousands; `nil` for what is no number, and for what may
    /// be read in two ways: `1,234` is one thousand to some and one point two to others.
    ///
    /// A point alone always stands before decimals. Of a point and a comma the last one does; a comma alone does unless exactly three
    /// digits follow it.
    package static func plain(_ text: String) -> String? {
        var body = text[...]
        var sign = ""
        if body.first == "-" || body.first == "+" { sign = body.removeFirst() == "-" ? "-" : "" }
        guard let first = body.utf8.first, isDigit(first), let last = body.utf8.last, isDigit(last) else { return nil }
        let (points, commas) = (count(body, "."), count(body, ","))
        switch (points, commas) {
        case (0, 0), (1, 0): return isPlain(body) ? sign + body : nil
        case (0, 1):
            let parts = body.split(separator: ",")
            if parts[1].count == 3, parts[0].count <= 3, parts[0] != "0" { return nil }
            return isPlain(parts[0]) && isPlain(parts[1]) ? sign + parts.joined(separator: ".") : nil
        case (1, _), (_, 1): return grouped(body).map { sign + $0 }
        default: return nil
        }
    }

    /// `1.234.567,89` and `1,234,567.89`.
    private static func grouped(_ body: Substring) -> String? {
        guard let mark = body.last(where: { $0 == "." || $0 == "," }), count(body, mark) == 1,
            let place = body.lastIndex(of: mark)
        else { return nil }
        let groups = body[..<place].split(separator: mark == "." ? "," : ".", omittingEmptySubsequences: false)
        let decimals = body[body.index(after: place)...]
        guard (1...3).contains(groups[0].count), groups.dropFirst().allSatisfy({ $0.count == 3 }),
            (groups + [decimals]).allSatisfy({ part in !part.isEmpty && part.utf8.allSatisfy(isDigit) })
        else { return nil }
        return groups.joined() + "." + decimals
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

    private static func isPlain(_ text: Substring) -> Bool { text.utf8.allSatisfy { isDigit($0) || $0 == UInt8(ascii: ".") } }

    private static func count(_ text: Substring, _ mark: Character) -> Int { text.reduce(0) { $1 == mark ? $0 + 1 : $0 } }
}
