import Procurement

/// A proposal as text, a value a line: `f`, the field, where it was found, and the value, with tabs between; the lines' values
/// begin with `l` and the line's number; remarks with `r`.
enum ProposalText {
    static func encode(_ proposal: ProposedInvoice) -> String {
        var rows = ["p\t\(proposal.format.rawValue)"]
        for field in ProposedInvoice.Field.allCases {
            if let found = proposal.fields[field] { rows.append("f\t\(field.rawValue)\t\(text(found))") }
        }
        for (index, line) in proposal.lines.enumerated() {
            for field in ProposedInvoice.LineField.allCases {
                if let found = line[field] { rows.append("l\t\(index)\t\(field.rawValue)\t\(text(found))") }
            }
        }
        rows += proposal.remarks.map { "r\t\(escaped($0))" }
        return rows.joined(separator: "\n")
    }

    static func decode(_ text: String) throws -> ProposedInvoice {
        var proposal = ProposedInvoice(.none)
        for row in text.split(separator: "\n") {
            let parts = row.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            switch (parts[0], parts.count) {
            case ("p", 2): proposal.format = try word(parts[1])
            case ("f", 4): proposal.fields[try word(parts[1])] = try found(parts[2], parts[3])
            case ("l", 5): try take(parts, into: &proposal.lines)
            case ("r", 2): proposal.remarks.append(unescaped(parts[1]))
            default: throw StoredValueError(description: "“\(row.prefix(40))” is no part of a proposal.")
            }
        }
        return proposal
    }

    /// Lines stand in their order, so that only the next one may be new.
    private static func take(_ parts: [String], into lines: inout [ProposedInvoice.Line]) throws {
        guard let index = Int(parts[1]), (0...lines.count).contains(index) else {
            throw StoredValueError(description: "“\(parts[1])” is no line of a proposal.")
        }
        if index == lines.count { lines.append([:]) }
        lines[index][try word(parts[2])] = try found(parts[3], parts[4])
    }

    private static func word<Word: RawRepresentable<String>>(_ text: String) throws -> Word {
        guard let word = Word(rawValue: text) else {
            throw StoredValueError(description: "“\(text)” is not a \(Word.self) that this version knows.")
        }
        return word
    }

    // MARK: Places

    private static func text(_ found: ProposedInvoice.Found) -> String {
        let place =
            switch found.place {
            case .element(let path): "e\(escaped(path))"
            case .text(let page, let line): "t\(page):\(line)"
            case .person: "p"
            }
        return "\(place)\t\(escaped(found.value))"
    }

    private static func found(_ place: String, _ value: String) throws -> ProposedInvoice.Found {
        let rest = String(place.dropFirst())
        switch place.first {
        case "e": return .init(unescaped(value), .element(unescaped(rest)))
        case "p": return .init(unescaped(value), .person)
        case "t":
            let numbers = rest.split(separator: ":").compactMap { Int($0) }
            guard numbers.count == 2 else { break }
            return .init(unescaped(value), .text(page: numbers[0], line: numbers[1]))
        default: break
        }
        throw StoredValueError(description: "“\(place)” is no place of a proposal.")
    }

    private static func escaped(_ text: String) -> String {
        // By octets: a carriage return and a line feed are one character.
        if !text.utf8.contains(where: { $0 == 0x25 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }) { return text }
        return text.replacing("%", with: "%25").replacing("\t", with: "%09").replacing("\r", with: "%0D")
            .replacing("\n", with: "%0A")
    }

    private static func unescaped(_ text: String) -> String {
        if !text.utf8.contains(0x25) { return text }
        return text.replacing("%0A", with: "\n").replacing("%0D", with: "\r").replacing("%09", with: "\t")
            .replacing("%25", with: "%")
    }
}
