import HTML
import HTTP
import Procurement
import UseCases

extension PageRoutes {
    /// API tokens: list, make, revoke.
    mutating func addTokens() throws {
        try get("/admin/api-tokens") { context in try await context.tokenList(FormState()) }
        try post("/admin/api-tokens") { context in
            do {
                let form = TokenForm(context.form)
                if form.isClient {
                    let made = try await context.perform(try form.clientCommand(now: context.application.now))
                    let view = NewClientView(
                        client: made.client, secret: made.secret, publicURL: context.application.environment.rules.publicURL)
                    return try await context.page("New OAuth client", at: .tokens, status: .created, view.html)
                }
                let command = try form.command(now: context.application.now)
                let made = try await context.perform(command)
                // Not a redirect: the secret is in this answer and nowhere else.
                let view = NewTokenView(name: made.token.name, secret: made.secret)
                return try await context.page("New API token", at: .tokens, status: .created, view.html)
            } catch {
                guard let refused = Refused(error) else { throw error }
                return try await context.tokenList(context.form.state(refused), status: .unprocessable)
            }
        }
        try post("/admin/api-tokens/{id}/rotate-secret") { context in
            let made = try await context.perform(
                RotateClientSecret(try context.identifier("id", of: APIToken.self, kind: "OAuth client")))
            let view = NewClientView(
                client: made.client, secret: made.secret, publicURL: context.application.environment.rules.publicURL)
            return try await context.page("New secret", at: .tokens, status: .created, view.html)
        }
        try post("/admin/api-tokens/{id}/revoke") { context in
            let id = try context.identifier("id", of: APIToken.self, kind: "API token")
            _ = try await context.perform(RevokeAPIToken(id))
            return context.redirect(to: "/admin/api-tokens", .tokenRevoked)
        }
    }
}

extension PageContext {
    fileprivate func tokenList(_ state: FormState, status: Status = .ok) async throws -> HTTPResponse {
        let view = TokenListView(
            tokens: try await answer(ListCredentials(PageRequest(limit: 50, after: query("after")))),
            users: try await answer(ListUsers()),
            now: application.now, state: state, token: csrf, canChange: isAdministrator)
        return try await page("API tokens", at: .tokens, status: status, view.html)
    }
}
