import CPango

/// A text that was set in lines of a width, ready to be drawn. Used by the thread that made it.
@safe final class SetText {
    let style: TextStyle
    let width: Double
    let height: Double
    let lineCount: Int
    private let layout: OpaquePointer

    /// - Parameters:
    ///   - maximumLines: what goes beyond is cut and ends with an ellipsis.
    ///   - isNumber: at the right, from left to right.
    init(
        _ text: String, _ style: TextStyle, width: Double, maximumLines: Int, isNumber: Bool, context: OpaquePointer,
        font: OpaquePointer
    ) {
        unsafe layout = pango_layout_new(context)
        self.style = style
        self.width = width
        unsafe pango_layout_set_font_description(layout, font)
        unsafe pango_layout_set_width(layout, Int32(width * Double(PANGO_SCALE)))
        unsafe pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
        unsafe portico_pango_no_hyphens(layout)
        unsafe pango_layout_set_auto_dir(layout, isNumber ? 0 : 1)
        unsafe pango_layout_set_alignment(layout, isNumber ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT)
        unsafe Self.fill(layout, text)
        unsafe Self.cut(layout, text, lines: maximumLines)
        lineCount = Int(unsafe pango_layout_get_line_count(layout))
        var (w, h) = (0.0, 0.0)
        unsafe portico_pango_size(layout, &w, &h)
        height = h
    }

    deinit { unsafe g_object_unref(UnsafeMutableRawPointer(layout)) }

    private static func fill(_ layout: OpaquePointer, _ text: String) {
        var text = text
        text.withUTF8 { octets in
            unsafe octets.withMemoryRebound(to: CChar.self) { characters in
                unsafe pango_layout_set_text(layout, characters.baseAddress, Int32(clamping: characters.count))
            }
        }
    }

    /// Leaves the first lines, the last of them with an ellipsis.
    private static func cut(_ layout: OpaquePointer, _ text: String, lines: Int) {
        guard Int(unsafe pango_layout_get_line_count(layout)) > lines else { return }
        let end = Int(unsafe portico_pango_line_start(layout, Int32(lines)))
        guard end > 0 else { return }
        // Characters are taken off until the ellipsis fits; a few are enough.
        var kept = String(decoding: text.utf8.prefix(end), as: UTF8.self)
        for _ in 0..<8 {
            kept = String(kept.dropLast())
            unsafe fill(layout, kept + "…")
            if Int(unsafe pango_layout_get_line_count(layout)) <= lines { return }
        }
    }

    /// Draws all of it with its upper left corner there.
    func draw(on page: OpaquePointer, x: Double, y: Double) {
        unsafe cairo_set_source_rgb(page, style.gray, style.gray, style.gray)
        unsafe cairo_move_to(page, x, y)
        unsafe pango_cairo_show_layout(page, layout)
    }

    /// How high a line is, and how far its letters stand below its top.
    func line(_ number: Int) -> (height: Double, baseline: Double) {
        var (height, baseline) = (0.0, 0.0)
        unsafe portico_pango_line_extents(layout, Int32(number), &height, &baseline)
        return (height, baseline)
    }

    func draw(line number: Int, on page: OpaquePointer, x: Double, baseline: Double) {
        unsafe cairo_set_source_rgb(page, style.gray, style.gray, style.gray)
        unsafe portico_pango_show_line(page, layout, Int32(number), x, baseline, width)
    }
}

/// Sets texts for one document.
@safe final class Typesetter {
    private let context: OpaquePointer
    private let fonts: [OpaquePointer]

    init(context: OpaquePointer) {
        unsafe self.context = context
        unsafe fonts = TextStyle.allCases.map { style in
            let font: OpaquePointer = unsafe pango_font_description_from_string(TextStyle.families)
            unsafe pango_font_description_set_size(font, Int32(style.points * Double(PANGO_SCALE)))
            unsafe pango_font_description_set_weight(font, style.isBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
            return unsafe font
        }
    }

    deinit { unsafe fonts.forEach { unsafe pango_font_description_free($0) } }

    /// A short text: a cell, a label, a line of an address.
    func set(
        _ text: String, _ style: TextStyle, width: Double, lines: Int = PDFLimits.cellLines, isNumber: Bool = false
    ) -> SetText {
        make(PrintableText.clean(text, limit: PDFLimits.cell), style, width, lines, isNumber)
    }

    /// A long one, with its own line ends.
    func setLong(_ text: String, width: Double) -> SetText {
        make(PrintableText.clean(text, limit: PDFLimits.section, multiline: true), .body, width, PDFLimits.sectionLines, false)
    }

    private func make(_ text: String, _ style: TextStyle, _ width: Double, _ lines: Int, _ isNumber: Bool) -> SetText {
        unsafe SetText(
            text, style, width: width, maximumLines: lines, isNumber: isNumber, context: context, font: fonts[style.rawValue])
    }
}
