import Delivery
import HTTP
import HTTPContent
import JSON
import Procurement
import Routing
import Tables
import UseCases

/// Master lists, orders, invoices and budgets as CSV, in and out with the same columns.
extension RESTAPI {
    private static let tableSchema = Schema.named(
        "Table", .object([.required("id", .text, "Its name."), .required("columns", .array(.text))]))

    private static let outcomeSchema = Schema.named(
        "ImportOutcome",
        .object([
            .required("rows", .integer()), .required("added", .integer()), .required("changed", .integer()),
            .required("dry_run", .boolean, "Whether nothing was kept."),
        ]))

    private static func table(_ call: Call) throws -> ExchangedTable {
        guard let table = call.parameters["id"].flatMap({ ExchangedTable(rawValue: $0) }) else { throw Refusal.notFound("table") }
        return table
    }

    var tableRoutes: [Route] {
        [
            Route(
                kind: .list, pattern: "/v1/tables", name: "listTables", tag: "tables",
                summary: "List what can be taken in and out as CSV.", access: ExportTable.access, response: Self.tableSchema
            ) { call in
                let page = try call.page()
                let tables = try await call.answer(ListTables()).sorted { $0.table.rawValue < $1.table.rawValue }
                let rest = tables.filter { $0.table.rawValue > page.after ?? "" }
                let found = Page(reading: Array(rest.prefix(page.limit + 1)), limit: page.limit) { $0.table.rawValue }
                return .page(found, for: call) { ["id": .string($0.table.rawValue), "columns": JSON($0.columns)] }
            },
            Route(
                kind: .file, pattern: "/v1/tables/{id}", name: "exportTable", tag: "tables",
                summary: "Take a table out as CSV, with the columns that importing takes.",
                note:
                    "Secrets are left empty. The company's own fields have a column each: own_field:… of a document, line_own_field:… of a line. What a spreadsheet would run as a formula has an apostrophe before it, which importing takes off.",
                access: ExportTable.access, response: .text
            ) { call in
                let table = try Self.table(call)
                return .stream(
                    "\(table.rawValue).csv", try await TableExport(table, for: call.actor, in: call.application))
            },
            Route(
                kind: .file, pattern: "/v1/tables/{id}/template", name: "downloadTableTemplate", tag: "tables",
                summary: "The header of a table with a row to show how its columns are meant.", access: ExportTable.access,
                response: .text
            ) { call in
                let table = try Self.table(call)
                return .file("\(table.rawValue)-template.csv", try await call.answer(ShowTableTemplate(table)))
            },
            Route(
                kind: .upload, pattern: "/v1/tables/{id}/import", name: "importTable", tag: "tables",
                summary: "Fill a table from CSV: all rows or none.",
                note:
                    "Commas, semicolons or tabs; UTF-8, UTF-16 with a byte order mark, or ISO-8859-1 and windows-1252 as the charset says. Every row with a mistake is named with its column and what to do.",
                access: ImportTable.access,
                parameters: [
                    .init(name: "dry_run", schema: .word(["true", "false"]), note: "true: everything is tried and nothing kept.")
                ], response: Self.outcomeSchema
            ) { call in
                let table = try Self.table(call)
                let isDryRun = try call.flag("dry_run") ?? false
                guard let file = call.upload else { throw Refusal.notFound("file") }
                let source = TableSource(file, encoding: try Self.encoding(call.request))
                let outcome = try await call.application.take(
                    ImportTable(table, source, isDryRun: isDryRun), as: call.actor)
                return Answer([
                    "rows": JSON(outcome.rows), "added": JSON(outcome.added), "changed": JSON(outcome.changed),
                    "dry_run": JSON(outcome.isDryRun),
                ])
            },
        ]
    }

    private static func encoding(_ request: HTTPRequest) throws -> CSVStream.Encoding {
        switch (request.contentType?.charset ?? "utf-8").lowercased() {
        case "utf-8", "utf-16", "us-ascii": return .utf8
        case "iso-8859-1", "windows-1252", "latin1": return .latin1
        default:
            throw Problem(
                .unsupportedMediaType, "charset", "This character set is not read here. Send UTF-8, UTF-16 or windows-1252.")
        }
    }
}

extension TableSource {
    /// A file, read as far as it is needed.
    init(_ file: FileData, encoding: CSVStream.Encoding) {
        self.init(encoding: encoding) {
            var place = 0
            return { count in
                let end = min(place + count, file.length)
                defer { place = end }
                return place < end ? try file.octets(place..<end) : []
            }
        }
    }
}
