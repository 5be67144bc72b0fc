import Database
import FoundationEssentials
import Procurement

/// Reads a row's columns in the order of the SELECT list.
struct RowReader {
    private let row: any SQLRow
    private var column = 0

    init(_ row: any SQLRow) { self.row = row }

    private mutating func next() -> Int {
        defer { column += 1 }
        return column
    }

    mutating func text() throws -> String { try row.text(next()) }
    mutating func optionalText() -> String? { row.optionalText(next()) }
    mutating func integer() throws -> Int { try row.integer(next()) }
    mutating func optionalInteger() -> Int? { row.optionalInteger(next()) }
    mutating func bool() throws -> Bool { try row.bool(next()) }
    mutating func date() throws -> Date { try row.date(next()) }
    mutating func optionalDate() -> Date? { row.optionalDate(next()) }
    mutating func decimal() throws -> Decimal { try row.decimal(next()) }
    mutating func optionalDecimal() -> Decimal? { row.optionalDecimal(next()) }
    mutating func blob() throws -> [UInt8] { try row.blob(next()) }
    mutating func optionalBlob() -> [UInt8]? { row.optionalBlob(next()) }

    mutating func id<Subject>(_: Subject.Type = Subject.self) throws -> Identifier<Subject> { Identifier(trusted: try text()) }

    mutating func optionalID<Subject>(_: Subject.Type = Subject.self) -> Identifier<Subject>? {
        optionalText().map { Identifier(trusted: $0) }
    }

    /// A word of an enumeration.
    mutating func word<Word: RawRepresentable<String>>(_: Word.Type = Word.self) throws -> Word {
        let text = try text()
        guard let word = Word(rawValue: text) else {
            throw StoredValueError(description: "“\(text)” is not a \(Word.self) that this version knows.")
        }
        return word
    }

    mutating func currency() throws -> Currency {
        let text = try text()
        guard let currency = Currency(text) else { throw StoredValueError(description: "“\(text)” is not a currency.") }
        return currency
    }

    /// Strings that were stored one a line.
    mutating func lines() throws -> [String] { Lines.split(try text()) }

    /// The columns that `Coding.columns` names.
    mutating func coding() throws -> Coding {
        let coding = Coding(
            legalEntityID: optionalID(), locationID: optionalID(), departmentID: optionalID(), budgetID: optionalID(),
            glAccountID: optionalID(), projectID: optionalID(), taxCodeID: optionalID())
        guard let text = optionalText(), !text.isEmpty else { return coding }
        var full = coding
        full.ownFields = try OwnFieldText.split(text)
        return full
    }

    mutating func day() throws -> Day {
        let text = try text()
        guard let day = Day(text) else { throw StoredValueError(description: "“\(text)” is not a day.") }
        return day
    }

    /// Two columns: the first and the last day, each may be missing.
    mutating func days() -> DayRange {
        DayRange(from: optionalText().flatMap { Day($0) }, through: optionalText().flatMap { Day($0) })
    }

    /// Identifiers that were stored one a line.
    mutating func ids<Subject>(_: Subject.Type = Subject.self) throws -> [Identifier<Subject>] {
        try lines().map { Identifier(trusted: $0) }
    }
}

/// Lists of short texts kept in one column, one a line; line breaks inside become blanks.
enum Lines {
    static func join(_ values: [String]) -> String {
        if values.isEmpty { return "" }
        return values.map { $0.contains("\n") ? String($0.map { $0 == "\n" ? " " : $0 }) : $0 }.joined(separator: "\n")
    }

    static func split(_ text: String) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: true).map(String.init)
    }
}

extension SQLValue {
    init<Subject>(_ id: Identifier<Subject>) { self = .text(id.text) }
    init<Subject>(_ id: Identifier<Subject>?) { self = id.map { .text($0.text) } ?? .null }
    init(_ day: Day) { self = .text(day.text) }
    init(_ day: Day?) { self = day.map { .text($0.text) } ?? .null }
    init<Subject>(ids: some Sequence<Identifier<Subject>>) { self.init(lines: ids.map(\.text).sorted()) }
    /// TEXT with every digit.
    init(exact value: Decimal) { self = .text(ExactNumber.text(value)) }
    init(exact value: Decimal?) { self = value.map { .text(ExactNumber.text($0)) } ?? .null }
    init(lines: [String]) { self = .text(Lines.join(lines)) }
    init(units money: Money?) { self = money.map { .integer($0.minorUnits) } ?? .null }
}
