/// Fields that belong together, under a heading of their own.
package struct FormGroup: Component {
    let legend: String
    let hint: String?
    let fields: HTML

    /// A group of fields, two beside each other where there is room.
    package init(_ legend: String, hint: String? = nil, _ fields: HTML) {
        self.legend = legend
        self.hint = hint
        self.fields = fields
    }

    package var html: HTML {
        """
        <fieldset class="group"><legend>\(legend)</legend>\(some: hint, { "<p class=\"hint\">\($0)</p>" })\
        <div class="fields">\(fields)</div></fieldset>
        """
    }
}
