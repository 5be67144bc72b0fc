/// What keeps a document's making short and its memory small, whatever it is made of.
package enum PDFLimits {
    /// Rows of all tables; a document with more is refused.
    package static let rows = 20_000
    /// Characters of one cell, label, address line or heading that are looked at; what does not fit its place is cut before.
    package static let cell = 2000
    /// Lines of one cell. A row has to fit a page, as it is kept whole.
    package static let cellLines = 24
    /// Characters of one section, which may run over pages.
    package static let section = 20_000
    /// Lines of one section; empty lines beyond one are left out.
    package static let sectionLines = 1000
    /// Sections, parties with their lines, fields and totals: more than these are left out.
    package static let sections = 20
    package static let parties = 6
    package static let partyLines = 10
    package static let fields = 40
    package static let totals = 12
    /// Columns of a table.
    package static let columns = 12
    /// Signs that stand on one letter (Unicode calls text with more than 30 not stream-safe, UAX #15 §13).
    static let marks = 8
}

/// Why a document was not made.
package enum PDFFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// More rows than ``PDFLimits/rows``.
    case tooManyRows(Int)
    /// What Cairo or Pango say.
    case library(String)

    package var description: String {
        switch self {
        case .tooManyRows(let count): "The document has \(count) rows; at most \(PDFLimits.rows) are printed."
        case .library(let words): "The PDF could not be written: \(words)."
        }
    }
}
