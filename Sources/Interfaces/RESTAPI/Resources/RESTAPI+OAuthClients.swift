import JSON
import Procurement
import UseCases

/// Machines that get their tokens by client credentials.
extension RESTAPI {
    private static let clientMembers: [Schema.Property] = [
        .required("id", .text, "`client_id` at /oauth/token."), .required("name", .text), .required("scopes", .array(.text)),
        .required("created_at", .time), .required("expires_at", .nullable(.time)),
        .required("last_used_at", .nullable(.time), "To the minute."), .required("revoked_at", .nullable(.time)),
    ]

    private static let newClientSchema = Schema.named(
        "NewOAuthClient", .object(clientMembers + [.required("client_secret", .text, "Shown once.")]))

    private static func json(client: APIToken) -> JSON {
        [
            "id": JSON(client.id), "name": .string(client.name), "scopes": JSON(client.scopes),
            "created_at": JSON(client.createdAt), "expires_at": JSON(client.expiresAt),
            "last_used_at": JSON(client.lastUsedAt), "revoked_at": JSON(client.revokedAt),
        ]
    }

    private static func json(_ made: (client: APIToken, secret: String)) -> JSON {
        json(client: made.client).adding([JSON.Member("client_secret", .string(made.secret))])
    }

    var oauthClientRoutes: [Route] {
        let clients = RecordCollection(
            path: "oauth-clients", noun: "OAuth client", symbol: "OAuthClient", list: { page, _ in ListOAuthClients(page) },
            show: { ShowOAuthClient($0) }, id: { $0.id.text }, schema: .named("OAuthClient", .object(Self.clientMembers)),
            json: Self.json(client:))
        return clients.readRoutes + [
            Route(
                kind: .create, pattern: "/v1/oauth-clients", name: "createOAuthClient", tag: "oauth-clients",
                summary: "Make a client that gets access tokens by client credentials.",
                note: """
                    `client_secret` is shown in this answer only; Portico keeps a hash. POST /oauth/token exchanges it for \
                    access tokens of some minutes. With an Idempotency-Key the answer is kept sealed for 24 hours.
                    """,
                access: CreateOAuthClient.access,
                body: .object([
                    .required("name", .text), .required("scopes", .array(.text), "`*`, or an area and read, write or *."),
                    .optional("expires_at", .nullable(.time)),
                ]), response: Self.newClientSchema, example: ["name": "ERP", "scopes": ["purchase-orders.read"]]
            ) { call in
                let command = CreateOAuthClient(
                    name: try call.body.string("name"), scopes: try call.body.strings("scopes"),
                    expiresAt: try Self.expiry(call.body, now: call.application.now))
                let made = try await call.perform(command)
                return .created(Self.json(made), at: "/v1/oauth-clients/\(made.client.id)")
            },
            Route(
                kind: .verb, pattern: "/v1/oauth-clients/{id}/rotate-secret", name: "rotateOAuthClientSecret",
                tag: "oauth-clients", summary: "Give a client another secret; the old one and its access tokens end at once.",
                access: RotateClientSecret.access, response: Self.newClientSchema
            ) { call in Answer(Self.json(try await call.perform(RotateClientSecret(try call.id("OAuth client"))))) },
            clients.verbRoute("revoke", summary: "End a client and its access tokens at once.") { RevokeAPIToken($0) },
        ]
    }
}
