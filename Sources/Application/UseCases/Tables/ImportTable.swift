import Procurement
import ProcurementStore

/// How many records a file made and changed.
package struct ImportOutcome: Sendable, Hashable {
    package var rows = 0
    package var added = 0
    package var changed = 0
    package var isDryRun = false

    package init(rows: Int = 0, added: Int = 0, changed: Int = 0) {
        self.rows = rows
        self.added = added
        self.changed = changed
    }
}

/// Fills a table from CSV: all rows or none. A dry run does everything and keeps nothing.
///
/// Orders and invoices are read and written a document at a time, so that a file of any length takes no more memory than one of its
/// documents. It is one transaction all the same: other changes wait until it ends.
package struct ImportTable: Command {
    package static let access = Access.signedIn("tables.write")
    /// Nobody reads more problems at once.
    static let mostProblems = 100

    package var table: ExchangedTable
    package var source: TableSource
    package var isDryRun: Bool

    package init(_ table: ExchangedTable, _ source: TableSource, isDryRun: Bool = false) {
        self.table = table
        self.source = source
        self.isDryRun = isDryRun
    }

    /// Thrown at the end of a dry run, so that nothing is kept.
    struct DryRunEnded: Error { var outcome: ImportOutcome }

    package func perform(in work: UnitOfWork) throws -> ImportOutcome {
        try table.importAccess.check(work.actor)
        var rows = try TableRows(source, of: table, try work.columnFields())
        var outcome: ImportOutcome
        switch table {
        case .orders: outcome = try OrderTable.take(&rows, in: work)
        case .invoices: outcome = try InvoiceTable.take(&rows, in: work)
        case .groups: outcome = try GroupTable.take(&rows, in: work)
        case .policies: outcome = try PolicyTable.take(&rows, in: work)
        default: outcome = try take(&rows, in: work)
        }
        if outcome.rows == 0 { throw Refusal.invalid("/rows", "required", "The file has no rows below its header.") }
        if isDryRun {
            outcome.isDryRun = true
            throw DryRunEnded(outcome: outcome)
        }
        return outcome
    }

    /// Lists of set-up data, whose rows may name each other.
    private func take(_ rows: inout TableRows, in work: UnitOfWork) throws -> ImportOutcome {
        var all: [SpreadsheetRow] = []
        var problems: [FieldProblem] = []
        while let row = try rows.next(&problems), problems.count < Self.mostProblems {
            // One more than are taken, so that the list says how many it takes.
            if all.count <= ImportCatalogueItems.mostRows { all.append(row) }
        }
        if !problems.isEmpty { throw Refusal.invalid(problems) }
        var outcome = ImportOutcome(rows: all.count)
        switch table {
        case .connections: outcome.changed = try ImportConnections(rows: all).perform(in: work).count
        case .catalogueItems: (outcome.added, outcome.changed) = try ImportCatalogueItems(rows: all).perform(in: work)
        default:
            guard let list = table.list else { throw Refusal.notFound("table") }
            let saved = try ImportRecords(list, rows: all).perform(in: work)
            (outcome.added, outcome.changed) = (saved.added, saved.changed)
        }
        return outcome
    }
}

extension Application {
    /// Imports, or tries to: the outcome of a dry run comes back although nothing was kept.
    package func take(_ command: ImportTable, as actor: Actor) async throws -> ImportOutcome {
        do {
            return try await perform(command, as: actor)
        } catch let ended as ImportTable.DryRunEnded {
            return ended.outcome
        }
    }
}

/// Reads the documents of a file whose rows are their lines: consecutive rows with the same first column belong together.
struct DocumentRows {
    private var problems: [FieldProblem] = []
    private var rowCount = 0
    private var waiting: SpreadsheetRow?
    private let key: String

    private init(by key: String) { self.key = key }

    /// The rows of the next document; `nil` at the end, or when there are enough problems to stop.
    private mutating func next(_ rows: inout TableRows) throws -> [SpreadsheetRow]? {
        var found: [SpreadsheetRow] = []
        if let row = waiting { found.append(row) }
        waiting = nil
        while problems.count < ImportTable.mostProblems, let row = try rows.next(&problems) {
            rowCount += 1
            guard row.cell(key) != nil else {
                problems.append(
                    FieldProblem(
                        "/rows/\(row.number)/\(key)", "required",
                        "Row \(row.number), \(key): the cell is empty. Repeat it on each line."))
                continue
            }
            if let first = found.first, first.cell(key) != row.cell(key) {
                waiting = row
                return found
            }
            found.append(row)
            // Far more than a document may have; its own check says how many that is.
            if found.count > 2000 { return found }
        }
        return found.isEmpty || problems.count >= ImportTable.mostProblems ? nil : found
    }

    /// Takes note of what is wrong with a document; its pointers are columns, or lines by their place and columns.
    private mutating func add(_ found: [FieldProblem], to document: [SpreadsheetRow]) {
        for problem in found {
            var parts = problem.pointer.split(separator: "/").map(String.init)
            var row = document.first?.number ?? 0
            if parts.first == "lines", parts.count > 1 {
                let place = Int(parts[1]) ?? 0
                if document.indices.contains(place) { row = document[place].number }
                parts.removeFirst(2)
            }
            let column = parts.joined(separator: "/")
            // A number that cannot be read was told already.
            if problems.contains(where: { $0.pointer == "/rows/\(row)/\(column)" }) { continue }
            let name = column.isEmpty ? "" : ", \(column)"
            problems.append(FieldProblem("/rows/\(row)/\(column)", problem.code, "Row \(row)\(name): \(problem.message)"))
        }
    }

    private func finish() throws { if !problems.isEmpty { throw Refusal.invalid(problems) } }

    /// Takes each document of a file by `save`, which answers whether it is new. What it refuses is told at the rows it is about;
    /// with anything refused, all of it is thrown at the end.
    ///
    /// Rules act on each document before the next is read: what waits for them would grow with the file.
    /// - Parameter once: whether a name that comes again further down, in any case of its letters, is refused.
    static func take(
        _ rows: inout TableRows, by key: String, in work: UnitOfWork, once: Bool = false, save: ([SpreadsheetRow]) throws -> Bool
    ) throws -> ImportOutcome {
        var documents = DocumentRows(by: key)
        var outcome = ImportOutcome()
        var seen: Set<String> = []
        while let document = try documents.next(&rows) {
            if once, !seen.insert((document.first?.cell(key) ?? "").lowercased()).inserted {
                documents.add([.standingApart("/\(key)", key)], to: document)
                continue
            }
            do {
                if try save(document) { outcome.added += 1 } else { outcome.changed += 1 }
                try work.runRules()
            } catch Refusal.invalid(let found) {
                documents.add(found, to: document)
            }
        }
        try documents.finish()
        outcome.rows = documents.rowCount
        return outcome
    }
}
