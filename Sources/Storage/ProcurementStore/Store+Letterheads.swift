import Database
package import Procurement

extension Store {
    /// `nil` where nobody made one.
    package func letterhead(of entity: Identifier<LegalEntity>) throws -> Letterhead? {
        try sql.first(
            "SELECT name, lines, terms, footer, language, words FROM letterheads WHERE legal_entity_id = ?1", [SQLValue(entity)]
        ) { row in
            var read = RowReader(row)
            return Letterhead(
                name: read.optionalText(), lines: try read.lines(), terms: read.optionalText(), footer: read.optionalText(),
                language: try read.word(),
                words: Dictionary(
                    try read.lines().compactMap { line in
                        let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                        return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
                    }, uniquingKeysWith: { first, _ in first }))
        }
    }

    package func save(_ letterhead: Letterhead, of entity: Identifier<LegalEntity>) throws {
        try upsert(
            "letterheads",
            [
                ("legal_entity_id", SQLValue(entity)), ("name", SQLValue(letterhead.name)),
                ("lines", SQLValue(lines: letterhead.lines)), ("terms", SQLValue(letterhead.terms)),
                ("footer", SQLValue(letterhead.footer)), ("language", SQLValue(letterhead.language.rawValue)),
                ("words", SQLValue(lines: letterhead.words.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" })),
            ])
    }
}
