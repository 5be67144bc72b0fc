import CPango
import FoundationEssentials

/// One PDF file while it is written: Cairo's surface, what it wrote so far, and a font map that is its own meanwhile.
///
/// Used by one thread. Everything that a file can tell apart from the next (moments, identifiers) is set or left out, so that the
/// same drawing gives the same octets.
@safe final class Surface {
    /// What Cairo handed over.
    private final class Output {
        var octets: [UInt8] = []
    }

    private let output = Output()
    private let surface: OpaquePointer
    let page: OpaquePointer
    let context: OpaquePointer

    init(width: Double, height: Double, fonts: UnsafeMutablePointer<PangoFontMap>) throws {
        // The output lives as long as this object, which finishes the surface before it goes.
        let closure = unsafe Unmanaged.passUnretained(output).toOpaque()
        let made = unsafe cairo_pdf_surface_create_for_stream(
            { closure, octets, count in
                guard let closure = unsafe closure, let octets = unsafe octets else { return CAIRO_STATUS_WRITE_ERROR }
                let buffer = unsafe UnsafeBufferPointer(start: octets, count: Int(count))
                unsafe Unmanaged<Output>.fromOpaque(closure).takeUnretainedValue().octets.append(contentsOf: buffer)
                return CAIRO_STATUS_SUCCESS
            }, closure, width, height)
        guard let surface = unsafe made else { throw PDFFailure.library("no memory") }
        guard let page = unsafe cairo_create(surface) else {
            unsafe cairo_surface_destroy(surface)
            throw PDFFailure.library("no memory")
        }
        guard let context = unsafe portico_pango_context(fonts, page) else {
            unsafe cairo_destroy(page)
            unsafe cairo_surface_destroy(surface)
            throw PDFFailure.library("no memory")
        }
        unsafe (self.surface, self.page, self.context) = (surface, page, context)
        // Newer versions of Cairo give later versions of PDF a cross-reference stream, which ``ArchiveUpdate`` does not read.
        unsafe cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_4)
    }

    deinit {
        unsafe g_object_unref(UnsafeMutableRawPointer(context))
        unsafe cairo_destroy(page)
        unsafe cairo_surface_finish(surface)
        unsafe cairo_surface_destroy(surface)
    }

    /// Title, author and dates. Cairo would take the clock for a date that is left out.
    func describe(_ metadata: FileMetadata) {
        unsafe cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, metadata.title)
        unsafe cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, metadata.author)
        unsafe cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Portico")
        unsafe cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, metadata.moment)
        unsafe cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, metadata.moment)
    }

    /// An entry of the outline that leads to a page, from 1, and a height on it, from the top.
    func outline(_ name: String, page: Int, y: Double) {
        _ = unsafe cairo_pdf_surface_add_outline(
            surface, CAIRO_PDF_OUTLINE_ROOT, name, "page=\(page) pos=[0.0 \(Self.decimal(y))]", CAIRO_PDF_OUTLINE_FLAG_OPEN)
    }

    /// What is drawn in `body` leads to `url` when it is clicked at.
    func link(to url: String, _ body: () -> Void) {
        // Cairo reads attributes in quotes; other signs have no place in an address (RFC 3986 §2).
        let isPlain = url.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "'") && $0 != UInt8(ascii: "\\") }
        let isWeb = url.hasPrefix("https://") || url.hasPrefix("http://")
        guard isWeb, isPlain, url.utf8.count <= PDFLimits.cell else { return body() }
        // Cairo writes the address into a PDF string as it is, where parentheses would end it.
        let address = url.replacing("(", with: "%28").replacing(")", with: "%29")
        unsafe cairo_tag_begin(page, CAIRO_TAG_LINK, "uri='\(address)'")
        body()
        unsafe cairo_tag_end(page, CAIRO_TAG_LINK)
    }

    func nextPage() { unsafe cairo_show_page(page) }

    /// The whole file. Nothing can be drawn afterwards.
    func finish() throws -> [UInt8] {
        let drawn = unsafe cairo_status(page)
        unsafe cairo_surface_finish(surface)
        let written = unsafe cairo_surface_status(surface)
        for status in [drawn, written] where status != CAIRO_STATUS_SUCCESS {
            let words = unsafe cairo_status_to_string(status).map { unsafe String(cString: $0) }
            throw PDFFailure.library(words ?? "unknown")
        }
        return output.octets
    }

    /// Cairo reads a point in every locale.
    private static func decimal(_ number: Double) -> String { String((number * 10).rounded() / 10) }
}
