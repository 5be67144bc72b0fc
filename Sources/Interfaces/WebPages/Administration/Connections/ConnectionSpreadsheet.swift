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
                _ = try await context.perform(ImportConnections(rows: try context.form.rows(of: ImportConnections.columns)))
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

extension PageContext {
    /// The list; with `problems`, as the answer to a spreadsheet that was refused.
    func connectionList(problems: [String] = []) async throws -> HTTPResponse {
        let view = ConnectionListView(
            connections: try await answer(ListConnections()), suppliers: try await answer(ListSuppliers()), token: csrf,
            problems: problems, canChange: isAdministrator)
        return try await page("Connections", at: .connections, status: problems.isEmpty ? .ok : .unprocessable, view.html)
    }
}
