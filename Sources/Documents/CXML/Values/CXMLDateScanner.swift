import FoundationEssentials

/// Reads dates by their octets. Days are counted with the civil calendar's own arithmetic, so no calendar object is needed.
struct CXMLDateScanner {
    /// What was read.
    struct Reading {
        var instant: Date
        var hasTime: Bool
        var isDoubtful: Bool
    }

    private let octets: [UInt8]
    private var position = 0

    init(_ text: String) {
        octets = Array(text.utf8)
    }

    // MARK: ISO 8601

    /// `yyyy-MM-dd`, then perhaps `T`, blank or `UTC`, a time, a fraction and an offset.
    mutating func iso8601(distrustsEchoedOffset: Bool) -> Reading? {
        position = 0
        guard let year = number(4), take(0x2D), let month = number(2), take(0x2D), let day = number(2) else { return nil }
        guard let days = Self.days(year, month, day) else { return nil }
        if position == octets.count { return reading(days, 0, 0, hasTime: false, isDoubtful: false) }
        if !takeWord("UTC"), !take(0x54), !take(0x74), !take(0x20) {
            // A zone right behind the date: XML Schema allows `2024-05-01Z`.
            guard let zone = offset(), position == octets.count else { return nil }
            return reading(days, 0, zone.seconds, hasTime: false, isDoubtful: !zone.isSane)
        }
        guard let clock = clock() else { return nil }
        var sawBlank = false
        while take(0x20) { sawBlank = true }
        if position == octets.count { return reading(days, clock.seconds, 0, hasTime: true, isDoubtful: true) }
        // A form that lost its plus signs: `12:00:00 02:00`.
        guard let zone = offset(plusIsLost: sawBlank), position == octets.count else { return nil }
        let echoes = distrustsEchoedOffset && zone.seconds != 0 && abs(zone.seconds) / 60 == clock.seconds / 60
        let isSane = zone.isSane && !echoes
        return reading(
            days, clock.seconds, isSane ? zone.seconds : 0, fraction: clock.fraction, hasTime: true, isDoubtful: !isSane)
    }

    // MARK: ctime

    /// `Tue Jan 09 10:47:01 PST 2001` and the like: a time without reliable zone is taken as UTC and flagged. `GMT` and `UTC` are sure.
    mutating func ctime() -> Reading? {
        var month: Int?
        var day: Int?
        var year: Int?
        var time: (seconds: Int, fraction: Double)?
        var zone: Int?
        for word in octets.split(whereSeparator: { $0 == 0x20 || $0 == 0x2C }) {
            let text = String(decoding: word, as: UTF8.self)
            if word.contains(0x3A) {
                var scanner = CXMLDateScanner(text)
                guard let clock = scanner.clock(), scanner.position == word.count else { return nil }
                time = clock
            } else if let number = Int(text), text.first != "+", text.first != "-" {
                if word.count == 4 { year = number } else if word.count <= 2 { day = number } else { return nil }
            } else if let found = Self.months.firstIndex(of: text.prefix(3).lowercased()), text.first?.isLetter == true {
                month = month ?? found + 1
            } else if text == "GMT" || text == "UTC" || text == "Z" {
                zone = 0
            } else if text.first == "+" || text.first == "-" {
                var scanner = CXMLDateScanner(text)
                if let offset = scanner.offset(), offset.isSane { zone = offset.seconds }
            }
        }
        guard let year, let month, let day, let time, let days = Self.days(year, month, day) else { return nil }
        return reading(days, time.seconds, zone ?? 0, hasTime: true, isDoubtful: zone == nil)
    }

    // MARK: Parts

    /// `hh:mm`, perhaps `:ss` and a fraction.
    private mutating func clock() -> (seconds: Int, fraction: Double)? {
        guard let hour = number(2), take(0x3A), let minute = number(2), hour <= 24, minute < 60 else { return nil }
        var second = 0
        var fraction = 0.0
        if take(0x3A) {
            guard let found = number(2), found <= 60 else { return nil }
            second = found
            if take(0x2E) || take(0x2C) {
                var scale = 0.1
                var count = 0
                while position < octets.count, octets[position] >= 0x30, octets[position] <= 0x39 {
                    fraction += Double(octets[position] - 0x30) * scale
                    scale /= 10
                    position += 1
                    count += 1
                }
                guard count > 0 else { return nil }
            }
        }
        return (hour * 3600 + minute * 60 + second, fraction)
    }

    /// `Z`, `±hh`, `±hhmm` or `±hh:mm`. Not sane beyond 14 hours.
    private mutating func offset(plusIsLost: Bool = false) -> (seconds: Int, isSane: Bool)? {
        if take(0x5A) || take(0x7A) { return (0, true) }
        if takeWord("UTC") || takeWord("GMT") { return (0, true) }
        let isNegative = take(0x2D)
        guard isNegative || take(0x2B) || plusIsLost, let hours = number(2) else { return nil }
        var minutes = 0
        if position < octets.count {
            _ = take(0x3A)
            guard let found = number(2) else { return nil }
            minutes = found
        }
        let seconds = hours * 3600 + minutes * 60
        return (isNegative ? -seconds : seconds, seconds <= 14 * 3600 && minutes < 60)
    }

    private mutating func number(_ digits: Int) -> Int? {
        guard position + digits <= octets.count else { return nil }
        var value = 0
        for octet in octets[position..<position + digits] {
            guard octet >= 0x30, octet <= 0x39 else { return nil }
            value = value * 10 + Int(octet - 0x30)
        }
        position += digits
        return value
    }

    private mutating func take(_ octet: UInt8) -> Bool {
        guard position < octets.count, octets[position] == octet else { return false }
        position += 1
        return true
    }

    private mutating func takeWord(_ word: String) -> Bool {
        guard octets[position...].starts(with: word.utf8) else { return false }
        position += word.utf8.count
        return true
    }

    private func reading(
        _ days: Int, _ seconds: Int, _ offset: Int, fraction: Double = 0, hasTime: Bool, isDoubtful: Bool
    ) -> Reading {
        let instant = Date(timeIntervalSince1970: Double(days * 86_400 + seconds - offset) + fraction)
        return Reading(instant: instant, hasTime: hasTime, isDoubtful: isDoubtful)
    }

    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

    // MARK: The calendar

    /// Days since 1970-01-01 of a date in the Gregorian calendar; nil when there is no such date.
    static func days(_ year: Int, _ month: Int, _ day: Int) -> Int? {
        guard (1...12).contains(month), day >= 1, year >= 1 else { return nil }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let length = month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
        guard day <= length else { return nil }
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The date of a count of days since 1970-01-01.
    static func date(days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthIndex = (5 * dayOfYear + 2) / 153
        let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthIndex + 2) / 5 + 1)
    }
}
