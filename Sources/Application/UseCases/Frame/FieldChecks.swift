import FoundationEssentials
import Procurement

/// Collects what is wrong with a request's fields, so that all of it is told at once.
struct FieldChecks {
    private(set) var problems: [FieldProblem] = []

    mutating func add(_ pointer: String, _ code: String, _ message: String) {
        problems.append(FieldProblem(pointer, code, message))
    }

    /// A text of 1 to `limit` characters without control characters, trimmed.
    mutating func text(_ value: String, _ pointer: String, _ label: String, limit: Int = 200) -> String {
        let trimmed = Self.trimmed(value)
        if trimmed.isEmpty { add(pointer, "required", "\(label) is missing. Enter it.") }
        // No text has more characters than octets.
        if trimmed.utf8.count > limit, trimmed.count > limit {
            add(pointer, "too-long", "\(label) is longer than \(limit) characters. Shorten it.")
        }
        if trimmed.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
            add(pointer, "invalid", "\(label) holds control characters. Remove them.")
        }
        return trimmed
    }

    mutating func optionalText(_ value: String?, _ pointer: String, _ label: String, limit: Int = 200) -> String? {
        guard let value, !Self.trimmed(value).isEmpty else { return nil }
        return text(value, pointer, label, limit: limit)
    }

    /// Something@something without blanks.
    mutating func email(_ value: String, _ pointer: String) -> String {
        let trimmed = text(value, pointer, "The e-mail address")
        let parts = trimmed.split(separator: "@", omittingEmptySubsequences: false)
        let isGood = parts.count == 2 && !parts[0].isEmpty && !parts[1].isEmpty && !trimmed.contains(where: { $0.isWhitespace })
        if !trimmed.isEmpty, !isGood {
            add(pointer, "invalid", "“\(trimmed)” is not an e-mail address. Write it as name@example.com.")
        }
        return trimmed
    }

    /// An absolute http or https address.
    mutating func url(_ value: String, _ pointer: String, _ label: String) -> String {
        let trimmed = text(value, pointer, label, limit: 2000)
        let lower = trimmed.lowercased()
        if !trimmed.isEmpty,
            !(lower.hasPrefix("https://") || lower.hasPrefix("http://")) || trimmed.contains(where: { $0.isWhitespace })
                || URL(string: trimmed)?.host() == nil
        {
            add(pointer, "invalid", "\(label) must be an address that begins with https://.")
        }
        return trimmed
    }

    /// `2026-01-31`.
    mutating func day(_ value: String, _ pointer: String, _ label: String) -> String {
        let parts = value.split(separator: "-", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { Int($0) }
        let isGood =
            parts.map(\.count) == [4, 2, 2] && numbers.count == 3 && (1...12).contains(numbers[1])
            && (1...Self.daysIn(month: numbers[1], year: numbers[0])).contains(numbers[2])
        if !isGood { add(pointer, "invalid", "\(label) must be a day written as 2026-01-31.") }
        return value
    }

    private static func daysIn(month: Int, year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }

    /// Throws what was found, if anything.
    func finish() throws {
        if !problems.isEmpty { throw Refusal.invalid(problems) }
    }

    /// Whether a character that begins or ends with this octet is no space.
    private static func isInk(_ octet: UInt8) -> Bool { octet > 0x20 && octet < 0x7f }

    static func trimmed(_ text: String) -> String {
        if let first = text.utf8.first, let last = text.utf8.last, isInk(first), isInk(last) { return text }
        var slice = text[...]
        while let first = slice.first, first.isWhitespace { slice.removeFirst() }
        while let last = slice.last, last.isWhitespace { slice.removeLast() }
        return String(slice)
    }
}
