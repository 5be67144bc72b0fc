import FoundationEssentials
import Procurement

/// Values as people read them, the same on every page.
enum Words {
    /// `EUR 12.50`.
    static func money(_ money: Money) -> String { "\(money.currency.code) \(money.text)" }

    static func money(_ money: Money?) -> String? { money.map { Self.money($0) } }

    /// A unit price with at least the currency's digits: `EUR 0.125`, `EUR 3.00`.
    static func price(_ price: Decimal, _ currency: Currency) -> String { "\(currency.code) \(digits(price, currency))" }

    /// The same without the currency.
    static func digits(_ price: Decimal, _ currency: Currency) -> String {
        var text = ExactNumber.text(price)
        let digits = currency.digits
        if digits > 0 {
            let have = text.split(separator: ".", omittingEmptySubsequences: false).dropFirst().first?.count
            if have == nil { text += "." }
            text += String(repeating: "0", count: max(0, digits - (have ?? 0)))
        }
        return text
    }

    static func quantity(_ quantity: Decimal, _ unit: String) -> String {
        unit.isEmpty ? ExactNumber.text(quantity) : "\(ExactNumber.text(quantity)) \(unit)"
    }

    /// `12 Mar 2026, 14:03 UTC`: short, because tables are full of them.
    static func instant(_ date: Date) -> String {
        let parts = Parts(date)
        return "\(parts.day) \(parts.monthName) \(parts.year), \(two(parts.hour)):\(two(parts.minute)) UTC"
    }

    /// `12 Mar 2026`.
    static func day(_ date: Date) -> String {
        let parts = Parts(date)
        return "\(parts.day) \(parts.monthName) \(parts.year)"
    }

    /// RFC 3339, for machines: `2026-03-12T14:03:00Z`.
    static func machine(_ date: Date) -> String {
        let parts = Parts(date)
        return
            "\(parts.year)-\(two(parts.month))-\(two(parts.day))T\(two(parts.hour)):\(two(parts.minute)):\(two(parts.second))Z"
    }

    /// `1 line`, `2 lines`.
    static func count(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

    /// With a capital in front.
    static func capital(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

    /// A state's word with blanks: `pending approval`.
    static func state(_ word: String) -> String { word.replacing("_", with: " ") }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

    /// A moment in UTC, by the proleptic Gregorian calendar.
    private struct Parts {
        var year: Int
        var month: Int
        var day: Int
        var hour: Int
        var minute: Int
        var second: Int

        /// Days to a civil date, after Howard Hinnant, https://howardhinnant.github.io/date_algorithms.html#civil_from_days
        init(_ date: Date) {
            let bounded = min(max(date.timeIntervalSince1970, -62_135_596_800), 253_402_300_799)
            let seconds = Int(bounded.rounded(.down))
            let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
            let rest = seconds - days * 86_400
            (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60)
            let shifted = days + 719_468
            let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
            let dayOfEra = shifted - era * 146_097
            let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
            let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
            let shiftedMonth = (5 * dayOfYear + 2) / 153
            day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
            month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
            year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        }

        var monthName: String {
            ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][month - 1]
        }
    }
}
