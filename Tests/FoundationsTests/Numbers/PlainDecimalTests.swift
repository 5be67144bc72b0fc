import FoundationEssentials
import Numbers
import Testing

struct PlainDecimalTests {
    @Test func `plain digits are what Decimal itself prints`() {
        let coefficients: [Int64] = [0, 1, 5, 9, 10, 12, 100, 995, 1995, 65_535, 65_536, 1_000_000, 4_295_000_001, .max]
        for coefficient in coefficients {
            for exponent in -20...20 {
                for sign in [FloatingPointSign.plus, .minus] {
                    let value = Decimal(sign: sign, exponent: exponent, significand: Decimal(coefficient))
                    #expect(PlainDecimal.text(value) == value.description, "\(coefficient)e\(exponent)")
                }
            }
        }
    }

    @Test func `numbers beyond 63 bits, and what is no number, are printed by Decimal`() {
        for value in [Decimal(Int64.max) * 4, Decimal(string: "-12345678901234567890123456789.125") ?? 0, Decimal.nan, .pi] {
            #expect(PlainDecimal.text(value) == value.description)
        }
    }

    @Test func `results of computations have no zeros at their end`() {
        #expect(PlainDecimal.text(Decimal(string: "2.50") ?? 0) == "2.5")
        #expect(PlainDecimal.text((Decimal(string: "0.5") ?? 0) * 2) == "1")
        #expect(PlainDecimal.text(Decimal(7) / Decimal(8)) == "0.875")
    }
}
