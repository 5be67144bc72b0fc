import HTML

/// A box in a cell of a table, where the column's heading is its label to the eye.
struct CellBox: Component {
    var name: String
    /// Read out in place of the heading.
    var label: String
    var isTicked: Bool

    var html: HTML {
        """
        <input type="checkbox" id="\(FormField.id(of: name))" name="\(name)" value="on" aria-label="\(label)"\
        \(attribute: isTicked, "checked")>
        """
    }
}
