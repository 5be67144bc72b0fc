/// One setting as people meet it: its name, what it may hold, what it holds when nobody says anything, and what it is for.
///
/// The list of them is data, so that the help, `Config/portico.yaml` and the reader cannot drift apart.
package struct SettingKey: Sendable, Hashable {
    /// What a value may be.
    package enum Form: Sendable, Hashable {
        case text
        /// `true` or `false`.
        case flag
        case number(ClosedRange<Int>)
        case choice([String])
        /// Several texts: a YAML list, or one text with commas between.
        case list
    }

    /// As in the YAML file; a dot is one step deeper there.
    package let name: String
    package let form: Form
    /// The value when nothing is set, as text.
    package let fallback: String
    /// One or two sentences for an operator.
    package let summary: String
    /// A value that works, for the remedy of an error.
    package let example: String
    /// Whether the value may hold a password, and is left out of every message.
    package let isSecret: Bool

    init(_ name: String, _ form: Form, _ fallback: String, _ summary: String, example: String? = nil, isSecret: Bool = false) {
        self.name = name
        self.form = form
        self.fallback = fallback
        self.summary = summary
        self.example = example ?? fallback
        self.isSecret = isSecret
    }

    /// The environment variable that sets it: `PORTICO_` and the name in capitals, dots as underscores.
    package var environmentName: String {
        "PORTICO_" + String(name.uppercased().map { $0 == "." ? "_" : $0 })
    }
}
