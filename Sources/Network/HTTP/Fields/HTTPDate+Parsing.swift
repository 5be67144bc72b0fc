extension HTTPDate {
    /// Seconds since 1970 of a date in any of the three forms that must be read (RFC 9110 §5.6.7):
    ///
    ///     Sun, 06 Nov 1994 08:49:37 GMT      the one that is sent
    ///     Sunday, 06-Nov-94 08:49:37 GMT     RFC 850
    ///     Sun Nov  6 08:49:37 1994           asctime
    ///
    /// `nil` for everything else, a day of the week that is not that date's included: such a field is ignored, which costs
    /// a transfer and never freshness. `now` tells the century of two-digit years: more than 50 years ahead is past.
    package static func parse(_ text: String, now: Int) -> Int? {
        let bytes = Array(text.utf8)
        var reader = Reader(bytes: bytes[...])
        if bytes.count == 29 { return fixed(&reader) }
        return bytes.contains(UInt8(ascii: ",")) ? rfc850(&reader, now: now) : asctime(&reader)
    }

    private static func fixed(_ reader: inout Reader) -> Int? {
        guard let weekday = reader.word(of: names), reader.take(", "), let day = reader.digits(2), reader.take(" "),
            let month = reader.word(of: months), reader.take(" "), let year = reader.digits(4), reader.take(" "),
            let time = reader.time(), reader.take(" GMT"), reader.isAtEnd
        else { return nil }
        return seconds(weekday, year, month + 1, day, time)
    }

    private static func rfc850(_ reader: inout Reader, now: Int) -> Int? {
        guard let weekday = reader.word(of: longNames), reader.take(", "), let day = reader.digits(2), reader.take("-"),
            let month = reader.word(of: months), reader.take("-"), let short = reader.digits(2), reader.take(" "),
            let time = reader.time(), reader.take(" GMT"), reader.isAtEnd
        else { return nil }
        let thisYear = civil(floorDays(now)).0
        var year = thisYear / 100 * 100 + short
        if year > thisYear + 50 { year -= 100 }
        if year <= thisYear - 50 { year += 100 }
        return seconds(weekday, year, month + 1, day, time)
    }

    private static func asctime(_ reader: inout Reader) -> Int? {
        guard let weekday = reader.word(of: names), reader.take(" "), let month = reader.word(of: months), reader.take(" "),
            let day = reader.take(" ") ? reader.digits(1) : reader.digits(2), reader.take(" "), let time = reader.time(),
            reader.take(" "), let year = reader.digits(4), reader.isAtEnd
        else { return nil }
        return seconds(weekday, year, month + 1, day, time)
    }

    private static let longNames = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]

    /// `nil` for a day that the month does not have, and for another day of the week than named.
    private static func seconds(_ weekday: Int, _ year: Int, _ month: Int, _ day: Int, _ time: Int) -> Int? {
        let days = days(year, month, day)
        guard civil(days) == (year, month, day), ((days + 4) % 7 + 7) % 7 == weekday else { return nil }
        return days * 86_400 + time
    }

    private static func floorDays(_ seconds: Int) -> Int { (seconds >= 0 ? seconds : seconds - 86_399) / 86_400 }

    /// Days from 1970-01-01 to a date (proleptic Gregorian calendar): the reverse of `civil`.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// Takes a date apart from its start. Case counts (RFC 9110 §5.6.7).
    private struct Reader {
        var bytes: ArraySlice<UInt8>

        var isAtEnd: Bool { bytes.isEmpty }

        mutating func take(_ text: String) -> Bool {
            guard bytes.starts(with: text.utf8) else { return false }
            bytes = bytes.dropFirst(text.utf8.count)
            return true
        }

        /// The place in the list of the word that comes next.
        mutating func word(of list: [String]) -> Int? {
            for (index, word) in list.enumerated() where take(word) { return index }
            return nil
        }

        mutating func digits(_ count: Int) -> Int? {
            let digits = bytes.prefix(count)
            guard digits.count == count, digits.allSatisfy(ASCII.isDigit) else { return nil }
            bytes = bytes.dropFirst(count)
            return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        }

        /// Seconds into the day; 60 is a leap second.
        mutating func time() -> Int? {
            guard let hour = digits(2), hour < 24, take(":"), let minute = digits(2), minute < 60, take(":"),
                let second = digits(2), second <= 60
            else { return nil }
            return hour * 3600 + minute * 60 + second
        }
    }
}
