import JSON

extension OpenAPIDocument {
    static let parameters: JSON = [
        "Limit": [
            "name": "limit", "in": "query", "description": "Rows of a page; more than 100 is taken as 100.",
            "schema": ["type": "integer", "minimum": 1, "maximum": 100, "default": 50],
        ],
        "After": [
            "name": "after", "in": "query", "description": "The next_cursor of the page before.", "schema": ["type": "string"],
        ],
        "IdempotencyKey": [
            "name": "Idempotency-Key", "in": "header",
            "description": "Any text of your own, for example a UUID, new for every request.",
            "schema": ["type": "string", "minLength": 1, "maxLength": 255],
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

    static let responses: JSON = [
        "NotModified": ["description": "The document is as you have it."],
        "BadRequest": problem("The request cannot be read, or a query parameter is wrong."),
        "Unauthorized": problem("There is no token, or not one that is valid."),
        "Forbidden": problem("The token, or who it speaks for, may not do this."),
        "NotFound": problem("There is no such thing, or it is not for you to see."),
        "Conflict": problem("The state of things does not allow it; code says why."),
        "PreconditionFailed": problem("Somebody changed it meanwhile."),
        "ContentTooLarge": problem("The body is larger than 1 MB."),
        "UnsupportedMediaType": problem("The body is not application/json."),
        "Unprocessable": problem("Members are missing, unknown or wrong; errors points at each."),
        "TooManyRequests": problem("Too many requests with this token, or from this address; Retry-After says how long to wait."),
    ]

    private static func problem(_ description: JSON) -> JSON {
        [
            "description": description,
            "content": ["application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]],
        ]
    }
}
