package import Procurement
import Database

extension Store {
    // What is few by its nature and offered whole to people who choose, in the order of its names.

    package func addresses() throws -> [Address] { try all().sorted { $0.code < $1.code } }
    package func address(_ id: Identifier<Address>) throws -> Address? { try record(id) }
    package func address(code: String) throws -> Address? { try one(where: "code = ?1", [SQLValue(code)]) }

    package func legalEntities() throws -> [LegalEntity] { try all().sorted { $0.name < $1.name } }
    package func legalEntity(_ id: Identifier<LegalEntity>) throws -> LegalEntity? { try record(id) }

    package func locations() throws -> [Location] { try all().sorted { $0.name < $1.name } }
    package func location(_ id: Identifier<Location>) throws -> Location? { try record(id) }
    package func locations(of entity: Identifier<LegalEntity>) throws -> [Location] {
        try all(where: "legal_entity_id = ?1", [SQLValue(entity)])
    }

    package func departments() throws -> [Department] { try all().sorted { $0.name < $1.name } }
    package func department(_ id: Identifier<Department>) throws -> Department? { try record(id) }
    package func departmentTree() throws -> DepartmentTree { DepartmentTree(try all()) }

    package func glAccounts() throws -> [GLAccount] { try all().sorted { $0.code < $1.code } }
    package func glAccount(_ id: Identifier<GLAccount>) throws -> GLAccount? { try record(id) }
    package func glAccount(code: String) throws -> GLAccount? { try one(where: "code = ?1", [SQLValue(code)]) }

    package func projects() throws -> [Project] { try all().sorted { $0.code < $1.code } }
    package func project(_ id: Identifier<Project>) throws -> Project? { try record(id) }
    package func project(code: String) throws -> Project? { try one(where: "code = ?1", [SQLValue(code)]) }

    package func taxCodes() throws -> [TaxCode] { try all().sorted { $0.code < $1.code } }
    package func taxCode(_ id: Identifier<TaxCode>) throws -> TaxCode? { try record(id) }
    package func taxCode(_ code: String, of entity: Identifier<LegalEntity>) throws -> TaxCode? {
        try one(where: "legal_entity_id = ?1 AND code = ?2", [SQLValue(entity), SQLValue(code)])
    }

    /// In the order in which they were added, which is the order of forms.
    package func ownFields() throws -> [OwnField] { try all() }
    package func ownField(key: String) throws -> OwnField? { try one(where: "key = ?1", [SQLValue(key)]) }

    package func numberSchemes(of type: DocumentType) throws -> [NumberScheme] {
        try all(where: "document_type = ?1", [SQLValue(type.rawValue)])
    }

    // MARK: Rates

    package func rate(from: Currency, to: Currency, day: Day) throws -> ExchangeRate? {
        try one(
            where: "from_currency = ?1 AND to_currency = ?2 AND day = ?3",
            [SQLValue(from.code), SQLValue(to.code), SQLValue(day)])
    }

    /// Of each pair of currencies the newest rate at or before `day`: all that a decision on that day needs.
    package func exchangeRates(on day: Day) throws -> ExchangeRates {
        ExchangeRates(
            try ratePairs().compactMap { from, to in
                try sql.first(
                    """
                    SELECT \(ExchangeRate.columns) FROM exchange_rates
                    WHERE from_currency = ?1 AND to_currency = ?2 AND day <= ?3 ORDER BY day DESC LIMIT 1
                    """, [SQLValue(from), SQLValue(to), SQLValue(day)], ExchangeRate.read)
            })
    }

    /// Of each pair of currencies up to `limit` rates, the newest first.
    package func newestRates(ofEachPair limit: Int) throws -> [ExchangeRate] {
        try ratePairs().flatMap { from, to in
            try sql.query(
                """
                SELECT \(ExchangeRate.columns) FROM exchange_rates
                WHERE from_currency = ?1 AND to_currency = ?2 ORDER BY day DESC LIMIT \(limit)
                """, [SQLValue(from), SQLValue(to)], ExchangeRate.read)
        }
    }

    /// Every pair of currencies that has a rate. Led from pair to pair by the index, as a DISTINCT would read every rate there is.
    private func ratePairs() throws -> [(String, String)] {
        var pairs: [(String, String)] = []
        var last = ("", "")
        while let next = try ratePair(Self.nextTo, last.0, last.1) ?? ratePair(Self.nextFrom, last.0) {
            pairs.append(next)
            last = next
        }
        return pairs
    }

    static let nextTo = """
        SELECT from_currency, to_currency FROM exchange_rates
        WHERE from_currency = ?1 AND to_currency > ?2 ORDER BY to_currency LIMIT 1
        """
    static let nextFrom = """
        SELECT from_currency, to_currency FROM exchange_rates WHERE from_currency > ?1
        ORDER BY from_currency, to_currency LIMIT 1
        """

    private func ratePair(_ query: String, _ arguments: String...) throws -> (String, String)? {
        try sql.first(query, arguments.map { SQLValue($0) }) { (try $0.text(0), try $0.text(1)) }
    }

    // MARK: Chart of accounts

    package func chartOfAccounts() throws -> ChartOfAccounts {
        var chart = ChartOfAccounts()
        try sql.forEach("SELECT name, length, separator FROM chart_of_accounts ORDER BY position", []) { row in
            var read = RowReader(row)
            chart.segments.append(ChartOfAccounts.Segment(name: try read.text(), length: read.optionalInteger()))
            chart.separator = try read.text()
            return true
        }
        return chart
    }

    package func save(_ chart: ChartOfAccounts) throws {
        try sql.execute("DELETE FROM chart_of_accounts")
        for (index, segment) in chart.segments.enumerated() {
            try insert(
                "chart_of_accounts",
                [
                    ("position", SQLValue(index + 1)), ("name", SQLValue(segment.name)), ("length", SQLValue(segment.length)),
                    ("separator", SQLValue(chart.separator)),
                ])
        }
    }

    // MARK: Substitutes

    /// Those that hold on `day` or later.
    package func substitutions(from day: Day) throws -> Substitutions {
        Substitutions(
            try sql.query(
                "SELECT \(Substitution.columns) FROM substitutions WHERE last_day >= ?1 ORDER BY last_day, id",
                [SQLValue(day)], Substitution.read))
    }

    package func delete(_ id: Identifier<Substitution>) throws {
        try sql.execute("DELETE FROM substitutions WHERE id = ?1", [SQLValue(id)])
    }
}
