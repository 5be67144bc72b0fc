package import FoundationEssentials
import XML

extension CXMLTimestamp {
    /// Reads a date in any form met in the field: ISO 8601 with the offsets `±hh:mm`, `±hhmm`, `±hh`, `Z` or none, with or without
    /// fraction; a bare date; `2019-06-20UTC12:52:15+00:00`; and the style of ctime. What cannot be read keeps its raw text.
    ///
    /// An offset beyond 14 hours is nonsense and taken as UTC. Some Amazon notices repeat the time of day as offset
    /// (`13:04:24+13:04`): with `distrustsEchoedOffset` such an offset is taken as UTC, too.
    package init(reading text: String, distrustsEchoedOffset: Bool = false) {
        let raw = text.trimmed
        var scanner = CXMLDateScanner(raw)
        let reading = scanner.iso8601(distrustsEchoedOffset: distrustsEchoedOffset) ?? scanner.ctime()
        self.init(
            raw: raw, instant: reading?.instant, hasTime: reading?.hasTime ?? true, isDoubtful: reading?.isDoubtful ?? false)
    }

    /// A moment of our own, written `2024-05-01T12:00:00+00:00`: no fraction, numeric offset.
    package init(_ instant: Date) {
        self.init(raw: CXMLTimestamp.text(of: instant), instant: instant)
    }

    /// The text to write: the legal form when the instant is known, else the raw text. A bare date stays one.
    package var text: String {
        guard let instant else { return raw }
        let text = CXMLTimestamp.text(of: instant)
        return hasTime ? text : String(text.prefix(10))
    }

    private static func text(of instant: Date) -> String {
        let seconds = Int(instant.timeIntervalSince1970.rounded(.down))
        let days = (seconds >= 0 ? seconds : seconds - 86_399) / 86_400
        let time = seconds - days * 86_400
        let (year, month, day) = CXMLDateScanner.date(days: days)
        let clock = "\(pad(time / 3600)):\(pad(time / 60 % 60)):\(pad(time % 60))"
        return "\(pad(year, 4))-\(pad(month))-\(pad(day))T\(clock)+00:00"
    }

    private static func pad(_ number: Int, _ width: Int = 2) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
