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
        var octets: [UInt8] = []
        octets.reserveCapacity(32)
        if (0...9999).contains(year) { pad(year / 100, &octets) } else { octets += String(year / 100).utf8 }
        pad(abs(year % 100), &octets)
        for (number, mark) in [(month, "-"), (day, "-"), (time / 3600, "T"), (time / 60 % 60, ":"), (time % 60, ":")] {
            octets += mark.utf8
            pad(number, &octets)
        }
        octets += "+00:00".utf8
        return String(decoding: octets, as: UTF8.self)
    }

    /// Two digits.
    private static func pad(_ number: Int, _ octets: inout [UInt8]) {
        octets.append(UInt8(truncatingIfNeeded: 0x30 + number / 10 % 10))
        octets.append(UInt8(truncatingIfNeeded: 0x30 + number % 10))
    }
}
