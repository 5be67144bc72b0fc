import HTML
import UseCases

/// The way into a list by a spreadsheet: its template, and the form that takes it back.
struct SpreadsheetCard: Component {
    var list: ImportedList
    var token: String
    /// Shown openly after a refusal; folded away beside a list.
    var isOpen = false
    /// What was pasted before, to be corrected.
    var pasted: String?

    static func address(_ list: ImportedList) -> String { "/admin/spreadsheets/\(list.rawValue)" }

    var html: HTML {
        Card("From a spreadsheet", isOpen ? content : "<details><summary>Import a CSV file</summary>\(content)</details>").html
    }

    private var content: HTML {
        """
        <p>Download the <a href="\(url: Self.address(list))/template.csv">template</a>, fill in a row for each, and upload it. A row is \
        known again by \(list.key), and then changes what is there; an empty cell keeps it. All rows are taken, or none.</p>
        <p class="muted">A row looks like this: \(example).</p>
        \(form)
        """
    }

    private var example: String {
        zip(list.columns, list.example).filter { !$0.1.isEmpty }.map { "\($0.0) “\($0.1)”" }.joined(separator: ", ")
    }

    private var form: Form {
        Form(
            post: Self.address(list), token: token, isMultipart: true,
            """
            \(FormField("file", "CSV file", .file(accept: ".csv,text/csv")))
            \(FormField("pasted", "Or paste its text", .textarea(rows: isOpen ? 10 : 4), value: pasted, hint: "With the line of column names.", complete: "off"))
            \(ButtonRow([Button("Import", .secondary)]))
            """)
    }
}

/// What is wrong with a spreadsheet, row by row.
struct SpreadsheetProblems: Component {
    var list: ImportedList
    var problems: [String]
    var pasted: String?
    var token: String

    /// A file of nothing but mistakes has the same one over and over.
    private static let mostShown = 100

    var html: HTML {
        """
        \(PageHeader("Nothing was imported", lead: "Correct the file and upload it again.", back: (list.title, list.address)))
        \(Card("What is wrong", "<ul class=\"problems\">\(each: problems.prefix(Self.mostShown), { "<li>\($0)</li>" })</ul>\(more)"))
        \(SpreadsheetCard(list: list, token: token, isOpen: true, pasted: pasted))
        """
    }

    private var more: HTML {
        problems.count > Self.mostShown ? "<p class=\"muted\">And \(problems.count - Self.mostShown) more.</p>" : HTML.empty
    }
}

extension ImportedList {
    /// The page that shows the list.
    var address: String { self == .users || self == .suppliers ? "/admin/\(rawValue)" : "/admin/organisation/\(rawValue)" }

    var title: String {
        switch self {
        case .users: "Users"
        case .suppliers: "Suppliers"
        default: OrganisationSections.named(rawValue)?.title ?? "Organisation"
        }
    }

    /// The entry of the navigation.
    var place: Place {
        switch self {
        case .users: .users
        case .suppliers: .suppliers
        default: .organisation
        }
    }
}
