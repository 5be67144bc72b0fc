import CXML
import FoundationEssentials
import Testing

@Suite struct CXMLValueTests {
    // MARK: Dates

    @Test(arguments: [
        ("2024-05-01T12:00:00+02:00", 1_714_557_600.0, false), ("2024-05-01T12:00:00+0200", 1_714_557_600, false),
        ("2024-05-01T12:00:00+02", 1_714_557_600, false), ("2024-05-01T10:00:00Z", 1_714_557_600, false),
        ("2024-05-01T10:00:00.000Z", 1_714_557_600, false), ("2024-05-01T10:00:00.250000+00:00", 1_714_557_600.25, false),
        ("2024-05-01T10:00:00", 1_714_557_600, true), ("2024-05-01 10:00:00", 1_714_557_600, true),
        ("2024-05-01T10:00+00:00", 1_714_557_600, false), ("2024-05-01T10:00:00 +00:00", 1_714_557_600, false),
        ("2024-05-01T12:00:00 02:00", 1_714_557_600, false), ("2024-05-01T03:00:00 -07:00", 1_714_557_600, false),
        ("2019-06-20UTC12:52:15+00:00", 1_561_035_135, false), ("2025-06-05T18:00:00.000+0200", 1_749_139_200, false),
        ("2024-05-01T03:00:00-07:00", 1_714_557_600, false), ("2024-05-01T10:00:00+17:37", 1_714_557_600, true),
        ("Wed May 01 10:00:00 UTC 2024", 1_714_557_600, false), ("Wed May  1 10:00:00 2024", 1_714_557_600, true),
        ("Wed, 01 May 2024 10:00:00 GMT", 1_714_557_600, false), ("1 May 2024 12:00:00 +0200", 1_714_557_600, false),
        ("1969-12-31T23:59:59Z", -1, false), ("2000-02-29T00:00:00Z", 951_782_400, false),
    ])
    func `a date is read in every form met`(text: String, seconds: Double, isDoubtful: Bool) throws {
        let timestamp = CXMLTimestamp(reading: " \(text)\n")
        #expect(try #require(timestamp.instant).timeIntervalSince1970 == seconds)
        #expect(timestamp.isDoubtful == isDoubtful)
        #expect(timestamp.raw == text)
        #expect(timestamp.hasTime)
    }

    @Test func `a bare date has no time`() throws {
        let timestamp = CXMLTimestamp(reading: "2023-02-26")
        #expect(try #require(timestamp.instant).timeIntervalSince1970 == 1_677_369_600)
        #expect(!timestamp.hasTime)
        #expect(timestamp.text == "2023-02-26")
    }

    @Test func `an offset that repeats the time is doubted only where it is asked for`() throws {
        let echoed = CXMLTimestamp(reading: "2024-05-01T13:04:24+13:04", distrustsEchoedOffset: true)
        #expect(try #require(echoed.instant).timeIntervalSince1970 == 1_714_568_664)
        #expect(echoed.isDoubtful)
        let honest = CXMLTimestamp(reading: "2024-05-01T03:00:24+03:00")
        #expect(try #require(honest.instant).timeIntervalSince1970 == 1_714_521_624)
        #expect(!honest.isDoubtful)
    }

    @Test(arguments: [
        "", "invalid", "{timestamp}", "2024-13-01", "2023-02-29", "2024-05-01T25:00:00Z", "2024-05-01T10:61:00Z", "01/05/2024",
        "2024-05-01T", "2024-05-01T10:00:00+", "2024-05-01Tx", "0000-01-01", "99999-01-01", "Wed May 2024",
        "2024-05-01T10:00:00.Z",
    ])
    func `what is no date keeps its text only`(text: String) {
        let timestamp = CXMLTimestamp(reading: text)
        #expect(timestamp.instant == nil)
        #expect(timestamp.raw == text)
    }

    @Test func `a date is written with numeric offset and without fraction, and read back, for many days`() throws {
        var random = Seeded(3)
        for _ in 0..<3000 {
            let seconds = Int.random(in: -60_000_000_000...200_000_000_000, using: &random)
            let timestamp = CXMLTimestamp(Date(timeIntervalSince1970: Double(seconds) + 0.75))
            #expect(timestamp.text.count == 25 && timestamp.text.hasSuffix("+00:00"))
            let back = try #require(CXMLTimestamp(reading: timestamp.text).instant)
            #expect(back.timeIntervalSince1970 == Double(seconds))
        }
    }

    // MARK: Money

    @Test(arguments: [
        (".34", "USD", "0.34"), ("1505.0", "USD", "1505.00"), ("166.3900", "EUR", "166.39"), ("10.0000", "EUR", "10.00"),
        ("0", "EUR", "0.00"), ("-3.5", "EUR", "-3.50"), ("+7", "JPY", "7"), ("1234.5", "JPY", "1235"), ("1.2345", "KWD", "1.235"),
        ("0.005", "EUR", "0.01"), ("99.995", "EUR", "100.00"), ("5.", "EUR", "5.00"), (" 6.99\n", "eur", "6.99"),
        ("-0.001", "EUR", "0.00"), ("123456789012345678901234.56", "EUR", "123456789012345678901234.56"),
    ])
    func `an amount is read exactly and written with its currency's digits`(raw: String, currency: String, text: String) {
        let money = CXMLMoney(reading: raw, currency: currency)
        #expect(money.amount != nil)
        #expect(money.text == text)
    }

    @Test(arguments: [
        "", "9,99", "1,234.50", "1.234,50", "1 000", "1e3", "NaN", "inf", "0x10", "$5", "--1", "1.2.3", ".", "-", "٣",
    ])
    func `an ambiguous amount is never guessed at`(raw: String) {
        let money = CXMLMoney(reading: raw, currency: "EUR")
        #expect(money.amount == nil)
        #expect(money.raw == raw)
    }

    @Test func `a unit price keeps its further digits`() {
        #expect(CXMLMoney(reading: "11.4375", currency: "GBP").unitPriceText == "11.4375")
        #expect(CXMLMoney(reading: "11.4", currency: "GBP").unitPriceText == "11.40")
        #expect(CXMLMoney(reading: "11.4", currency: "JPY").unitPriceText == "11.4")
        #expect(CXMLMoney(reading: "11", currency: "KWD").unitPriceText == "11.000")
    }

    @Test func `every decimal number is read as its digits say`() {
        var random = Seeded(9)
        for _ in 0..<2000 {
            let whole = Int.random(in: 0...99_999_999, using: &random)
            let fraction = String(
                (0..<Int.random(in: 1...8, using: &random)).map { _ in "0123456789".randomElement(using: &random) ?? "0" })
            let text = "\(whole).\(fraction)"
            #expect(CXMLQuantity(reading: text).value == Decimal(string: text))
        }
    }

    @Test func `a quantity is never negative and may be fractional`() {
        #expect(CXMLQuantity(reading: "-1").value == nil)
        #expect(CXMLQuantity(reading: "1.50").text == "1.5")
        #expect(CXMLQuantity(reading: "1,5").value == nil)
        #expect(CXMLQuantity(12).text == "12")
    }

    // MARK: Codes and parties

    @Test func `unknown codes count by their class, and 501 is permanent`() {
        let codes = [200, 201, 288, 400, 417, 499, 450, 501, 500, 550, 999, 302].map { CXMLStatusCode(rawValue: $0) }
        let wanted: [CXMLStatusCode.Outcome] = [
            .done, .done, .done, .permanentFailure, .permanentFailure, .permanentFailure, .permanentFailure, .permanentFailure,
            .transientFailure, .transientFailure, .transientFailure, .transientFailure,
        ]
        #expect(codes.map(\.outcome) == wanted)
        #expect(CXMLStatus(.notImplemented, "no").text == "Not Implemented")
    }

    @Test func `domains are compared without case, identities exactly, the test suffix in either case`() {
        let credential = CXMLCredential(domain: "NetworkId", identity: "Amazon")
        #expect(credential.matches(domain: "networkID", identity: "Amazon"))
        #expect(!credential.matches(domain: "NetworkId", identity: "amazon"))
        #expect(!credential.matches(domain: "DUNS", identity: "Amazon"))
        let test = CXMLCredential(domain: "NetworkId", identity: "AN01000000001-T")
        #expect(test.matches(domain: "NetworkId", identity: "AN01000000001-t"))
    }

    @Test func `a secret does not show itself`() {
        let credential = CXMLCredential(domain: "d", identity: "i", sharedSecret: CXMLSecret("geheim"))
        var dumped = ""
        dump(credential, to: &dumped)
        #expect(!"\(credential) \(String(reflecting: credential)) \(dumped)".contains("geheim"))
    }
}
