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
