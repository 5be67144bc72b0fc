/// One place that values come from: flags, the environment, or a file.
struct SettingSource {
    /// A value as text, or several, as the place wrote them.
    enum Value {
        case one(String)
        case several([String])
    }

    private let lookUp: (SettingKey) -> Value?
    private let nameOf: (SettingKey) -> String

    /// The value of a key; `nil` where the place says nothing.
    func value(of key: SettingKey) -> Value? { lookUp(key) }

    /// Where a person finds the value, for messages.
    func origin(of key: SettingKey) -> String { nameOf(key) }

    init(flags: [String: String]) {
        lookUp = { key in flags[key.name].map { .one($0) } }
        nameOf = { _ in "a flag" }
    }

    init(environment: [String: String]) {
        lookUp = { key in environment[key.environmentName].map { .one($0) } }
        nameOf = { $0.environmentName }
    }

    private init(path: String, values: [String: Value]) {
        lookUp = { values[$0.name] }
        nameOf = { _ in path }
    }

    /// A YAML file, and what is wrong with the names in it: a key that is misspelt would otherwise be passed over.
    static func file(_ path: String, _ bytes: [UInt8]) throws -> (source: SettingSource, problems: [String]) {
        do {
            let read = try YAMLValues(bytes)
            let known = Set(SettingKey.all.map(\.name))
            let problems = read.names.filter { !known.contains($0) }.map {
                "\($0): is no setting (in \(path)); portico help configuration lists them"
            }
            return (SettingSource(path: path, values: read.values), problems)
        } catch {
            throw SettingsError(problems: ["\(path): is no YAML that can be read (\(error)); compare it with Config/portico.yaml"]
            )
        }
    }
}
