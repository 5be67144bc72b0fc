import QRCode

/// Something that stands on a page, its place counted from its block's upper left corner at the page's left margin.
enum Mark {
    case text(SetText, x: Double, y: Double)
    /// A line across.
    case rule(x: Double, y: Double, width: Double, weight: Double, gray: Double = 0)
    /// A filled box behind what follows.
    case band(y: Double, width: Double, height: Double)
    case code(QRCode, x: Double, y: Double, side: Double)
}

/// A part of a document that is never parted by the end of a page.
struct Block {
    enum Content {
        case marks([Mark])
        /// Marks that lead to an address.
        case link([Mark], url: String)
        /// The names of a table's columns.
        case columns(table: Int)
        /// A row that is set again when it is drawn, so that a long table's rows are not all in memory at once.
        case row(table: Int, row: Int)
        /// A line of a long text.
        case line(SetText, Int, baseline: Double)
        case space
    }

    var height: Double
    var content: Content
    /// Whether it must not be the last on its page.
    var keepsWithNext = false
    /// The table whose columns are named again when this begins a page.
    var table: Int?
    /// Its entry in the outline.
    var outline: String?
}

/// A block on its page.
struct Placement {
    /// From 0.
    var page: Int
    /// From the top of the page.
    var y: Double
    var content: Block.Content
    var outline: String?
}

/// Where a page's parts are, in points.
struct PageFrame {
    let size: PDFDocument.PageSize

    /// Room for a printer's edge and a punch.
    static let left = 54.0
    static let top = 45.0
    var width: Double { size.width - 2 * Self.left }
    /// Where content ends; the foot is below.
    var bottom: Double { size.height - 62 }
    var foot: Double { size.height - 50 }
    /// Where content begins on every page but the first, below the running head.
    static let continued = 68.0
}
