/// Everything that is wrong with the settings, one line each: the key, the value, the remedy.
package struct SettingsError: Error, Sendable, Hashable, CustomStringConvertible {
    package let problems: [String]

    package init(problems: [String]) { self.problems = problems }

    package var description: String { problems.joined(separator: "\n") }
}
