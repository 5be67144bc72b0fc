package import FoundationEssentials

/// A part of a line's amount with a coding of its own.
package struct CodingShare: Hashable, Sendable {
    package enum Part: Hashable, Sendable {
        /// Above 0 and at most 100, with up to four digits after the point.
        case percent(Decimal)
        case amount(Money)
    }

    package var part: Part
    /// Where this share differs from its line's coding.
    package var coding: Coding

    package init(_ part: Part, coding: Coding) {
        self.part = part
        self.coding = coding
    }
}

extension [CodingShare] {
    /// How many shares a line may have.
    package static let mostShares = 50
    /// 100 % in ten-thousandths of a percent.
    private static let whole: Int64 = 1_000_000

    /// What is wrong with a split of `amount`, with the position of the share it is about; empty when it can stand.
    package func problems(splitting amount: Money?) -> [(position: Int?, message: String)] {
        if isEmpty { return [] }
        if count < 2 { return [(nil, "A split has at least two shares. Code the line as a whole instead.")] }
        if count > Self.mostShares { return [(nil, "A line has at most \(Self.mostShares) shares.")] }
        let percents = compactMap { if case .percent(let percent) = $0.part { percent } else { nil } }
        if percents.count == count { return problems(of: percents) }
        if !percents.isEmpty { return [(nil, "Split by percentage or by amount, not by both in one line.")] }
        return problems(ofAmounts: amount)
    }

    private func problems(of percents: [Decimal]) -> [(position: Int?, message: String)] {
        var found: [(position: Int?, message: String)] = []
        var sum: Decimal = 0
        for (position, percent) in percents.enumerated() {
            if percent <= 0 || percent > 100 {
                found.append((position, "A share is above 0 and at most 100 percent."))
            } else if !Self.isWhole(percent * 10_000) {
                found.append((position, "A percentage has at most four digits after the point."))
            }
            sum += percent
        }
        if found.isEmpty, sum != 100 {
            found.append((nil, "The shares add up to \(ExactNumber.text(sum)) percent. They have to be 100 percent together."))
        }
        return found
    }

    private func problems(ofAmounts amount: Money?) -> [(position: Int?, message: String)] {
        guard let amount else { return [(nil, "The line has no amount to split. Split it by percentage.")] }
        var found: [(position: Int?, message: String)] = []
        var sum = Money.zero(amount.currency)
        for (position, share) in enumerated() {
            guard case .amount(let part) = share.part else { continue }
            if part.currency != amount.currency {
                found.append((position, "The line is in \(amount.currency), the share in \(part.currency)."))
            } else if part.minorUnits <= 0 {
                found.append((position, "A share's amount is above zero."))
            } else if let next = sum.adding(part) {
                sum = next
            } else {
                found.append((position, "The amounts are too large to add up."))
            }
        }
        if found.isEmpty, sum != amount {
            found.append((nil, "The shares add up to \(sum), the line is \(amount). They have to be the same."))
        }
        return found
    }

    private static func isWhole(_ value: Decimal) -> Bool {
        ExactNumber.scaled(value, digits: 0).map { Decimal($0) == value } ?? false
    }

    /// What each share is of `amount`, by the largest remainder: the sum is exactly `amount`, also where the line's amount is
    /// no longer the one that the shares were entered for.
    package func amounts(of amount: Money) -> [Money] {
        amount.shares(
            map { share in
                switch share.part {
                case .percent(let percent): ExactNumber.scaled(percent, digits: 4) ?? 0
                case .amount(let part): part.minorUnits
                }
            })
    }
}
