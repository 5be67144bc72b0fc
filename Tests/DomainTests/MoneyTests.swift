import FoundationEssentials
import Procurement
import Testing

struct MoneyTests {
    @Test(arguments: [
        ("12", "12"), ("-3.50", "-3.5"), (".34", "0.34"), ("1505.0", "1505"), ("0", "0"), ("+7", "7"),
    ])
    func `plain decimals are read exactly`(text: String, value: String) {
        #expect(ExactNumber.parse(text) == Decimal(string: value))
    }

    @Test(arguments: [
        "", "-", ".", "9,99", "1,234.50", "1e5", "12abc", "0x10", " 5", "5 ", "1.2.3", "--1", "1-",
        String(repeating: "9", count: 31),
    ])
    func `anything else is refused rather than guessed`(text: String) {
        #expect(ExactNumber.parse(text) == nil)
    }

    @Test(arguments: [
        ("12.345", 1235), ("12.344", 1234), ("-12.345", -1235), ("0.005", 1), ("0.004999", 0),
        ("99999999999999.99", 9_999_999_999_999_999),
    ])
    func `amounts are rounded to cents, halves away from zero`(text: String, units: Int64) {
        let money = ExactNumber.parse(text).flatMap { Money($0, .usd) }
        #expect(money?.minorUnits == units)
    }

    /// The number as Foundation spells it, and its cents by these digits.
    private func spelled(_ value: Decimal) -> (text: String, cents: Int64?) {
        let digits = value.description
        let parts = (digits + (digits.contains(".") ? "" : ".")).split(separator: ".", omittingEmptySubsequences: false)
        let fraction = (parts[1] + "000").prefix(3).compactMap(\.wholeNumberValue)
        let whole = Int64(parts[0].filter(\.isNumber))?.multipliedReportingOverflow(by: 100)
        guard let whole, !whole.overflow else { return (digits, nil) }
        let cents = whole.partialValue + Int64(fraction[0] * 10 + fraction[1] + (fraction[2] >= 5 ? 1 : 0))
        return (digits, digits.hasPrefix("-") ? -cents : cents)
    }

    @Test func `numbers are spelled and rounded as Foundation does it, however many digits they have`() {
        var state: UInt64 = 4711
        func next(_ bound: UInt64) -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 11) % bound
        }
        for _ in 0..<5000 {
            let bits = next(54)
            let significand = Decimal(next(1 << bits + 1))
            let sign: FloatingPointSign = next(2) == 0 || significand.isZero ? .plus : .minus
            let value = Decimal(sign: sign, exponent: Int(next(14)) - 9, significand: significand)
            let expected = spelled(value)
            #expect(ExactNumber.text(value) == expected.text)
            #expect(Money(value, .usd)?.minorUnits == expected.cents, "\(value)")
        }
        for value in [
            Decimal(1) / 3, Decimal(2) / 3, Decimal(7) / 8 + Decimal(1) / 8, Decimal(UInt64.max), Decimal(string: "1e-30") ?? 0,
        ] {
            #expect(ExactNumber.text(value) == value.description)
            #expect(Money(value, .usd)?.minorUnits == spelled(value).cents)
        }
    }

    @Test(arguments: [
        ("3", "19.95", "1", 5985), ("0.5", "0.03", "1", 2), ("-2", "1.005", "1", -201), ("7", "1", "3", 233),
        ("1", "10", "100", 10),
        ("1000000", "0.0000049", "1", 490), ("2", "1.5", "1.0", 300),
    ])
    func `a line's amount is quantity times price by its basis, rounded once`(
        quantity: String, price: String, basis: String, units: Int64
    ) throws {
        let line = OrderLine(
            lineNumber: 1, supplierPartID: "A", description: "", quantity: try #require(ExactNumber.parse(quantity)),
            unitPrice: ExactNumber.parse(price), priceBasis: try #require(ExactNumber.parse(basis)), currency: .usd,
            unitOfMeasure: "EA")
        #expect(line.amount?.minorUnits == units)
    }

    @Test func `a currency without minor units has no point`() throws {
        let yen = try #require(Currency("JPY"))
        #expect(Money(minorUnits: 300, currency: yen).text == "300")
        #expect(Money(minorUnits: 5, currency: .usd).text == "0.05")
        #expect(Money(minorUnits: -5, currency: .usd).text == "-0.05")
        #expect(Money(minorUnits: 1250, currency: try #require(Currency("KWD"))).text == "1.250")
    }

    @Test func `amounts of two currencies are never added`() {
        #expect(Money.zero(.usd).adding(.zero(.eur)) == nil)
        #expect(Money(minorUnits: .max, currency: .usd).adding(Money(minorUnits: 1, currency: .usd)) == nil)
    }

    @Test func `shares add up to the whole whatever the weights`() {
        var generator = Generator(state: 42)
        for _ in 0..<2000 {
            let amount = Money(minorUnits: Int64(bitPattern: generator.next()) % 1_000_000_000, currency: .eur)
            let weights = (0..<Int(generator.next() % 7 + 1)).map { _ in Int64(generator.next() % 1000) }
            let shares = amount.shares(weights)
            #expect(shares.count == weights.count)
            #expect(shares.reduce(0) { $0 + $1.minorUnits } == amount.minorUnits)
        }
    }
}

/// Repeatable numbers for property tests (SplitMix64).
struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
