/// Fills one list of set-up data from a spreadsheet: a row a record, found again by what people know it by; all rows or none.
///
/// An empty cell keeps what is there. Rows may name each other in any order, as departments name the ones above them.
package struct ImportRecords: Command {
    package static let access = Access.roles(scope: "organisation.write")
    /// More rows than this are several files.
    package static let mostRows = 2000

    package struct Outcome: Sendable, Hashable {
        package var added = 0
        package var changed = 0
    }

    package var list: ImportedList
    package var rows: [SpreadsheetRow]

    package init(_ list: ImportedList, rows: [SpreadsheetRow]) {
        self.list = list
        self.rows = rows
    }

    package func perform(in work: UnitOfWork) throws -> Outcome {
        if rows.isEmpty { throw Refusal.invalid("/rows", "required", "The file has no rows below its header.") }
        if rows.count > Self.mostRows {
            throw Refusal.invalid(
                "/rows", "too-many", "The file has \(rows.count) rows. Take \(Self.mostRows) at a time, in several files.")
        }
        let names = try ImportNames(work)
        let reading = list.reading
        var outcome = Outcome()
        var problems: [(row: Int, problem: FieldProblem)] = []
        var waiting = rows
        while !waiting.isEmpty {
            // What names a record that is not there yet waits for its row; what waits in vain is told so by its own check.
            let ready = try waiting.filter { try reading.isReady($0, names, work) }
            let round = ready.isEmpty ? waiting : ready
            waiting = ready.isEmpty ? [] : try waiting.filter { try !reading.isReady($0, names, work) }
            for row in round {
                do {
                    if try reading.save(row, names, work) { outcome.added += 1 } else { outcome.changed += 1 }
                } catch Refusal.invalid(let found) {
                    problems += found.map {
                        let place = "/rows/\(row.number)\($0.pointer)"
                        return (row.number, FieldProblem(place, $0.code, "Row \(row.number): \($0.message)"))
                    }
                }
            }
        }
        if !problems.isEmpty {
            throw Refusal.invalid(problems.sorted { $0.row < $1.row }.map(\.problem))
        }
        return outcome
    }
}

/// A list that can be filled from a spreadsheet; the words are those of REST and of the pages.
package enum ImportedList: String, Sendable, Hashable, CaseIterable {
    case legalEntities = "legal-entities"
    case addresses
    case locations
    case departments
    case glAccounts = "gl-accounts"
    case projects
    case taxCodes = "tax-codes"
    case exchangeRates = "exchange-rates"
    case users
    case suppliers
    case budgets

    /// The header of its template.
    package var columns: [String] { reading.columns }

    /// A row to show how the columns are meant.
    package var example: [String] { reading.example }

    /// What a row is known again by, in words.
    package var key: String { reading.key }

    var reading: any ListReading {
        switch self {
        case .legalEntities: LegalEntityReading()
        case .addresses: AddressReading()
        case .locations: LocationReading()
        case .departments: DepartmentReading()
        case .glAccounts: GLAccountReading()
        case .projects: ProjectReading()
        case .taxCodes: TaxCodeReading()
        case .exchangeRates: ExchangeRateReading()
        case .users: UserReading()
        case .suppliers: SupplierReading()
        case .budgets: BudgetReading()
        }
    }
}

/// How the rows of one list become records.
protocol ListReading: Sendable {
    var columns: [String] { get }
    var example: [String] { get }
    var key: String { get }
    /// Whether all that the row names is there.
    func isReady(_ row: SpreadsheetRow, _ names: ImportNames, _ work: UnitOfWork) throws -> Bool
    /// Saves the row; answers whether it is a new record. Throws `Refusal.invalid` with columns as pointers.
    func save(_ row: SpreadsheetRow, _ names: ImportNames, _ work: UnitOfWork) throws -> Bool
}

extension ListReading {
    func isReady(_ row: SpreadsheetRow, _ names: ImportNames, _ work: UnitOfWork) throws -> Bool { true }
}
