/// Names and values as `application/x-www-form-urlencoded` has them, for queries, paths and the token service alike.
enum QueryText {
    static func encode(_ items: [(String, String)]) -> String {
        items.map { "\(escaped($0))=\(escaped($1))" }.joined(separator: "&")
    }

    /// RFC 3986 §2.3 unreserved characters as they are, everything else percent-encoded.
    static func escaped(_ text: String) -> String {
        text.utf8.reduce(into: "") { result, octet in
            switch octet {
            case 48...57, 65...90, 97...122, 45, 46, 95, 126: result.unicodeScalars.append(Unicode.Scalar(octet))
            default: result += "%" + (octet < 16 ? "0" : "") + String(octet, radix: 16, uppercase: true)
            }
        }
    }
}
