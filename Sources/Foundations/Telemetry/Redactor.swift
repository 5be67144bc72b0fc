package import Logging

/// Keeps secrets out of the log: a value whose key speaks of one is replaced before anything is written.
package enum Redactor {
    /// What stands in place of a secret.
    package static let mark = "***"

    private static let words = [
        "secret", "password", "passwd", "authorization", "token", "cookie", "credential", "api_key", "apikey", "private_key",
        "privatekey",
    ]

    /// Whether a value under `key` is secret; hyphens and capitals make no difference.
    package static func isSecret(_ key: String) -> Bool {
        let key = String(key.lowercased().map { $0 == "-" || $0 == " " ? "_" : $0 })
        return words.contains { key.contains($0) }
    }

    /// The metadata with every secret replaced, in dictionaries inside too.
    package static func redact(_ metadata: Logger.Metadata) -> Logger.Metadata {
        var clean = metadata
        for (key, value) in metadata { clean[key] = isSecret(key) ? .string(mark) : redact(value) }
        return clean
    }

    private static func redact(_ value: Logger.Metadata.Value) -> Logger.Metadata.Value {
        switch value {
        case .dictionary(let inner): .dictionary(redact(inner))
        case .array(let items): .array(items.map { redact($0) })
        default: value
        }
    }
}
