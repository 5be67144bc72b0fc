/// Prints documents as PDF 1.4 that conforms to PDF/A-2b (ISO 19005-2).
///
/// The same document gives the same octets with the same fonts and libraries: dates are the document's own and nothing is random.
/// Fonts are embedded, reduced to the signs that occur, and text can be selected and searched. What Cairo does not write,
/// ``ArchiveUpdate`` adds. A document with a picture for a letter, as fonts of coloured emoji have, makes no claim to PDF/A; the
/// structure tree that level A asks for is not there.
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
            let metadata = FileMetadata(document)
            surface.describe(metadata)
            let setter = unsafe Typesetter(context: surface.context)
            let composer = Composer(document, frame: frame, setter: setter)
            let arrangement = Arrangement(composer.blocks, frame: frame, columns: composer.columnHeights)
            Press(surface: surface, document: document, frame: frame, setter: setter).print(arrangement)
            let file = try surface.finish()
            // A good PDF, if no more, where another Cairo writes files of another shape.
            return ArchiveUpdate(file)?.octets(metadata) ?? file
        }
    }
}
