/// Prints documents as PDF 1.5.
///
/// The same document gives the same octets with the same fonts and libraries: dates are the document's own and nothing is random.
/// Fonts are embedded, reduced to the signs that occur, and text can be selected and searched. That is what PDF/A (ISO 19005)
/// asks of content; what Cairo cannot write, and a validator would miss, is the XMP packet that names the conformance level, an
/// output intent with its colour profile (only black and grey are used), the trailer's ID, and the structure tree of level A.
///
/// One printer serves any number of threads at once: see ``FontShelf``. Printing blocks its thread: about 5 ms for a page, a
/// second for thousands of lines; memory grows with the file alone, as long tables are set row by row.
package final class PDFPrinter: Sendable {
    private let shelf = FontShelf()

    package init() {}

    /// The file. Throws `PDFFailure`.
    package func print(_ document: PDFDocument) throws -> [UInt8] {
        let rows = document.tables.reduce(0) { $0 + $1.rows.count }
        guard rows <= PDFLimits.rows else { throw PDFFailure.tooManyRows(rows) }
        return try unsafe shelf.with { fonts in
            let frame = PageFrame(size: document.size)
            let surface = try unsafe Surface(width: document.size.width, height: document.size.height, fonts: fonts)
            surface.describe(
                title: PrintableText.clean(document.title, limit: 200),
                author: PrintableText.clean(document.letterhead.name, limit: 200), createdAt: document.createdAt)
            let setter = unsafe Typesetter(context: surface.context)
            let composer = Composer(document, frame: frame, setter: setter)
            let arrangement = Arrangement(composer.blocks, frame: frame, columns: composer.columnHeights)
            Press(surface: surface, document: document, frame: frame, setter: setter).print(arrangement)
            return try surface.finish()
        }
    }
}
