import Cryptography

/// HTTP Basic credentials (RFC 7617).
enum Basic {
    static func encode(user: String, password: String) -> String {
        "Basic " + Base64.standard.encode(Array("\(user):\(password)".utf8))
    }
}
