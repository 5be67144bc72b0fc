import FoundationEssentials
import UseCases

/// What the form for a token says.
struct TokenForm: Sendable {
    var name: String
    /// Whether it gets a client's secret for `/oauth/token` instead of a token.
    var isClient: Bool
    /// `nil` for a machine's token.
    var userEmail: String?
    var scopes: [String]
    /// The last day, `2026-12-31`; `nil` for no end.
    var lastDay: String?

    init(_ form: PostedForm) {
        name = form["name"] ?? ""
        isClient = form["kind"] == "client"
        userEmail = form.text("user")
        scopes = TokenScopes.words(form["scopes"])
        lastDay = form.text("expires_at")
    }

    /// Throws `Refusal.invalid` for a day that cannot be read or is over.
    func command(now: Date) throws -> CreateAPIToken {
        CreateAPIToken(
            name: name, userEmail: userEmail, scopes: scopes, expiresAt: try lastDay.map { try Self.end(of: $0, now: now) })
    }

    /// The same for a client. Throws `Refusal.invalid`, too, when a user is named, whom no client can act for.
    func clientCommand(now: Date) throws -> CreateOAuthClient {
        if userEmail != nil {
            throw Refusal.invalid("/user", "invalid", "An OAuth client is a machine’s. Choose “A machine”, or make a token.")
        }
        return CreateOAuthClient(name: name, scopes: scopes, expiresAt: try lastDay.map { try Self.end(of: $0, now: now) })
    }

    /// The last second of a day in UTC.
    private static func end(of day: String, now: Date) throws -> Date {
        guard day.utf8.count == 10, let end = try? Date("\(day)T23:59:59Z", strategy: Date.ISO8601FormatStyle()) else {
            throw Refusal.invalid("/expires_at", "invalid", "The last day must be a day written as 2026-12-31.")
        }
        guard end > now else { throw Refusal.invalid("/expires_at", "past", "The last day is over. Choose a later one.") }
        return end
    }
}
