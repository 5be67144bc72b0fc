import Delivery
import HTML
import HTTP
import Procurement
import Routing
import Tables
import UseCases

extension PageRoutes {
    /// Lists, orders, invoices and budgets as CSV files, in and out.
    mutating func addTables() throws {
        try get("/admin/tables") { context in try await context.tablesPage() }
        try get("/admin/tables/{table}/export.csv") { context in
            let table = try context.table
            let export = try await TableExport(table, for: context.actor, in: context.application)
            var response = HTTPResponse(body: .stream(length: nil, export))
            response.headers.set("Content-Type", "text/csv; charset=utf-8")
            response.headers.set("Content-Disposition", "attachment; filename=\"\(table.rawValue).csv\"")
            response.headers.set("Cache-Control", "private, no-cache")
            return response
        }
        try get("/admin/tables/{table}/template.csv") { context in
            let table = try context.table
            let template = try await context.answer(ShowTableTemplate(table))
            return context.download(template, type: "text/csv; charset=utf-8", as: "\(table.rawValue)-template.csv")
        }
        try post("/admin/tables", maximumOctets: Self.largestFile) { context in
            guard let table = context.form["table"].flatMap({ ExchangedTable(rawValue: $0) }) else {
                throw Refusal.notFound("table")
            }
            do {
                let encoding: CSVStream.Encoding = context.form["encoding"] == "latin1" ? .latin1 : .utf8
                let source = TableSource(context.form.file("file")?.bytes ?? [], encoding: encoding)
                let outcome = try await context.application.take(
                    ImportTable(table, source, isDryRun: context.form.isTicked("dry_run")), as: context.actor)
                return try await context.tablesPage(told: TableOutcome(table: table, outcome: outcome, problems: []))
            } catch Refusal.invalid(let problems) {
                return try await context.tablesPage(
                    told: TableOutcome(table: table, outcome: ImportOutcome(), problems: problems.map(\.message)),
                    status: .unprocessable)
            }
        }
    }

    /// What a browser may send is held in memory; more is for the REST interface.
    private static let largestFile = 16 << 20
}

/// What became of a file.
struct TableOutcome: Sendable {
    var table: ExchangedTable
    var outcome: ImportOutcome
    var problems: [String]
}

extension PageContext {
    fileprivate var table: ExchangedTable {
        get throws {
            guard let table = ExchangedTable(rawValue: parameters["table"] ?? "") else { throw MissingPage() }
            return table
        }
    }

    fileprivate func tablesPage(told: TableOutcome? = nil, status: Status = .ok) async throws -> HTTPResponse {
        if !actor.has(.accountsPayable) { try requireReader() }
        let view = TablesView(
            tables: try await answer(ListTables()), told: told, token: csrf,
            canChange: isAdministrator || actor.has(.accountsPayable))
        return try await page("Import and export", at: .tables, status: status, view.html)
    }
}

/// Every table with its template and its content, and the form that takes a file.
struct TablesView: Component {
    var tables: [(table: ExchangedTable, columns: [String])]
    var told: TableOutcome?
    var token: String
    var canChange: Bool

    var html: HTML {
        """
        \(PageHeader("Import and export", lead: "Lists, orders, invoices and budgets as CSV files, with the same columns both ways."))
        \(some: told, outcome)
        \(if: canChange, Card("Import a file", form).html)
        \(Card(nil, isFlush: true, HTML(DataTable(["Table", "Template", "Content", "Columns"], tables.map(line)))))
        """
    }

    private func line(_ table: ExchangedTable, _ columns: [String]) -> DataTable.Row {
        let place = "/admin/tables/\(table.rawValue)"
        return .init([
            "\(table.title)",
            "<a href=\"\(url: "\(place)/template.csv")\">Template</a>",
            "<a href=\"\(url: "\(place)/export.csv")\">CSV</a>",
            "<span class=\"muted\">\(columns.joined(separator: ", "))</span>",
        ])
    }

    private func outcome(_ told: TableOutcome) -> HTML {
        let name = told.table.title.lowercased()
        if !told.problems.isEmpty {
            return Card(
                "Nothing was imported",
                "<p>Correct the file and upload it again.</p><ul class=\"problems\">\(each: told.problems, { "<li>\($0)</li>" })</ul>"
            ).html
        }
        let found = told.outcome
        let words = "\(Words.count(found.rows, "row")): \(found.added) new, \(found.changed) changed."
        let title = found.isDryRun ? "The file is good: nothing was kept" : "Imported into \(name)"
        return Card(title, "<p>\(words)\(if: found.isDryRun, " Upload it again without the dry run.")</p>").html
    }

    private var form: HTML {
        let tables = ExchangedTable.allCases.map {
            FormField.Choice($0.rawValue, $0.title)
        }
        return """
            <p>All rows are taken, or none. An empty cell keeps what is there. Files above 16 MB go over the REST interface.</p>
            \(Form(post: "/admin/tables", token: token, layout: .grid, isMultipart: true,
                """
                \(FormField("table", "Table", .select(tables), value: told?.table.rawValue))
                \(FormField("file", "CSV file", .file(accept: ".csv,text/csv"), isRequired: true))
                \(FormField("encoding", "Characters", .select([.init("utf8", "UTF-8 or UTF-16"), .init("latin1", "Windows-1252, Latin-1")])))
                \(FormField("dry_run", "Only try: keep nothing", .checkbox, value: "on"))
                \(ButtonRow([Button("Import")]))
                """))
            """
    }
}

extension ExchangedTable {
    fileprivate var title: String { self == .glAccounts ? "GL accounts" : Words.capital(rawValue.replacing("-", with: " ")) }
}
