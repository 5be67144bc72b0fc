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

    /// One text for a missing, unknown, expired and revoked token, so that nothing can be learnt from it (RFC 6750 §3).
    static let notSignedIn = Problem(
        .unauthorized, "not-signed-in", "Send a valid token: Authorization: Bearer ptk_….",
        headers: [("WWW-Authenticate", "Bearer realm=\"Portico\"")])

    static func parameter(_ name: String, _ message: String) -> Problem {
        Problem(
            .badRequest, "invalid-parameter", "The query parameter \(name) \(message).",
            errors: [FieldProblem("/\(name)", "invalid", "The query parameter \(name) \(message).")])
    }

    func response(to request: HTTPRequest) -> HTTPResponse {
        var members: [JSON.Member] = [
            JSON.Member("type", .string("urn:portico:problem:\(code)")),
            JSON.Member("title", .string(status.reason)),
            JSON.Member("status", JSON(status.code)),
            JSON.Member("detail", .string(detail)),
            JSON.Member("instance", .string(request.path)),
            JSON.Member("code", .string(code)),
            JSON.Member("request_id", .string(request.id)),
        ]
        if !errors.isEmpty {
            members.append(
                JSON.Member(
                    "errors",
                    .array(
                        errors.map { ["pointer": .string($0.pointer), "code": .string($0.code), "message": .string($0.message)] })
                ))
        }
        var response = HTTPResponse.bytes(JSON.object(members).bytes(), type: "application/problem+json", status: status)
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
