package import FoundationEssentials

/// What one unit of a currency was worth in another from a day on, until a later rate replaces it.
package struct ExchangeRate: Hashable, Sendable, Identified {
    package static let identifierPrefix = "fx"
    package let id: Identifier<ExchangeRate>
    package var from: Currency
    package var to: Currency
    package var day: Day
    /// Units of `to` for one of `from`, above zero.
    package var rate: Decimal

    package init(id: Identifier<ExchangeRate>, from: Currency, to: Currency, day: Day, rate: Decimal) {
        self.id = id
        self.from = from
        self.to = to
        self.day = day
        self.rate = rate
    }
}

/// A rate as it was applied, kept with what it made.
package struct AppliedRate: Hashable, Sendable, CustomStringConvertible {
    package var from: Currency
    package var to: Currency
    package var rate: Decimal
    /// The stored rate's day; the older one where two were put together.
    package var day: Day

    /// `1 USD = 0.92 EUR (2026-01-31)`.
    package var description: String { "1 \(from) = \(ExactNumber.text(rate)) \(to) (\(day))" }
}

/// The stored rates that a decision works with.
package struct ExchangeRates: Sendable {
    private let rates: [ExchangeRate]

    package init(_ rates: [ExchangeRate] = []) { self.rates = rates }

    /// The newest rate at or before `day`: as stored, turned round, or through one third currency; `nil` when there is none,
    /// which is to be told and never taken for 1.
    package func rate(from: Currency, to: Currency, on day: Day) -> AppliedRate? {
        if from == to { return AppliedRate(from: from, to: to, rate: 1, day: day) }
        if let direct = direct(from, to, day) { return direct }
        let thirds = Set(rates.flatMap { [$0.from, $0.to] }).subtracting([from, to]).sorted { $0.code < $1.code }
        let ways = thirds.compactMap { third -> AppliedRate? in
            guard let first = direct(from, third, day), let second = direct(third, to, day) else { return nil }
            return AppliedRate(from: from, to: to, rate: first.rate * second.rate, day: min(first.day, second.day))
        }
        return ways.max { $0.day < $1.day }
    }

    /// The amount in another currency, rounded to its digits, and the rate that made it; `nil` without a rate.
    package func convert(_ money: Money, to currency: Currency, on day: Day) -> (money: Money, rate: AppliedRate)? {
        if money.currency == currency {
            return (money, AppliedRate(from: currency, to: currency, rate: 1, day: day))
        }
        guard let rate = rate(from: money.currency, to: currency, on: day), let made = Money(money.amount * rate.rate, currency)
        else { return nil }
        return (made, rate)
    }

    /// As stored or turned round, whichever is newer; as stored on the same day.
    private func direct(_ from: Currency, _ to: Currency, _ day: Day) -> AppliedRate? {
        var best: (rate: AppliedRate, isStored: Bool)?
        for candidate in rates where candidate.day <= day && candidate.rate > 0 {
            let isStored = candidate.from == from && candidate.to == to
            guard isStored || candidate.from == to && candidate.to == from else { continue }
            if let known = best, known.rate.day > candidate.day || known.rate.day == candidate.day && known.isStored { continue }
            let rate = isStored ? candidate.rate : 1 / candidate.rate
            best = (AppliedRate(from: from, to: to, rate: rate, day: candidate.day), isStored)
        }
        return best?.rate
    }
}
