import FoundationEssentials
@testable import RESTAPI
import Testing

struct RFC3339Tests {
    @Test func `moments are written as Foundation writes them, through leap days and ends of centuries`() {
        // Every 9.7 days for 1,100 years, and the seconds around some ends.
        for step in stride(from: 0.0, to: 1100 * 365.25 * 86_400, by: 838_083.25) {
            let moment = Date(timeIntervalSince1970: step)
            #expect(RFC3339.text(moment) == moment.ISO8601Format())
        }
        for edge in [951_782_400.0, 951_868_799, 1_709_164_800, 4_107_542_399, 4_107_542_400, 253_402_300_799, 0.999] {
            let moment = Date(timeIntervalSince1970: edge)
            #expect(RFC3339.text(moment) == moment.ISO8601Format())
        }
    }

    @Test func `moments before 1970 are written, too`() {
        #expect(RFC3339.text(Date(timeIntervalSince1970: -1)) == "1969-12-31T23:59:59Z")
    }
}
