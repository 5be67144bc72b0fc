package import FoundationEssentials

/// A day of the calendar without a time or a zone: `2026-01-31`. Days compare in the order of the calendar.
package struct Day: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// Ten characters, year first (ISO 8601 calendar date).
    package let text: String

    /// `nil` unless the text is a day that exists, written with four, two and two digits.
    package init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.map(\.count) == [4, 2, 2], parts.allSatisfy({ $0.allSatisfy(Self.isDigit) }) else { return nil }
        let numbers = parts.map { $0.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) } }
        guard numbers[0] >= 1, (1...12).contains(numbers[1]),
            (1...Self.length(month: numbers[1], year: numbers[0])).contains(numbers[2])
        else { return nil }
        self.text = text
    }

    /// The day that `moment` falls on in UTC.
    package init(_ moment: Date) {
        let days = Int((moment.timeIntervalSince1970 / 86400).rounded(.down))
        // Days since 0000-03-01, so that the leap day is the last of its year (H. Hinnant, "chrono-Compatible Low-Level
        // Date Algorithms", civil_from_days).
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        text =
            Self.padded(year, 4) + "-" + Self.padded(month, 2) + "-"
            + Self.padded(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1, 2)
    }

    package static func < (left: Day, right: Day) -> Bool { left.text < right.text }

    package var description: String { text }

    /// The four digits of the year.
    package var year: String { String(text.prefix(4)) }

    private static func isDigit(_ octet: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(octet) }

    private static func padded(_ number: Int, _ digits: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }

    private static func length(month: Int, year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }
}

/// From one day to another, both within; `nil` is open on that side.
package struct DayRange: Hashable, Sendable {
    package var from: Day?
    package var through: Day?

    package init(from: Day? = nil, through: Day? = nil) {
        self.from = from
        self.through = through
    }

    package func contains(_ day: Day) -> Bool {
        if let from, day < from { return false }
        if let through, day > through { return false }
        return true
    }

    /// Whether it ends before it begins.
    package var isEmpty: Bool { if let from, let through { through < from } else { false } }

    /// The days that both have; may be empty.
    package func intersection(_ other: DayRange) -> DayRange {
        DayRange(
            from: [from, other.from].compactMap(\.self).max(), through: [through, other.through].compactMap(\.self).min())
    }
}
