import FoundationEssentials
import HTML
import Procurement

extension Words {
    /// A moment in a table's cell, which does not break.
    static func time(_ date: Date) -> HTML { "<time datetime=\"\(machine(date))\">\(instant(date))</time>" }

    static func time(_ date: Date?) -> HTML { date.map { time($0) } ?? HTML.empty }

    /// A text of a supplier or of the trail with the moments in it as people read them: `ships 2026-11-22T18:58:03+0000` as
    /// `ships 22 Nov 2026, 18:58 UTC`.
    static func plain(_ text: String) -> String {
        guard text.contains("-") else { return text }
        return text.split(separator: " ", omittingEmptySubsequences: false).map { word(String($0)) }.joined(separator: " ")
    }

    private static func word(_ word: String) -> String {
        let end = word.reversed().prefix { ",.;)”".contains($0) }.count
        let (core, rest) = (word.dropLast(end), word.suffix(end))
        if core.utf8.count == 10, let day = Day(String(core)) { return Self.day(day.start) + rest }
        return moment(String(core)).map { instant($0) + rest } ?? word
    }

    /// RFC 3339, and with `+0000` as some write it.
    private static func moment(_ text: String) -> Date? {
        let octets = Array(text.utf8)
        guard octets.count >= 17, octets[10] == UInt8(ascii: "T"), octets[13] == UInt8(ascii: ":"),
            let day = Day(String(decoding: octets[..<10], as: UTF8.self)), let hour = number(octets[11..<13]),
            let minute = number(octets[14..<16]), hour < 24, minute < 60
        else { return nil }
        var rest = octets[16...]
        if rest.first == UInt8(ascii: ":") {
            guard rest.count > 3, let second = number(rest.dropFirst().prefix(2)), second <= 60 else { return nil }
            rest = rest.dropFirst(3)
        }
        if rest.first == UInt8(ascii: ".") { rest = rest.dropFirst().drop { (0x30...0x39).contains($0) } }
        guard let minutesEast = offset(rest) else { return nil }
        return day.start.addingTimeInterval(Double((hour * 60 + minute - minutesEast) * 60))
    }

    private static func offset(_ zone: ArraySlice<UInt8>) -> Int? {
        if zone.elementsEqual("Z".utf8) { return 0 }
        let digits = zone.dropFirst().filter { $0 != UInt8(ascii: ":") }
        guard let sign = zone.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), digits.count == 4,
            let hours = number(digits[..<2]), let minutes = number(digits[2...])
        else { return nil }
        return (sign == UInt8(ascii: "-") ? -1 : 1) * (hours * 60 + minutes)
    }

    private static func number(_ octets: some Collection<UInt8>) -> Int? {
        guard octets.count == 2, octets.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return octets.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
}
