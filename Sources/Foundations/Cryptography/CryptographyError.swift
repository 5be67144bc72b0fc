/// Why something secret could not be opened or loaded. Never says anything of the secret itself.
package enum CryptographyError: Error, Sendable, Hashable {
    /// Too short, or of a version this program does not know.
    case notSealed
    /// Sealed under a key that was not given; names its id in hexadecimal.
    case unknownKey(String)
    /// Changed since, or sealed for another context.
    case notAuthentic
    /// The key file is missing, unreadable or malformed; says what to do.
    case keyFile(path: String, problem: String)
}

extension CryptographyError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notSealed: "this is no sealed value"
        case .unknownKey(let id): "sealed under key \(id), which the key file does not hold"
        case .notAuthentic: "the sealed value was changed, or belongs elsewhere"
        case .keyFile(let path, let problem): "key file \(path): \(problem)"
        }
    }
}
