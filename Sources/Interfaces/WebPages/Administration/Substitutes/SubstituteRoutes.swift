import HTML
import HTTP
import Procurement
import Routing
import UseCases

extension PageRoutes {
    /// Substitutes: everybody names their own, administrators those of all.
    mutating func addSubstitutes() throws {
        try get("/substitutes") { context in
            let away = context.query("user") ?? context.user.id.text
            return try await context.substitutePage(FormState(values: ["user_id": away]))
        }
        try post("/substitutes") { context in
            let form = context.form
            do {
                _ = try await context.perform(
                    SaveSubstitution(
                        userID: form["user_id"], substituteID: form["substitute_id"] ?? "", from: form["from"] ?? "",
                        through: form["through"] ?? ""))
                return context.redirect(to: "/substitutes", .substituteNamed)
            } catch {
                guard let refused = Refused(error) else { throw error }
                return try await context.substitutePage(form.state(refused), status: .unprocessable)
            }
        }
        try post("/substitutes/{id}/end") { context in
            let id = try context.identifier("id", of: Substitution.self, kind: Substitution.noun)
            _ = try await context.perform(EndSubstitution(id))
            return context.redirect(to: "/substitutes", .substituteEnded)
        }
    }
}

extension PageContext {
    fileprivate func substitutePage(_ state: FormState, status: Status = .ok) async throws -> HTTPResponse {
        let found = try await answer(ShowSubstitutes())
        let view = SubstituteListView(
            substitutions: found.substitutions, people: found.people, user: user, today: found.today, state: state, token: csrf,
            mayName: user.roles.contains { $0 != .auditor })
        return try await page("Substitutes", at: .substitutes, status: status, view.html)
    }
}
