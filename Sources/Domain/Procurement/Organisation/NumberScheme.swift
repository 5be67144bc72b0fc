/// How documents of a type are numbered, for the whole company or for one legal entity.
///
/// The pattern is text with places: `{YYYY}`, `{YY}` and `{MM}` for the date, and one run of `0` in braces for the running
/// number with at least that many digits: `PO-{YYYY}-{00000}`.
package struct NumberScheme: Hashable, Sendable, Identified {
    package static let identifierPrefix = "num"
    package let id: Identifier<NumberScheme>
    package var documentType: DocumentType
    /// `nil` for every legal entity that has no scheme of its own.
    package var legalEntityID: Identifier<LegalEntity>?
    package var pattern: String
    package var isActive: Bool

    package init(
        id: Identifier<NumberScheme>, documentType: DocumentType, legalEntityID: Identifier<LegalEntity>? = nil, pattern: String,
        isActive: Bool = true
    ) {
        self.id = id
        self.documentType = documentType
        self.legalEntityID = legalEntityID
        self.pattern = pattern
        self.isActive = isActive
    }

    private enum Part: Equatable {
        case text(String)
        case year, shortYear, month
        case number(digits: Int)
    }

    /// What is wrong with a pattern, in words; `nil` when it can be used.
    package static func problem(of pattern: String) -> String? {
        guard let parts = parts(of: pattern) else {
            return "Places are {YYYY}, {YY}, {MM} and one running number such as {00000}."
        }
        let numbers = parts.filter { if case .number = $0 { true } else { false } }
        if numbers.count != 1 { return "The pattern needs one running number such as {00000}." }
        if pattern.utf8.count > 40 { return "The pattern is longer than 40 characters. Shorten it." }
        let isPlain = parts.allSatisfy { part in
            if case .text(let text) = part { text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } } else { true }
        }
        if !isPlain { return "The pattern takes letters, digits and signs without blanks, as suppliers' systems do." }
        if parts.contains(.month), !parts.contains(.year), !parts.contains(.shortYear) {
            return "A month without its year makes numbers repeat. Add {YYYY} or {YY}."
        }
        return nil
    }

    /// Whether the running number begins again with each year or month: where the pattern names it.
    package func sequenceName(on day: Day) -> String {
        let parts = Self.parts(of: pattern) ?? []
        var name = id.text
        if parts.contains(.year) || parts.contains(.shortYear) { name += ":" + day.year }
        if parts.contains(.month) { name += day.text.dropFirst(4).prefix(3) }
        return name
    }

    /// The document number of a running number.
    package func text(of number: Int, on day: Day) -> String {
        (Self.parts(of: pattern) ?? []).map { part in
            switch part {
            case .text(let text): return text
            case .year: return day.year
            case .shortYear: return String(day.year.suffix(2))
            case .month: return String(day.text.dropFirst(5).prefix(2))
            case .number(let digits):
                let figures = String(number)
                return String(repeating: "0", count: max(0, digits - figures.utf8.count)) + figures
            }
        }.joined()
    }

    /// The scheme for a document of a legal entity: its own before the company's.
    package static func choose(
        among schemes: [NumberScheme], for type: DocumentType, of entity: Identifier<LegalEntity>?
    ) -> NumberScheme? {
        let fitting = schemes.filter { $0.isActive && $0.documentType == type }
        return fitting.first { $0.legalEntityID != nil && $0.legalEntityID == entity }
            ?? fitting.first { $0.legalEntityID == nil }
    }

    /// `nil` for an open brace or a place that is not known.
    private static func parts(of pattern: String) -> [Part]? {
        var parts: [Part] = []
        var rest = pattern[...]
        while let open = rest.firstIndex(of: "{") {
            if open > rest.startIndex { parts.append(.text(String(rest[..<open]))) }
            guard let close = rest[open...].firstIndex(of: "}") else { return nil }
            let place = rest[rest.index(after: open)..<close]
            switch place {
            case "YYYY": parts.append(.year)
            case "YY": parts.append(.shortYear)
            case "MM": parts.append(.month)
            default:
                guard (1...12).contains(place.count), place.allSatisfy({ $0 == "0" }) else { return nil }
                parts.append(.number(digits: place.count))
            }
            rest = rest[rest.index(after: close)...]
        }
        if rest.contains("}") { return nil }
        if !rest.isEmpty { parts.append(.text(String(rest))) }
        return parts
    }
}
