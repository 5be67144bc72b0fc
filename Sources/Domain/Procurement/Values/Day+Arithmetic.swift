import FoundationEssentials

extension Day {
    /// Days since 1970-01-01; below zero before it (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil).
    package var daysSince1970: Int {
        let parts = text.utf8.split(separator: UInt8(ascii: "-")).map { $0.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) } }
        guard parts.count == 3 else { return 0 }
        let (month, day) = (parts[1], parts[2])
        let year = month <= 2 ? parts[0] - 1 : parts[0]
        let era = year / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// The day so many days later, or earlier for a negative number.
    package func adding(days: Int) -> Day {
        days == 0 ? self : Day(Date(timeIntervalSince1970: Double(daysSince1970 + days) * 86_400))
    }
}
