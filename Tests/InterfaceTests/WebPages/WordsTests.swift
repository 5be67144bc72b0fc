import FoundationEssentials
import HTML
import Testing
@testable import WebPages

struct WordsTests {
    @Test(
        arguments: [
            ("ships 2026-11-22T18:58:03+0000", "ships 22 Nov 2026, 18:58 UTC"),
            ("ships 2026-11-22T18:58:03Z, arrives 2026-11-25", "ships 22 Nov 2026, 18:58 UTC, arrives 25 Nov 2026"),
            ("2026-11-22T00:30:00.250+02:00", "21 Nov 2026, 22:30 UTC"), ("(2026-01-31)", "(2026-01-31)"),
            ("until 2026-02-28.", "until 28 Feb 2026."), ("2026-11-22T18:58-05:00", "22 Nov 2026, 23:58 UTC"),
        ])
    func `moments in a text are told as everywhere else`(_ text: String, _ words: String) {
        #expect(Words.plain(text) == words)
    }

    @Test(
        arguments: [
            "", "-", "PO-2026-11", "2026-13-01", "2026-02-30", "2026-11-22T25:00:00Z", "2026-11-22T18:58:03",
            "2026-11-22T18:58:99Z",
            "2026-11-22Tsoon it comes", "part 2026-11-22x", "A-2026-11-22T18:58:03Z", "2026-11-22T18:58:03+1", "–2026",
        ])
    func `what is no moment stays as it is`(_ text: String) {
        #expect(Words.plain(text) == text)
    }

    @Test func `a moment in a cell is for machines, too, and does not break`() {
        let time = Words.time(Date(timeIntervalSince1970: 1_790_000_000))
        #expect(time.text == "<time datetime=\"2026-09-21T14:13:20Z\">21 Sep 2026, 14:13 UTC</time>")
    }
}
