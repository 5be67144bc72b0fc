package import FoundationEssentials
import Procurement

/// A date and time as it came.
///
/// Amazon's answers have a zone, an offset or neither (then it is UTC), seconds with and without decimals, sometimes only a day.
package struct WireMoment: Hashable, Sendable {
    package let text: String
    /// `nil` when the text is none of the forms.
    package let date: Date?

    package init(text: String) {
        self.text = text
        date = Self.parse(text)
    }

    /// To the second, in UTC: the form that every operation takes.
    package init(_ date: Date) {
        let seconds = Int(date.timeIntervalSince1970.rounded(.down))
        let time = ((seconds % 86400) + 86400) % 86400
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        text = "\(Day(date))T\(two(time / 3600)):\(two(time / 60 % 60)):\(two(time % 60))Z"
        self.date = Date(timeIntervalSince1970: TimeInterval(seconds))
    }

    /// Both ends of a window, which is written `start--end`.
    package static func window(_ text: String) -> (Date, Date)? {
        guard let gap = text.firstRange(of: "--") else { return nil }
        guard let start = parse(String(text[..<gap.lowerBound])), let end = parse(String(text[gap.upperBound...])) else {
            return nil
        }
        return (start, end)
    }

    private static func parse(_ text: String) -> Date? {
        guard text.utf8.count >= 10, let day = Day(String(text.prefix(10))), let start = seconds(of: day) else { return nil }
        var rest = Array(text.utf8.dropFirst(10))[...]
        if rest.isEmpty { return Date(timeIntervalSince1970: start) }
        guard let separator = rest.popFirst(), separator == UInt8(ascii: "T") || separator == 0x20,
            let hour = number(&rest), hour < 24, take(":", &rest), let minute = number(&rest), minute < 60
        else { return nil }
        var moment = start + TimeInterval(hour * 3600 + minute * 60)
        if take(":", &rest) {
            // 60 is a leap second.
            guard let second = number(&rest), second <= 60 else { return nil }
            moment += TimeInterval(second)
            if take(".", &rest) {
                var scale = 0.1
                guard let first = rest.first, isDigit(first) else { return nil }
                while let digit = rest.first, isDigit(digit) {
                    moment += TimeInterval(digit - 48) * scale
                    scale /= 10
                    rest.removeFirst()
                }
            }
        }
        guard let offset = offset(&rest), rest.isEmpty else { return nil }
        return Date(timeIntervalSince1970: moment - offset)
    }

    /// Seconds east of UTC; none is UTC.
    private static func offset(_ rest: inout ArraySlice<UInt8>) -> TimeInterval? {
        if rest.isEmpty || take("Z", &rest) { return 0 }
        let sign: TimeInterval
        if take("+", &rest) { sign = 1 } else if take("-", &rest) { sign = -1 } else { return nil }
        guard let hours = number(&rest), hours < 24 else { return nil }
        _ = take(":", &rest)
        let minutes = rest.isEmpty ? 0 : number(&rest)
        guard let minutes, minutes < 60 else { return nil }
        return sign * TimeInterval(hours * 3600 + minutes * 60)
    }

    /// Midnight in UTC (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil).
    private static func seconds(of day: Day) -> TimeInterval? {
        let parts = day.text.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3 else { return nil }
        let year = parts[1] <= 2 ? parts[0] - 1 : parts[0]
        let era = year / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (parts[1] + (parts[1] > 2 ? -3 : 9)) + 2) / 5 + parts[2] - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return TimeInterval((era * 146_097 + dayOfEra - 719_468) * 86400)
    }

    private static func isDigit(_ octet: UInt8) -> Bool { (48...57).contains(octet) }

    private static func number(_ rest: inout ArraySlice<UInt8>) -> Int? {
        guard rest.count >= 2 else { return nil }
        let digits = rest.prefix(2)
        guard digits.allSatisfy(isDigit) else { return nil }
        rest = rest.dropFirst(2)
        return digits.reduce(0) { $0 * 10 + Int($1 - 48) }
    }

    private static func take(_ character: Unicode.Scalar, _ rest: inout ArraySlice<UInt8>) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest.removeFirst()
        return true
    }
}
