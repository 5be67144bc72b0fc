import FoundationEssentials
import HTTP
import JSON
import Routing
import UseCases

/// OAuth 2 for machines: `POST /oauth/token` by client credentials (RFC 6749 §4.4), and what the server offers
/// (RFC 8414). Errors are those of RFC 6749 §5.2, because that is what clients' libraries read.
struct OAuthEndpoint: Sendable {
    static let tokenPath = "/oauth/token"
    static let metadataPath = "/.well-known/oauth-authorization-server"

    let application: Application
    /// Counts a try for a client; answers the seconds to wait when there were too many.
    let tryClient: @Sendable (_ id: String, HTTPRequest) -> Int?
    let onFault: @Sendable (any Error, HTTPRequest) -> Void

    func register(on router: inout Router) throws {
        let endpoint = self
        try router.post(Self.tokenPath) { request, _ in await endpoint.answer(request) }
        let metadata = metadata(publicURL: application.environment.rules.publicURL).bytes()
        try router.get(Self.metadataPath) { _, _ in
            var response = HTTPResponse.json(metadata, status: .ok)
            response.headers.set("Cache-Control", "public, max-age=300")
            return response
        }
    }

    /// RFC 8414 §2.
    private func metadata(publicURL: String) -> JSON {
        [
            "issuer": .string(publicURL), "token_endpoint": .string(publicURL + Self.tokenPath),
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
            "grant_types_supported": ["client_credentials"], "response_types_supported": [],
            "scopes_supported": .array((["*"] + Scope.all.map(\.word)).map { .string($0) }),
            "service_documentation": .string("\(publicURL)/openapi.json"),
        ]
    }

    private func answer(_ request: HTTPRequest) async -> HTTPResponse {
        do {
            let form = try await TokenForm(request)
            if let seconds = tryClient(form.clientID, request) {
                return RESTAPI.tooManyRequests(request, seconds: seconds)
            }
            let issued = try await IssueAccessToken(clientID: form.clientID, secret: form.secret, scopes: form.scopes).run(
                in: application)
            return Self.uncached(
                [
                    "access_token": .string(issued.token), "token_type": "Bearer", "expires_in": JSON(issued.seconds),
                    "scope": .string(issued.scopes.joined(separator: " ")),
                ], .ok)
        } catch let error as OAuthError {
            return Self.refusal(error)
        } catch IssueAccessToken.Failure.invalidClient {
            return Self.refusal(.invalidClient)
        } catch IssueAccessToken.Failure.invalidScope {
            return Self.refusal(OAuthError(.badRequest, "invalid_scope", "A scope is unknown, or not one of this client's."))
        } catch BodyError.tooLarge(let limit) {
            return Self.refusal(OAuthError(.contentTooLarge, "invalid_request", "The body is larger than \(limit) octets."))
        } catch {
            onFault(error, request)
            return Self.refusal(OAuthError(.internalServerError, "server_error", "Something went wrong on this server."))
        }
    }

    private static func refusal(_ error: OAuthError) -> HTTPResponse {
        var response = uncached(["error": .string(error.word), "error_description": .string(error.description)], error.status)
        if error.status == .unauthorized {
            response.headers.set("WWW-Authenticate", "Basic realm=\"Portico\", charset=\"UTF-8\"")
            response.refusesCredentials = true
        }
        return response
    }

    /// RFC 6749 §5.1: what holds a token is kept nowhere.
    private static func uncached(_ json: JSON, _ status: Status) -> HTTPResponse {
        var response = HTTPResponse.json(json.bytes(), status: status)
        response.headers.set("Cache-Control", "no-store")
        response.headers.set("Pragma", "no-cache")
        return response
    }
}

/// A refusal of the token endpoint (RFC 6749 §5.2).
struct OAuthError: Error, Sendable {
    var status: Status
    var word: String
    var description: String

    init(_ status: Status, _ word: String, _ description: String) {
        self.status = status
        self.word = word
        self.description = description
    }

    /// One text, whatever of name, secret and state was wrong.
    static let invalidClient = OAuthError(
        .unauthorized, "invalid_client", "The client or its secret is wrong, or the client has ended.")

    static func invalidRequest(_ description: String) -> OAuthError { OAuthError(.badRequest, "invalid_request", description) }
}
