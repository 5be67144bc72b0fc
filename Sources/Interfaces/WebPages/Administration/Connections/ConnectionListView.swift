import HTML
import Procurement

/// All connections, and the spreadsheet that fills them.
struct ConnectionListView: Component {
    var connections: [PunchOutConnection]
    var suppliers: [Supplier]
    var token: String
    /// What was wrong with a spreadsheet.
    var problems: [String]
    var canChange: Bool

    var html: HTML {
        """
        \(PageHeader("Connections", lead: "The credentials and switches of each way to a supplier.",
            actions: canChange ? [Button("New connection", to: "/admin/connections/new", .primary)] : []))
        \(if: !problems.isEmpty, HTML(refusal))
        \(Card("All connections", isFlush: true, HTML(table)))
        \(if: canChange, Card("From a spreadsheet", spreadsheet).html)
        """
    }

    private var refusal: Notice {
        Notice(
            .bad, "Nothing was imported, because of \(Words.count(problems.count, "problem")).",
            detail: "<ul>\(each: problems, { "<li>\($0)</li>" })</ul>")
    }

    private var table: DataTable {
        DataTable(
            ["Name", "Supplier", "Short name", "Our identity", "Mode", "Last check"], connections.map(row),
            empty: "No connections yet. Add one with “New connection”, or upload the spreadsheet.")
    }

    private func row(_ connection: PunchOutConnection) -> DataTable.Row {
        .init(
            [
                "<a href=\"/admin/connections/\(url: connection.id.text)\">\(connection.name)</a>",
                "\(suppliers.first { $0.id == connection.supplierID }?.name)", "\(connection.slug)",
                "\(connection.from.identity)", HTML(connection.mode == .test ? Badge.test : Badge("Active", .good)),
                HTML(check(connection)),
            ], id: connection.id.text)
    }

    private func check(_ connection: PunchOutConnection) -> Badge {
        guard let check = connection.lastCheck else { return Badge("Never checked", .neutral) }
        return check.ok ? Badge("Works", .good) : Badge("Does not work", .bad)
    }

    private var spreadsheet: HTML {
        """
        <p>Download the <a href="/admin/connections/template.csv">template</a>, fill in a row for each connection, and upload it. \
        A row whose short name is there already changes that connection; an empty cell keeps what is there. All rows are taken, \
        or none.</p>
        \(form)
        """
    }

    /// Pasted text holds shared secrets, so it is not shown again after a refusal.
    private var form: Form {
        Form(
            post: "/admin/connections/import", token: token, isMultipart: true,
            """
            \(FormField("file", "CSV file", .file(accept: ".csv,text/csv")))
            \(FormField("pasted", "Or paste its text", .textarea(rows: 4), hint: "With the line of column names.", complete: "off"))
            \(ButtonRow([Button("Import")]))
            """)
    }
}
