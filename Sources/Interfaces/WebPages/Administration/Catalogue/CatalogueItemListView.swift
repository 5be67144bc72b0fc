import HTML
import Procurement

/// The items of the internal catalogue, and the spreadsheet that fills it.
struct CatalogueItemListView: Component {
    var items: Page<CatalogueItem>
    var query: ShelfQuery
    var suppliers: [Supplier]
    var token: String
    /// What was wrong with a spreadsheet.
    var problems: [String]

    private static let base = "/admin/catalogue"

    var html: HTML {
        """
        \(PageHeader("Catalogue items", lead: lead, actions: [Button("New item", to: "/admin/catalogue/new", .primary)]))
        \(if: !problems.isEmpty, HTML(refusal))
        \(search)
        \(Card("Items", isFlush: true, HTML(table)))
        \(Pager(newer: query.after == nil ? nil : Self.base + query.text(after: nil),
            older: items.nextCursor.map { Self.base + query.text(after: $0) }))
        \(Card("From a spreadsheet", spreadsheet))
        """
    }

    private var lead: HTML {
        """
        What our own buyers order without going to a shop, and what buyers of other procurement systems find who punch out to Portico \
        over a connection that opens the catalogue.
        """
    }

    private var refusal: Notice {
        Notice(
            .bad, "Nothing was imported, because of \(Words.count(problems.count, "problem")).",
            detail: "<ul>\(each: problems, { "<li>\($0)</li>" })</ul>")
    }

    private var search: Form {
        Form(
            get: Self.base,
            """
            \(FormField("q", "Look for", .search, value: query.words))
            \(FormField("category", "UNSPSC begins with", value: query.category))
            \(Button("Search", .secondary))
            \(if: query.words != nil || query.category != nil, HTML(Button("All items", to: Self.base, .quiet)))
            """)
    }

    private var table: DataTable {
        DataTable(
            ["SKU", "Description", "UNSPSC", .init("Price", .number), "Supplier", ""], items.items.map(row),
            empty: query == ShelfQuery()
                ? "No items yet. Add one with “New item”, or upload the spreadsheet." : "No item is like that.")
    }

    private func row(_ item: CatalogueItem) -> DataTable.Row {
        .init(
            [
                "<a href=\"/admin/catalogue/\(url: item.id.text)\">\(item.sku)</a>", "\(item.description)", "\(item.unspsc)",
                "\(Words.price(item.price, item.currency))<br><span class=\"muted\">per \(item.unitOfMeasure)</span>",
                "\(suppliers.first { $0.id == item.supplierID }?.name ?? "For visitors only")",
                item.isActive ? "" : HTML(Badge("Not offered", .neutral)),
            ], id: item.id.text)
    }

    private var spreadsheet: HTML {
        let form = Form(
            post: "/admin/catalogue/import", token: token, isMultipart: true,
            """
            \(FormField("file", "CSV file", .file(accept: ".csv,text/csv")))
            \(FormField("pasted", "Or paste it here", .textarea(rows: 4)))
            \(ButtonRow([Button("Import")]))
            """)
        return """
            <p>A row for each item, matched by its SKU: empty cells keep what is there, items without a row stay as they are. \
            All rows are taken, or none. <a href="/admin/catalogue/template.csv">Download the template</a>.</p>\(form)
            """
    }
}
