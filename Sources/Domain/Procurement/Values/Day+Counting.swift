package import FoundationEssentials

/// Days as numbers: to go from one to another.
extension Day {
    /// `nil` for a day that does not exist, or of a year beyond four digits.
    package init?(year: Int, month: Int, day: Int) {
        func digits(_ number: Int, _ count: Int) -> String {
            let text = String(number)
            return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
        }
        guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        self.init("\(digits(year, 4))-\(digits(month, 2))-\(digits(day, 2))")
    }

    /// Year, month from 1, day from 1.
    package var parts: (year: Int, month: Int, day: Int) {
        let numbers = text.split(separator: "-").map { Int($0) ?? 1 }
        return (numbers[0], numbers[1], numbers[2])
    }

    /// Days since 1970-01-01 (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil).
    package var number: Int {
        let (fullYear, month, day) = parts
        let year = month <= 2 ? fullYear - 1 : fullYear
        let era = year / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The moment at which it begins, in UTC.
    package var start: Date { Date(timeIntervalSince1970: Double(number) * 86400) }

    /// The day before.
    package var before: Day { Day(start.addingTimeInterval(-86400)) }

    /// How many days there are up to `last`, both within; 0 when it is earlier.
    package func days(through last: Day) -> Int { max(0, last.number - number + 1) }
}
