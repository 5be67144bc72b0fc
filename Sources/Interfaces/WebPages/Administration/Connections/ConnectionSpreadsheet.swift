import HTTP
import Procurement
import Tables
import UseCases

extension PageRoutes {
    /// The spreadsheet that fills connections: its template, and the way back in.
    mutating func addConnectionSpreadsheet() throws {
        try get("/admin/connections/template.csv") { context in
            try context.requireAdministrator()
            return context.download(
                CSV.write([ImportConnections.columns]), type: "text/csv; charset=utf-8", as: "connections.csv")
        }
        try post("/admin/connections/import", maximumOctets: 2 << 20) { context in
            do {
                _ = try await context.perform(ImportConnections(rows: try context.form.connectionRows()))
                return context.redirect(to: "/admin/connections", .connectionsImported)
            } catch let error as TableError {
                let text = "\(error)"
                return try await context.connectionList(problems: [text.prefix(1).uppercased() + text.dropFirst() + "."])
            } catch {
                guard let refused = Refused(error) else { throw error }
                return try await context.connectionList(problems: refused.fields.map(\.message))
            }
        }
    }
}

extension PostedForm {
    /// The rows of the uploaded file or, without one, of the pasted text. Throws `TableError`.
    fileprivate func connectionRows() throws -> [ImportConnections.Row] {
        let uploaded = file("file")?.bytes ?? []
        let table = try Table(
            csv: uploaded.isEmpty ? Array((text("pasted") ?? "").utf8) : uploaded, allowed: ImportConnections.columns)
        return table.rows.map { row in
            let cells = ImportConnections.columns.map { ($0, row.optional($0) ?? "") }
            return ImportConnections.Row(number: row.number, cells: Dictionary(cells) { first, _ in first })
        }
    }
}

extension PageContext {
    /// The list; with `problems`, as the answer to a spreadsheet that was refused.
    func connectionList(problems: [String] = []) async throws -> HTTPResponse {
        let view = ConnectionListView(
            connections: try await answer(ListConnections()), suppliers: try await answer(ListSuppliers()), token: csrf,
            problems: problems, canChange: isAdministrator)
        return try await page("Connections", at: .connections, status: problems.isEmpty ? .ok : .unprocessable, view.html)
    }
}
