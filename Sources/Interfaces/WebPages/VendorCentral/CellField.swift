import HTML

/// A field in a cell of a table, where the column's heading is its label to the eye.
struct CellField: Component {
    enum Kind {
        case number
        case date
        case select([FormField.Choice])
    }

    var name: String
    /// Read out in place of the heading.
    var label: String
    var kind = Kind.number
    var value: String?

    var html: HTML {
        switch kind {
        case .number:
            """
            <input type="number" step="1" min="0" class="short" id="\(FormField.id(of: name))" name="\(name)" value="\(value)" \
            aria-label="\(label)">
            """
        case .date:
            "<input type=\"date\" id=\"\(FormField.id(of: name))\" name=\"\(name)\" value=\"\(value)\" aria-label=\"\(label)\">"
        case .select(let choices):
            """
            <select id="\(FormField.id(of: name))" name="\(name)" aria-label="\(label)"><option value="">–</option>\
            \(choices.map { "<option value=\"\($0.value)\"\(attribute: $0.value == value, "selected")>\($0.label)</option>" as HTML })</select>
            """
        }
    }
}
