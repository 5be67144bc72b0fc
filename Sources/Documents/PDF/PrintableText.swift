/// Text as Pango and Cairo can be given it: without what is no sign, and no longer than asked for.
enum PrintableText {
    /// Line ends stay when `multiline`; other controls, marks that turn the direction of what follows them, and signs piled on one
    /// letter beyond ``PDFLimits/marks`` are left out, and so is every empty line after the first. A text that is longer than
    /// `limit` ends with an ellipsis.
    static func clean(_ text: String, limit: Int, multiline: Bool = false) -> String {
        let utf8 = text.utf8
        if utf8.count <= limit, utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return text }
        var result = String.UnicodeScalarView()
        var (count, marks, ends, seen) = (0, 0, 0, 0)
        // Scalars, not characters: one character can be a million scalars long.
        for scalar in text.unicodeScalars {
            seen += 1
            guard count < limit, seen <= limit * 4 else { return String(result) + "…" }
            guard let shown = shown(scalar, multiline: multiline) else { continue }
            ends = shown == "\n" ? ends + 1 : 0
            if ends > 2 { continue }
            marks = isMark(shown) ? marks + 1 : 0
            if marks > PDFLimits.marks { continue }
            count += 1
            result.append(shown)
        }
        return String(result)
    }

    private static func shown(_ scalar: Unicode.Scalar, multiline: Bool) -> Unicode.Scalar? {
        switch scalar.value {
        case 0x20...0x7E: return scalar
        case 0x0A, 0x2028, 0x2029, 0x85: return multiline ? "\n" : " "
        case 0x09: return " "
        case 0x00...0x1F, 0x7F...0x9F, 0xFEFF, 0xFFF9...0xFFFB: return nil
        // Embeddings, overrides and isolates (UAX #9 §2): every text has a place of its own and needs none.
        case 0x202A...0x202E, 0x2066...0x2069: return nil
        default: return scalar.properties.isNoncharacterCodePoint ? nil : scalar
        }
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.value >= 0x300 else { return false }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return true
        default: return false
        }
    }
}
