import Configuration

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
        // Only ours are handed on: the provider would otherwise keep and describe all variables.
        let provider = EnvironmentVariablesProvider(
            environmentVariables: environment.filter { $0.key.hasPrefix("PORTICO_") }, secretsSpecifier: .all)
        lookUp = { key in
            let path = AbsoluteConfigKey(["portico"] + key.name.split(separator: ".").map(String.init))
            guard let found = try? provider.value(forKey: path, type: .string).value,
                case .string(let text) = found.content
            else { return nil }
            return .one(text)
        }
        nameOf = { $0.environmentName }
    }

    private init(path: String, snapshot: YAMLSnapshot) {
        lookUp = { key in
            let name = AbsoluteConfigKey(key.name.split(separator: ".").map(String.init))
            if let found = try? snapshot.value(forKey: name, type: .string).value, case .string(let text) = found.content {
                return .one(text)
            }
            if let found = try? snapshot.value(forKey: name, type: .stringArray).value,
                case .stringArray(let texts) = found.content
            {
                return .several(texts)
            }
            return nil
        }
        nameOf = { _ in path }
    }

    /// A YAML file, and what is wrong with the names in it: a key that is misspelt would otherwise be passed over.
    static func file(_ path: String, _ bytes: [UInt8]) throws -> (source: SettingSource, problems: [String]) {
        let names = YAMLNames.all(in: String(decoding: bytes, as: UTF8.self))
        let known = Set(SettingKey.all.map(\.name))
        let problems = names.filter { !known.contains($0) }.map {
            "\($0): is no setting (in \(path)); portico help configuration lists them"
        }
        if names.isEmpty, problems.isEmpty { return (SettingSource(flags: [:]), []) }
        do {
            let snapshot = try unsafe YAMLSnapshot(data: bytes.span.bytes, providerName: path, parsingOptions: .default)
            return (SettingSource(path: path, snapshot: snapshot), problems)
        } catch {
            throw SettingsError(problems: ["\(path): is no YAML that can be read (\(error)); compare it with Config/portico.yaml"]
            )
        }
    }
}
