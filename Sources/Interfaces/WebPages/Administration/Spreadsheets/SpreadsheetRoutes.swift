import HTML
import HTTP
import Procurement
import Routing
import Tables
import UseCases

extension PageRoutes {
    /// Lists of set-up data filled from CSV files: the template, and the way back in.
    mutating func addSpreadsheets() throws {
        try get("/admin/spreadsheets/{list}/template.csv") { context in
            try context.requireAdministrator()
            let list = try context.importedList
            return context.download(
                CSV.write([list.columns]), type: "text/csv; charset=utf-8", as: "\(list.rawValue).csv")
        }
        try post("/admin/spreadsheets/{list}", maximumOctets: 4 << 20) { context in
            let list = try context.importedList
            do {
                _ = try await context.perform(ImportRecords(list, rows: try context.form.rows(of: list.columns)))
                return context.redirect(to: list.address, .imported)
            } catch let error as TableError {
                let text = "\(error)"
                return try await context.spreadsheetProblems(list, [text.prefix(1).uppercased() + text.dropFirst() + "."])
            } catch {
                guard let refused = Refused(error) else { throw error }
                return try await context.spreadsheetProblems(list, refused.fields.map(\.message))
            }
        }
    }
}

extension PostedForm {
    /// The rows of the uploaded file or, without one, of the pasted text. Throws `TableError`.
    func rows(of columns: [String]) throws -> [SpreadsheetRow] {
        let uploaded = file("file")?.bytes ?? []
        let table = try Table(csv: uploaded.isEmpty ? Array((text("pasted") ?? "").utf8) : uploaded, allowed: columns)
        return table.rows.map { row in
            let cells = columns.map { ($0, row.optional($0) ?? "") }
            return SpreadsheetRow(number: row.number, cells: Dictionary(cells) { first, _ in first })
        }
    }
}

extension PageContext {
    fileprivate var importedList: ImportedList {
        get throws {
            guard let list = ImportedList(rawValue: parameters["list"] ?? "") else { throw MissingPage() }
            return list
        }
    }

    fileprivate func spreadsheetProblems(_ list: ImportedList, _ problems: [String]) async throws -> HTTPResponse {
        let view = SpreadsheetProblems(list: list, problems: problems, pasted: form.text("pasted"), token: csrf)
        return try await page(
            "Import", at: list.place, status: .unprocessable, view.html)
    }
}
