/// What somebody wrote in answer, without the mail that they answered.
package enum ReplyText {
    /// Cuts what mail programs put under or around an answer: the quoted mail behind its line of introduction (English and
    /// German), lines that begin with `>`, and the signature behind `-- ` (RFC 3676, 4.3). Takes time in proportion to the length.
    ///
    /// Words between quoted lines stay; what is only quotation becomes empty.
    package static func cut(_ text: String) -> String {
        var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { Self.trimmedEnd($0) }
        if let end = lines.indices.first(where: { beginsQuotation(lines, at: $0) }) { lines.removeSubrange(end...) }
        if let end = lines.firstIndex(where: { $0 == "-- " || $0 == "--" }) { lines.removeSubrange(end...) }
        lines.removeAll { $0.drop { $0 == " " }.hasPrefix(">") }
        while lines.last.map(Self.isBlank) == true { lines.removeLast() }
        while lines.first.map(Self.isBlank) == true { lines.removeFirst() }
        return lines.map(String.init).joined(separator: "\n")
    }

    /// The line from which on everything is the mail that is answered.
    private static func beginsQuotation(_ lines: [Substring], at index: Int) -> Bool {
        let line = lines[index].drop { $0 == " " || $0 == "\t" || $0 == "\u{A0}" }
        if line.isEmpty { return false }
        let lower = line.lowercased()
        // Outlook: a rule of dashes, or of underscores before the header fields.
        if lower.hasPrefix("-----"), originals.contains(where: lower.contains) { return true }
        if line.utf8.count >= 20, line.utf8.allSatisfy({ $0 == UInt8(ascii: "_") }) { return hasFields(lines, after: index) }
        if isField(lower, froms) { return hasFields(lines, after: index - 1) }
        // “On … wrote:”, over two or three lines where it is long.
        guard introductions.contains(where: lower.hasPrefix) else { return false }
        var whole = lower
        for next in 0..<3 {
            if isIntroduction(whole) { return true }
            let following = index + next + 1
            guard following < lines.count, !isBlank(lines[following]) else { return false }
            whole += " " + lines[following].lowercased()
        }
        return false
    }

    private static let originals = [
        "original message", "ursprüngliche nachricht", "urspr. nachricht", "originalnachricht", "forwarded message",
        "weitergeleitete nachricht",
    ]
    private static let introductions = ["on ", "am ", "le ", "el ", "il "]
    private static let verbs = [" wrote", " schrieb", " a écrit", " escribió", " ha scritto", " geschrieben"]
    private static let froms = ["from:", "von:", "*from:*", "*von:*"]
    private static let subjects = [
        "subject:", "betreff:", "*subject:*", "*betreff:*", "sent:", "gesendet:", "*sent:*", "*gesendet:*",
    ]

    /// With a date, a verb and a colon at the end: “On Monday we wrote:” is somebody's own sentence.
    private static func isIntroduction(_ lower: String) -> Bool {
        lower.utf8.count <= 500 && lower.hasSuffix(":") && lower.utf8.contains { (48...57).contains($0) }
            && verbs.contains(where: lower.contains)
    }

    private static func isField(_ lower: String, _ names: [String]) -> Bool { names.contains(where: lower.hasPrefix) }

    /// Whether header fields of a mail follow: one that names its author, and its date or subject soon after it.
    private static func hasFields(_ lines: [Substring], after index: Int) -> Bool {
        let next = lines[(index + 1)..<min(index + 8, lines.count)].map {
            $0.drop { $0 == " " || $0 == "\u{A0}" }.lowercased()
        }
        return next.contains { isField($0, froms) } && next.contains { isField($0, subjects) }
    }

    private static func isBlank(_ line: Substring) -> Bool { line.allSatisfy(\.isWhitespace) }

    /// `-- ` keeps its space, which is what makes it a signature.
    private static func trimmedEnd(_ line: Substring) -> Substring {
        if line == "-- " { return line }
        var line = line
        while let last = line.last, last.isWhitespace { line.removeLast() }
        return line
    }
}
