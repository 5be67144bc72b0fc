import HTML
import Procurement

/// All connections, and the spreadsheet that fills them.
struct ConnectionListView: Component {
    var connections: [PunchOutConnection]
    var token: String
    /// What was wrong with an uploaded spreadsheet.
    var problems: [String]

    var html: HTML {
        """
        \(PageHeader("Connections", lead: "One supplier's punch-out credentials and switches each.",
            actions: [Button("New connection", to: "/admin/connections/new", .primary)]))
        \(if: !problems.isEmpty, HTML(notice))
        \(Card("All connections", isFlush: true, HTML(table)))
        \(Card("From a spreadsheet", spreadsheet))
        """
    }

    private var notice: Notice { Notice(.bad, "Nothing was imported.", detail: "\(problems.joined(separator: " "))") }

    private var table: DataTable {
        DataTable(
            ["Name", "Short name", "Our identity", "Mode", "Last check"],
            connections.map { connection in
                .init(
                    [
                        "<a href=\"/admin/connections/\(url: connection.id.text)\">\(connection.name)</a>", "\(connection.slug)",
                        "\(connection.from.identity)", HTML(connection.mode == .test ? Badge.test : Badge("Active", .good)),
                        HTML(check(connection)),
                    ], id: connection.id.text)
            }, empty: "No connections yet. Add one, or upload the spreadsheet.")
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

    private var form: Form {
        Form(
            post: "/admin/connections/import", token: token, isMultipart: true,
            """
            \(FormField("file", "CSV file", .file(accept: ".csv,text/csv")))
            \(FormField("pasted", "Or paste its text", .textarea(rows: 4)))
            \(ButtonRow([Button("Import")]))
            """)
    }
}
