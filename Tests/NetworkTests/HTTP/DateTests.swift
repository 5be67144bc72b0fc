import HTTP
import Testing

@Suite struct `Dates of fields` {
    /// 2026-11-21T09:00:00Z.
    private static let now = 1_795_251_600

    @Test(
        arguments: [
            // RFC 9110 §5.6.7: the three forms of one moment.
            ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777), ("Sunday, 06-Nov-94 08:49:37 GMT", 784_111_777),
            ("Sun Nov  6 08:49:37 1994", 784_111_777),
            ("Thu, 01 Jan 1970 00:00:00 GMT", 0), ("Wed, 31 Dec 1969 23:59:59 GMT", -1),
            ("Tue, 29 Feb 2000 00:00:00 GMT", 951_782_400), ("Tue Feb 29 00:00:00 2000", 951_782_400),
            // A leap second (§5.6.7, second = 2DIGIT up to 60).
            ("Sat, 31 Dec 2016 23:59:60 GMT", 1_483_228_800),
            // Two digits, at most 50 years ahead (§5.6.7).
            ("Saturday, 21-Nov-76 09:00:00 GMT", 3_373_174_800),
            ("Monday, 21-Nov-77 09:00:00 GMT", 248_950_800),
        ] as [(String, Int)])
    func `every form is read`(_ text: String, _ seconds: Int) {
        #expect(HTTPDate.parse(text, now: Self.now) == seconds)
    }

    @Test(arguments: [
        "", "now", "0", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 UTC", "Sun, 06 Nov 1994 08:49:37 +0000",
        "Sun,06 Nov 1994 08:49:37 GMT", "sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 nov 1994 08:49:37 GMT",
        "Sun, 6 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 94 08:49:37 GMT", "Mon, 06 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 06 Nov 1994 08:60:37 GMT", "Sun, 06 Nov 1994 08:49:61 GMT",
        "Thu, 31 Nov 1994 08:49:37 GMT", "Wed, 29 Feb 2023 00:00:00 GMT", "Sun, 06 Nov 1994 08:49:37 GMT ",
        " Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06-Nov-94 08:49:37 GMT", "Sunday, 06 Nov 1994 08:49:37 GMT",
        "Sun Nov 06 08:49:37 94", "Sun Nov 6 08:49:37 1994", "Sun, 0६ Nov 1994 08:49:37 GMT",
        "Sun, 00 Nov 1994 08:49:37 GMT",
    ])
    func `what is no date is none`(_ text: String) { #expect(HTTPDate.parse(text, now: Self.now) == nil) }

    @Test func `what is written is read again, on every day of 400 years`() {
        for day in stride(from: -36_524, to: 146_097, by: 1) {
            let seconds = day * 86_400 + (day & 0xFFFF) % 86_400
            let text = HTTPDate.format(seconds)
            if HTTPDate.parse(text, now: 0) != seconds {
                Issue.record("\(text) is read as another moment")
                return
            }
        }
    }
}
