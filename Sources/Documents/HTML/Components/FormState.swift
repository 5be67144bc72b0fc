/// What a form starts with: the values to show and the errors found in them, so that a refused form comes back with
/// everything that was typed.
package struct FormState: Sendable {
    /// What is wrong with a field, in words that say what to do.
    package struct Problem: Sendable, Hashable {
        /// The field's name; empty for the form as a whole.
        package let field: String
        /// What to do.
        package let message: String

        /// An error for a field.
        package init(_ field: String, _ message: String) {
            self.field = field
            self.message = message
        }
    }

    /// What is in each field, by its name.
    package var values: [String: String]
    /// What is wrong, in the order of the fields.
    package var problems: [Problem]

    /// A form with values and errors; a fresh one has neither.
    package init(values: [String: String] = [:], problems: [Problem] = []) {
        self.values = values
        self.problems = problems
    }

    /// What was typed into a field.
    package subscript(name: String) -> String? { values[name] }

    /// The first error of a field.
    package func error(of name: String) -> String? {
        problems.first { $0.field == name }?.message
    }

    /// A field with its value and error filled in.
    package func field(
        _ name: String, _ label: String, _ kind: FormField.Kind = .text, hint: String? = nil, isRequired: Bool = false,
        isReadOnly: Bool = false, complete: String? = nil, hasFocus: Bool = false
    ) -> FormField {
        FormField(
            name, label, kind, value: values[name], hint: hint, error: error(of: name), isRequired: isRequired,
            isReadOnly: isReadOnly, complete: complete, hasFocus: hasFocus)
    }

    /// What is wrong, all at once; nothing when nothing is.
    package var summary: ErrorSummary { ErrorSummary(problems) }
}
