import FoundationEssentials
import HTTP
import JSON
import Procurement
import UseCases

extension RESTAPI {
    private static let tokenMembers: [Schema.Property] = [
        .required("id", .text), .required("name", .text),
        .required("user_id", .nullable(.text), "null for a machine's token, which has an administrator's rights."),
        .required("scopes", .array(.text)), .required("created_at", .time), .required("expires_at", .nullable(.time)),
        .required("last_used_at", .nullable(.time), "To the minute."), .required("revoked_at", .nullable(.time)),
    ]

    static let tokenSchema = Schema.named("ApiToken", .object(tokenMembers))

    static func json(_ token: APIToken) -> JSON {
        [
            "id": JSON(token.id), "name": .string(token.name), "user_id": JSON(token.userID), "scopes": JSON(token.scopes),
            "created_at": JSON(token.createdAt), "expires_at": JSON(token.expiresAt), "last_used_at": JSON(token.lastUsedAt),
            "revoked_at": JSON(token.revokedAt),
        ]
    }

    var tokenRoutes: [Route] {
        let tokens = RecordCollection(
            path: "api-tokens", noun: "API token", symbol: "ApiToken", list: { page, _ in ListAPITokens(page) },
            show: { ShowAPIToken($0) }, id: { $0.id.text }, schema: Self.tokenSchema, json: Self.json)
        return tokens.readRoutes + [
            createTokenRoute, tokens.verbRoute("revoke", summary: "End a token at once.") { RevokeAPIToken($0) },
        ]
    }

    private var createTokenRoute: Route {
        Route(
            kind: .create, pattern: "/v1/api-tokens", name: "createApiToken", tag: "api-tokens", summary: "Make a token.",
            note: """
                `token` is shown in this answer only; Portico keeps a hash. With an Idempotency-Key the answer \
                is kept sealed for 24 hours, so that a repeat of the same request by the same actor gets the \
                same token.
                """,
            access: CreateAPIToken.access,
            body: .object([
                .required("name", .text), .required("scopes", .array(.text), "`*`, or an area and read, write or *."),
                .optional("user_id", .nullable(.text), "Whose token it is; left out, a machine's."),
                .optional("user_email", .nullable(.text), "Instead of user_id."),
                .optional("expires_at", .nullable(.time)),
            ]),
            response: .named("NewApiToken", .object(Self.tokenMembers + [.required("token", .text, "Shown once.")])),
            example: ["name": "script", "scopes": ["purchase-orders.read"], "user_email": "b@example.com"]
        ) { call in
            var email = try call.body.optionalString("user_email")
            if let text = try call.body.optionalString("user_id") {
                guard email == nil else {
                    throw Refusal.invalid("/user_email", "conflict", "Name the user by user_id or by user_email, not by both.")
                }
                guard let id = Identifier<User>(text) else { throw Self.noUser(text) }
                // Whether the actor may do this at all is the command's question.
                guard let user = try await call.answer(ListUsers()).first(where: { $0.id == id }) else { throw Self.noUser(text) }
                email = user.email
            }
            let command = CreateAPIToken(
                name: try call.body.string("name"), userEmail: email, scopes: try call.body.strings("scopes"),
                expiresAt: try Self.expiry(call.body, now: call.application.now))
            let made: (token: APIToken, secret: String)
            do {
                made = try await call.perform(command)
            } catch Refusal.invalid(let problems) {
                // The command speaks of a user, this address of how the user is named.
                throw Refusal.invalid(
                    problems.map { $0.pointer == "/user" ? FieldProblem("/user_email", $0.code, $0.message) : $0 })
            }
            return .created(
                Self.json(made.token).adding([JSON.Member("token", .string(made.secret))]), at: "/v1/api-tokens/\(made.token.id)")
        }
    }

    private static func noUser(_ id: String) -> Refusal { .invalid("/user_id", "not-found", "There is no user “\(id)”.") }

    static func expiry(_ body: JSONObject, now: Date) throws -> Date? {
        guard let text = try body.optionalString("expires_at") else { return nil }
        let plain = try? Date(text, strategy: Date.ISO8601FormatStyle())
        guard let date = plain ?? (try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true))) else {
            throw Refusal.invalid("/expires_at", "invalid", "Write the time with its zone, as in 2027-01-31T00:00:00Z.")
        }
        guard date > now else { throw Refusal.invalid("/expires_at", "past", "This time is over already.") }
        return date
    }
}
