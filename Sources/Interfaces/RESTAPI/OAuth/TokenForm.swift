import HTTP

/// The form of a token request, with who the client says it is.
struct TokenForm: Sendable {
    var clientID: String
    var secret: String
    /// `nil` when nothing was asked for in particular.
    var scopes: [String]?

    /// Throws ``OAuthError`` and `BodyError`.
    init(_ request: HTTPRequest) async throws {
        let body = try await request.body.collect(upTo: 16_384)
        guard request.contentType?.essence == "application/x-www-form-urlencoded" else {
            throw OAuthError.invalidRequest("Send the parameters as application/x-www-form-urlencoded.")
        }
        guard let sent = try? FormDecoder.decode(body, maximumFields: 20) else {
            throw OAuthError.invalidRequest("There are too many parameters.")
        }
        var fields: [String: String] = [:]
        for field in sent.fields {
            // RFC 6749 §3.2: one without a value counts as left out, and none may come twice.
            if field.value.isEmpty { continue }
            guard fields.updateValue(field.value, forKey: field.name) == nil else {
                throw OAuthError.invalidRequest("The parameter \(Self.printable(field.name)) is there twice.")
            }
        }
        (clientID, secret) = try Self.credentials(request, fields)
        guard let grant = fields["grant_type"] else { throw OAuthError.invalidRequest("The parameter grant_type is missing.") }
        guard grant == "client_credentials" else {
            throw OAuthError(.badRequest, "unsupported_grant_type", "This server grants client_credentials only.")
        }
        scopes = fields["scope"]?.split(separator: " ").map(String.init)
    }

    /// By HTTP Basic or in the body, and not by both (RFC 6749 §2.3).
    private static func credentials(_ request: HTTPRequest, _ fields: [String: String]) throws -> (String, String) {
        let inBody = fields["client_secret"]
        guard request.headers.contains("Authorization") else {
            guard let id = fields["client_id"], let inBody else { throw OAuthError.invalidClient }
            return (id, inBody)
        }
        guard inBody == nil else {
            throw OAuthError.invalidRequest("Name the client by Authorization or in the body, not by both.")
        }
        guard case .basic(let user, let password)? = request.authorization else { throw OAuthError.invalidClient }
        // §2.3.1: both were form-encoded before Basic.
        let (id, secret) = (decoded(user), decoded(password))
        guard fields["client_id"].map({ $0 == id }) ?? true else {
            throw OAuthError.invalidRequest("client_id is another than that of Authorization.")
        }
        return (id, secret)
    }

    private static func decoded(_ text: String) -> String {
        let field = (try? FormDecoder.decode(Array("x=\(text.replacing("&", with: "%26"))".utf8)))?.fields.first
        return field?.value ?? text
    }

    /// RFC 6749 §5.2 lets only printable ASCII without quotes into a description.
    private static func printable(_ name: String) -> String {
        String(
            name.unicodeScalars.filter { (0x23...0x5B).contains($0.value) || (0x5D...0x7E).contains($0.value) }.prefix(40).map(
                Character.init))
    }
}
