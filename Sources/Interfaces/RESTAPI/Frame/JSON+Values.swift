import FoundationEssentials
import JSON
import Procurement

extension JSON {
    init<Subject>(_ id: Identifier<Subject>) { self = .string(id.text) }
    init<Subject>(_ id: Identifier<Subject>?) { self.init(id?.text) }

    /// RFC 3339, in UTC, to the second.
    init(_ date: Date) { self = .string(RFC3339.text(date)) }
    init(_ date: Date?) { self = date.map { JSON($0) } ?? .null }

    init(_ money: Money) { self = ["amount": .string(money.text), "currency": .string(money.currency.code)] }
    init(_ money: Money?) { self = money.map { JSON($0) } ?? .null }

    /// A unit price: exact, with at least the currency's digits.
    init(price: Decimal?, _ currency: Currency) {
        guard let price else {
            self = .null
            return
        }
        var text = ExactNumber.text(price)
        let digits = text.split(separator: ".", maxSplits: 1).dropFirst().first?.utf8.count ?? 0
        if digits < currency.digits {
            text += (digits == 0 ? "." : "") + String(repeating: "0", count: currency.digits - digits)
        }
        self = ["amount": .string(text), "currency": .string(currency.code)]
    }

    init(_ texts: [String]) { self = .array(texts.map { .string($0) }) }

    /// This object with more members at its end.
    func adding(_ more: [Member]) -> JSON {
        guard case .object(let members) = self else { return self }
        return .object(members + more)
    }
}

extension JSONObject {
    /// What a change says about an optional text: the present one when it says nothing, none when it says `null`.
    func text(_ name: String, over present: String?) throws(JSONFieldError) -> String? {
        has(name) ? try optionalString(name) : present
    }

    /// What a change says about a text that cannot be cleared.
    func text(_ name: String, over present: String) throws(JSONFieldError) -> String { try optionalString(name) ?? present }

    func texts(_ name: String, over present: [String]) throws(JSONFieldError) -> [String] {
        has(name) ? try optionalStrings(name) ?? [] : present
    }
}
