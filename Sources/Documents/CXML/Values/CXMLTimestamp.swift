package import FoundationEssentials

/// A moment as a partner wrote it: the raw text, and the instant it was read as. DTD attributes `timestamp`, `orderDate`,
/// `noticeDate` and the other dates.
package struct CXMLTimestamp: Sendable, Hashable {
    /// The attribute's text, trimmed.
    package var raw: String
    /// The instant meant, or nil when the text could not be read.
    package var instant: Date?
    /// False for a bare date such as `2024-05-01` (the instant is then midnight UTC).
    package var hasTime: Bool
    /// True when a part was guessed: no zone, or an offset that cannot be (both taken as UTC).
    package var isDoubtful: Bool

    /// Makes a value; what is left out is absent.
    package init(raw: String, instant: Date? = nil, hasTime: Bool = true, isDoubtful: Bool = false) {
        self.raw = raw
        self.instant = instant
        self.hasTime = hasTime
        self.isDoubtful = isDoubtful
    }
}
