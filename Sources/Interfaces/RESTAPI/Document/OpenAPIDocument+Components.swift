import HTTP
import JSON
import UseCases

extension OpenAPIDocument {
    static let parameters: JSON = [
        "Id": [
            "name": "id", "in": "path", "required": true,
            "description": "As an answer gave it: opaque, with the kind before `_`.",
            "schema": ["type": "string", "pattern": "^[a-z]{1,5}_[0-9A-Z]{1,40}$"],
        ],
        "Limit": [
            "name": "limit", "in": "query", "description": "Rows of a page; more than 100 is taken as 100.",
            "schema": ["type": "integer", "minimum": 1, "maximum": 999_999_999, "default": 50],
        ],
        "After": [
            "name": "after", "in": "query", "description": "The next_cursor of the page before.",
            "schema": ["type": "string", "minLength": 1, "maxLength": 80],
        ],
        "IdempotencyKey": [
            "name": "Idempotency-Key", "in": "header",
            "description": "Any text of your own, for example a UUID, new for every request.",
            "schema": ["type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[ -~]+$"],
        ],
        "IfMatch": [
            "name": "If-Match", "in": "header", "description": "The ETag of what you saw; 412 when it is another now.",
            "schema": ["type": "string"],
        ],
        "IfNoneMatch": [
            "name": "If-None-Match", "in": "header", "description": "The ETag of what you have; 304 when it is the same.",
            "schema": ["type": "string"],
        ],
    ]

    static let headers: JSON = [
        "ETag": ["description": "Names this state of the document.", "schema": ["type": "string"]],
        "Location": ["description": "The address of what was made.", "schema": ["type": "string"]],
        "Link": ["description": "The next page, rel=\"next\".", "schema": ["type": "string"]],
        "IdempotencyReplayed": [
            "description": "`true` when this answer was given before.", "schema": ["type": "string", "enum": ["true"]],
        ],
    ]

    static let responses: JSON = .object(
        [JSON.Member("NotModified", ["description": "The document is as you have it."])]
            + problems.map { name, description, problem in
                JSON.Member(
                    name,
                    [
                        "description": .string(description),
                        "content": .object(
                            [
                                JSON.Member(
                                    "application/problem+json",
                                    ["schema": ["$ref": "#/components/schemas/Problem"], "example": example(problem)])
                            ] + (name == "BadRequest" ? [unreadable] : [])),
                    ])
            })

    /// What the listener says of a request that it cannot take apart, before anybody knows whom it is for.
    private static let unreadable = JSON.Member(
        "text/plain",
        ["schema": ["type": "string"], "example": "The path encodes a slash or a control character (RFC 3986 §2.2)."])

    /// Each refusal with one that can happen.
    private static let problems: [(name: String, description: String, example: Problem)] = [
        (
            "BadRequest", "The request cannot be read, or a query parameter is wrong.",
            .parameter("limit", "must be a number from 1 to 100")
        ),
        (
            "Unauthorized", "There is no token, or not one that is valid; code says whether it has expired or was revoked.",
            .notSignedIn
        ),
        (
            "Forbidden", "The token lacks the scope, or whom it speaks for may not do this.",
            .lacking(scope: "purchase-orders.write", of: ["purchase-orders.read"])
        ),
        (
            "NotFound", "There is no such thing, or it is not for you to see.",
            Problem(Refusal.notFound("purchase order"))
        ),
        (
            "Conflict", "The state of things does not allow it; code says why.",
            Problem(Refusal.conflict(code: "wrong-state", "This cannot be done (submit) while the document is approved."))
        ),
        ("PreconditionFailed", "Somebody changed it meanwhile.", .stale),
        ("ContentTooLarge", "The body is larger than 1 MB.", Problem(BodyError.tooLarge(limit: Gate.bodyLimit))),
        (
            "UnsupportedMediaType", "The body is not application/json.",
            Problem(.unsupportedMediaType, "content-type", "Send the body as Content-Type: application/json, in UTF-8.")
        ),
        (
            "Unprocessable", "Members are missing, unknown or wrong; errors points at each.",
            Problem(
                Refusal.invalid(
                    "/coding/department_id", "not-found", "There is no department “dep_01”. Choose one that is in use."))
        ),
        (
            "TooManyRequests", "Too many requests with this token, or from this address; Retry-After says how long to wait.",
            Problem(.tooManyRequests, "too-many-requests", "Too many requests. Send it again in 7 seconds.")
        ),
        (
            "Failure", "Anything else that went wrong, in the same form.",
            Problem(
                .internalServerError, "internal", "Something went wrong on this server. Its log tells more under request_id.")
        ),
    ]

    private static func example(_ problem: Problem) -> JSON {
        problem.document(instance: "/v1/purchase-orders/po_01", requestID: "0d1f5c2e7a9b4c38")
    }
}
