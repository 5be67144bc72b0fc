/// Credentials of a request (RFC 9110 §11.6.2).
package enum Authorization: Sendable, Hashable {
    /// RFC 7617.
    case basic(user: String, password: String)
    /// RFC 6750.
    case bearer(String)

    package init?(_ value: String) {
        let parts = value.split(separator: " ", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        let credentials = String(decoding: ASCII.trimmed(Array(parts[1].utf8)[...]), as: UTF8.self)
        switch parts[0].lowercased() {
        case "bearer": self = .bearer(credentials)
        case "basic":
            guard let bytes = TransferDecoding.base64(Array(credentials.utf8)) else { return nil }
            guard let (user, password) = FieldParameters.halves(String(decoding: bytes, as: UTF8.self), at: ":") else {
                return nil
            }
            self = .basic(user: user, password: password)
        default: return nil
        }
    }
}
