import HTML

/// Fields that administrators fill in and auditors only read.
struct ChangeableFields: Component {
    var canChange: Bool
    var fields: HTML

    init(_ canChange: Bool, _ fields: HTML) {
        self.canChange = canChange
        self.fields = fields
    }

    /// A disabled fieldset disables every control within it (HTML, 4.10.15); the fields stand as they do in a form.
    var html: HTML {
        if canChange { return fields }
        return "<fieldset class=\"group\" disabled><div class=\"form grid\">\(fields)</div></fieldset>"
    }
}
