/// A table of records, which becomes a stack of cards on a narrow screen.
package struct DataTable: Component {
    /// A column: its heading and how its cells stand.
    package struct Column: Sendable, ExpressibleByStringLiteral {
        /// How cells stand.
        package enum Kind: String, Sendable {
            case text, number, action
        }
        let heading: String
        let kind: Kind

        /// A column with a heading; `.number` sets figures flush right with equal widths.
        package init(_ heading: String, _ kind: Kind = .text) {
            self.heading = heading
            self.kind = kind
        }

        /// A column of text.
        package init(stringLiteral heading: String) {
            self.init(heading)
        }
    }

    /// A line of the table.
    package struct Row: Sendable {
        let cells: [HTML]
        let id: String?
        let tone: Tone?

        /// A line with a cell per column. `id` is what its box sends in a table with selection; `tone` marks its edge.
        package init(_ cells: [HTML], id: String? = nil, tone: Tone? = nil) {
            self.cells = cells
            self.id = id
            self.tone = tone
        }
    }

    let columns: [Column]
    let rows: [Row]
    let footer: [Row]
    let caption: String?
    let selection: String?
    let empty: HTML

    /// A table, or `empty` in its place when there is no row.
    /// - Parameters:
    ///   - footer: lines of totals, with as many cells as there are columns; empty cells before the first full one are joined.
    ///   - caption: what the table lists, read out before it and shown above.
    ///   - selection: the name of the boxes that stand before each row; the table must then be inside a form.
    package init(
        _ columns: [Column], _ rows: [Row], footer: [Row] = [], caption: String? = nil, selection: String? = nil,
        empty: HTML = "Nothing here yet."
    ) {
        self.columns = columns
        self.rows = rows
        self.footer = footer
        self.caption = caption
        self.selection = selection
        self.empty = empty
    }

    package var html: HTML {
        if rows.isEmpty { return "<div class=\"empty\">\(empty)</div>" }
        return """
            <div class="table"><table\(attribute: selection != nil, "data-selectable")>\
            \(some: caption, { "<caption>\($0)</caption>" })
            <thead><tr>\(if: selection != nil, "<th class=\"box\"><span class=\"unseen\">Select</span></th>")\
            \(each: columns, { "<th scope=\"col\" class=\"\($0.kind.rawValue)\">\($0.heading)</th>" })</tr></thead>
            <tbody>\(rows.map(line))</tbody>\
            \(if: !footer.isEmpty, "<tfoot>\(footer.map(total))</tfoot>")</table></div>
            """
    }

    private func line(_ row: Row) -> HTML {
        let tone = row.tone.map { "tone-\($0.rawValue)" }
        return "<tr\(attribute: "class", value: tone)>\(box(row))\(cells(row))</tr>\n"
    }

    private func box(_ row: Row) -> HTML {
        guard let selection else { return HTML.empty }
        guard let id = row.id else { return "<td class=\"box\"></td>" }
        return """
            <td class="box"><input type="checkbox" name="\(selection)" value="\(id)" aria-label="Select this row"></td>
            """
    }

    /// A cell's content is one box, so that a card can put the heading beside it.
    private func cells(_ row: Row) -> [HTML] {
        zip(columns, row.cells).map { column, cell in
            let label = column.heading.isEmpty ? nil : column.heading
            let inner: HTML = cell.isEmpty ? "" : "<div>\(cell)</div>"
            return "<td class=\"\(column.kind.rawValue)\"\(attribute: "data-label", value: label)>\(inner)</td>"
        }
    }

    /// A footer's label spans the columns up to its first figure.
    private func total(_ row: Row) -> HTML {
        let label = row.cells.first ?? HTML.empty
        let blank = row.cells.dropFirst().prefix { $0.isEmpty }.count
        let span = 1 + blank + (selection == nil ? 0 : 1)
        let rest = zip(columns, row.cells).dropFirst(1 + blank)
        return """
            <tr><th scope="row" colspan="\(span)">\(label)</th>\
            \(each: rest, { "<td class=\"\($0.0.kind.rawValue)\">\($0.1)</td>" })</tr>
            """
    }
}
