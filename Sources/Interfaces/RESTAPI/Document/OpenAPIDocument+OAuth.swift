import JSON

/// The token endpoint, which speaks forms and errors of its own (RFC 6749) and so is no ``Route``.
extension OpenAPIDocument {
    static let oauthTag = "oauth"

    static let tokenOperation: JSON = [
        "operationId": "issueAccessToken", "tags": [.string(oauthTag)],
        "summary": "Exchange a client's id and secret for an access token.",
        "description": """
        Client credentials (RFC 6749 §4.4). The client shows id and secret by HTTP Basic or in the body, not by both. Without \
        scope the token has all of the client's. Metadata (RFC 8414) is at /.well-known/oauth-authorization-server.
        """,
        "security": [["clientSecret": []], [:]],
        "requestBody": [
            "required": true,
            "content": [
                "application/x-www-form-urlencoded": [
                    "schema": [
                        "type": "object", "required": ["grant_type"],
                        "properties": [
                            "grant_type": ["type": "string", "enum": ["client_credentials"]],
                            "scope": ["type": "string", "description": "Words with blanks between."],
                            "client_id": ["type": "string"], "client_secret": ["type": "string"],
                        ],
                    ],
                    "example": [
                        "grant_type": "client_credentials", "client_id": "tok_01", "client_secret": "pcs_…",
                        "scope": "purchase-orders.read",
                    ],
                ]
            ],
        ],
        "responses": [
            "200": [
                "description": "The token; keep it no longer than expires_in seconds.",
                "content": [
                    "application/json": [
                        "schema": [
                            "type": "object", "required": ["access_token", "token_type", "expires_in", "scope"],
                            "properties": [
                                "access_token": ["type": "string"], "token_type": ["type": "string", "enum": ["Bearer"]],
                                "expires_in": ["type": "integer", "description": "Seconds."], "scope": ["type": "string"],
                            ],
                        ],
                        "example": [
                            "access_token": "pta_…", "token_type": "Bearer", "expires_in": 900, "scope": "purchase-orders.read",
                        ],
                    ]
                ],
            ],
            "400": oauthError("The request cannot be read, or what it asks for is not granted.", "invalid_scope"),
            "401": oauthError("The client or its secret is wrong, or the client has ended.", "invalid_client"),
            "413": oauthError("The body is too large.", "invalid_request"),
            "429": ["$ref": "#/components/responses/TooManyRequests"],
            "default": ["$ref": "#/components/responses/Failure"],
        ],
    ]

    private static func oauthError(_ description: JSON, _ word: JSON) -> JSON {
        [
            "description": description,
            "content": [
                "application/json": [
                    "schema": [
                        "type": "object", "required": ["error", "error_description"],
                        "properties": [
                            "error": ["type": "string", "description": "A word of RFC 6749 §5.2."],
                            "error_description": ["type": "string"],
                        ],
                    ], "example": ["error": word, "error_description": "In a sentence."],
                ]
            ],
        ]
    }
}
