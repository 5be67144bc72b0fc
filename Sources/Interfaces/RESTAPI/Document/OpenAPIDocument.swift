import HTTP
import JSON
import UseCases

/// `/openapi.json` (OpenAPI 3.1), made of the routes that run.
struct OpenAPIDocument: Sendable {
    let version: String
    let routes: [Route]
    let publicURL: String

    var json: JSON {
        [
            "openapi": "3.1.0",
            "info": [
                "title": "Portico", "version": .string(version), "summary": "Procurement by punch-out and punch-in, over cXML.",
                "description": .string(Self.conventions),
            ],
            "servers": [["url": .string(publicURL)]],
            "security": .array(Self.schemes.map { [$0: []] }),
            "tags": .array((tags + [Self.oauthTag]).map { ["name": .string($0)] }),
            "paths": paths,
            "components": [
                "securitySchemes": securitySchemes,
                "parameters": Self.parameters, "headers": Self.headers, "responses": Self.responses, "schemas": schemas,
            ],
        ]
    }

    /// In the order of the routes, each once.
    private var tags: [String] {
        var tags: [String] = []
        for route in routes where !tags.contains(route.tag) { tags.append(route.tag) }
        return tags
    }

    private var paths: JSON {
        var patterns: [String] = []
        for route in routes where !patterns.contains(route.pattern) { patterns.append(route.pattern) }
        let described = patterns.map { pattern in
            let operations = routes.filter { $0.pattern == pattern }
            return JSON.Member(
                pattern,
                .object(
                    operations.map { JSON.Member($0.method.token.lowercased(), $0.document(showing: shown($0))) }))
        }
        return .object(described + [JSON.Member(OAuthEndpoint.tokenPath, ["post": Self.tokenOperation])])
    }

    /// What the collection's records are made with: examples of answers look like it.
    private func shown(_ route: Route) -> JSON? {
        routes.first { $0.kind == .create && $0.tag == route.tag }?.example
    }

    /// The names of the security schemes, each of which is enough.
    static let schemes = ["token", "clientCredentials"]

    private var securitySchemes: JSON {
        [
            "token": ["type": "http", "scheme": "bearer", "description": "An API token, `ptk_…`, with its scopes."],
            "clientSecret": [
                "type": "http", "scheme": "basic", "description": "A client's id and secret, at /oauth/token only.",
            ],
            "clientCredentials": [
                "type": "oauth2", "description": "A machine's access token by client credentials (RFC 6749 §4.4).",
                "flows": [
                    "clientCredentials": [
                        "tokenUrl": .string("\(publicURL)/oauth/token"),
                        "scopes": .object(
                            Scope.all.map { JSON.Member($0.word, .string($0.meaning)) }
                                + [JSON.Member("*", "Everything that the client may do.")]),
                    ]
                ],
            ],
        ]
    }

    private var schemas: JSON {
        var named: [String: Schema] = ["Problem": Self.problem]
        for route in routes {
            route.response.collect(into: &named)
            route.body?.collect(into: &named)
        }
        return .object(named.sorted { $0.key < $1.key }.map { JSON.Member($0.key, $0.value.document) })
    }

    private static let problem = Schema.object([
        .required("type", .uri), .required("title", .text), .required("status", .integer()), .required("detail", .text),
        .required("instance", .text, "The address that was asked."), .required("code", .text, "A stable word for programs."),
        .required("request_id", .text, "The same as in the server's log."),
        .optional(
            "errors",
            .array(
                .object([
                    .required("pointer", .text, "RFC 6901, into the body; the parameter's name for a query parameter."),
                    .required("code", .text), .required("message", .text),
                ]))),
    ])

    private static let conventions = """
        Money is `{"amount":"12.50","currency":"EUR"}`; quantities are exact numbers; times are RFC 3339 in UTC; states \
        are words; ids are opaque. A body is `application/json` of at most 1 MB; a member that is not known is \
        refused with its pointer. Lists are read with `limit` and `after`. Every POST takes `Idempotency-Key`: for 24 \
        hours the same request of the same actor gets the first answer again, marked `Idempotency-Replayed: true`; \
        another request under the key is 422, one whose first is still running 409; refusals are not kept. Kept answers \
        are sealed at rest. GET of one document answers `ETag` and takes `If-None-Match`; changes take `If-Match` and \
        are refused with 412 when the document is another meanwhile. Errors are RFC 9457 problem documents.
        """
}
