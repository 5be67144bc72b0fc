import HTML

/// Fields that administrators fill in and auditors only read.
struct ChangeableFields: Component {
    var canChange: Bool
    var fields: HTML

    init(_ canChange: Bool, _ fields: HTML) {
        self.canChange = canChange
        self.fields = fields
    }

    /// A disabled fieldset disables every control within it (HTML, 4.10.15).
    var html: HTML {
        if canChange { return fields }
        return "<fieldset class=\"group\" disabled><div class=\"fields\">\(fields)</div></fieldset>"
    }
}
