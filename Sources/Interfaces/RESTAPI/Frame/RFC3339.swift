import FoundationEssentials

/// Moments as RFC 3339 writes them in UTC, to the second: `2026-01-31T12:00:00Z`.
///
/// Foundation asks a calendar, which takes a microsecond for each; an answer with an order holds ten.
enum RFC3339 {
    static func text(_ moment: Date) -> String {
        let seconds = moment.timeIntervalSince1970.rounded(.down)
        // From 1970 to the end of 9999; anything else is Foundation's to write.
        guard seconds >= 0, seconds < 253_402_300_800 else { return moment.ISO8601Format() }
        let whole = Int(seconds)
        let (days, time) = (whole / 86_400, whole % 86_400)
        let (year, month, day) = civil(days)
        return unsafe String(unsafeUninitializedCapacity: 20) { place in
            var at = 0
            func put(_ octet: UInt8) {
                unsafe place.initializeElement(at: at, to: octet)
                at += 1
            }
            func put(_ number: Int, _ mark: UInt8) {
                put(UInt8(ascii: "0") + UInt8(number / 10))
                put(UInt8(ascii: "0") + UInt8(number % 10))
                put(mark)
            }
            put(UInt8(ascii: "0") + UInt8(year / 1000))
            put(UInt8(ascii: "0") + UInt8(year / 100 % 10))
            put(year % 100, UInt8(ascii: "-"))
            put(month, UInt8(ascii: "-"))
            put(day, UInt8(ascii: "T"))
            put(time / 3600, UInt8(ascii: ":"))
            put(time / 60 % 60, UInt8(ascii: ":"))
            put(time % 60, UInt8(ascii: "Z"))
            return at
        }
    }

    /// Year, month and day of the day that is so many after 1970-01-01, by eras of 400 years that begin in March.
    private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let (era, dayOfEra) = (shifted / 146_097, shifted % 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }
}
