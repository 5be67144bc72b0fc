package import HTTP
import JSON
import UseCases

/// An error as clients read it: RFC 9457 `application/problem+json`, with a stable `code` and the fields that are wrong.
struct Problem: Error, Sendable {
    var status: Status
    /// A stable word for programs.
    var code: String
    /// For people: what happened and what to do.
    var detail: String
    var errors: [FieldProblem] = []
    var headers: [(String, String)] = []

    init(_ status: Status, _ code: String, _ detail: String, errors: [FieldProblem] = [], headers: [(String, String)] = []) {
        self.status = status
        self.code = code
        self.detail = detail
        self.errors = errors
        self.headers = headers
    }

    /// One text for a missing and an unknown token, so that nothing can be learnt from it (RFC 6750 §3.1).
    static let notSignedIn = Problem(
        .unauthorized, "not-signed-in", "Send a valid token: Authorization: Bearer ptk_….",
        headers: [("WWW-Authenticate", "Bearer realm=\"Portico\"")])

    /// A token that was good once: only whoever holds it learns that.
    static func noLonger(_ code: String, _ message: String) -> Problem {
        Problem(
            .unauthorized, code, message, errors: [FieldProblem("/Authorization", code, message)],
            headers: [("WWW-Authenticate", "Bearer realm=\"Portico\", error=\"invalid_token\"")])
    }

    /// RFC 6750 §3.1: the scope that is missing is told, so that a token with it can be asked for.
    static func lacking(scope: String, of scopes: [String]) -> Problem {
        let message =
            "The token lacks the scope \(scope); it has \(scopes.isEmpty ? "none" : scopes.joined(separator: " ")). Use one that has it."
        return Problem(
            .forbidden, "insufficient-scope", message, errors: [FieldProblem("/Authorization", "insufficient-scope", message)],
            headers: [("WWW-Authenticate", "Bearer realm=\"Portico\", error=\"insufficient_scope\", scope=\"\(scope)\"")])
    }

    static func parameter(_ name: String, _ message: String) -> Problem {
        Problem(
            .badRequest, "invalid-parameter", "The query parameter \(name) \(message).",
            errors: [FieldProblem("/\(name)", "invalid", "The query parameter \(name) \(message).")])
    }

    /// As it is sent.
    func document(instance: String, requestID: String) -> JSON {
        var members: [JSON.Member] = [
            JSON.Member("type", .string("urn:portico:problem:\(code)")),
            JSON.Member("title", .string(status.reason)),
            JSON.Member("status", JSON(status.code)),
            JSON.Member("detail", .string(detail)),
            JSON.Member("instance", .string(instance)),
            JSON.Member("code", .string(code)),
            JSON.Member("request_id", .string(requestID)),
        ]
        if !errors.isEmpty {
            members.append(
                JSON.Member(
                    "errors",
                    .array(
                        errors.map { ["pointer": .string($0.pointer), "code": .string($0.code), "message": .string($0.message)] })
                ))
        }
        return .object(members)
    }

    func response(to request: HTTPRequest) -> HTTPResponse {
        let document = document(instance: request.path, requestID: request.id)
        var response = HTTPResponse.bytes(document.bytes(), type: "application/problem+json", status: status)
        response.headers.set("Cache-Control", "no-store")
        for (name, value) in headers { response.headers.set(name, value) }
        return response
    }
}

extension RESTAPI {
    /// The answer to a client over a limit (RFC 6585 §4).
    package static func tooManyRequests(_ request: HTTPRequest, seconds: Int) -> HTTPResponse {
        Problem(
            .tooManyRequests, "too-many-requests", "Too many requests. Send it again in \(seconds) seconds.",
            headers: [("Retry-After", String(seconds))]
        ).response(to: request)
    }
}
