import HTML
import HTTP
import Procurement
import UseCases

extension PageRoutes {
    /// Users: list, a new one, and one's roles, state and password.
    mutating func addUsers() throws {
        try get("/admin/users") { context in
            let users = try await context.answer(ListUsers())
            return try await context.page(
                "Users", at: .users, UserListView(users: users, canChange: context.isAdministrator, token: context.csrf).html)
        }
        try get("/admin/users/new") { context in
            try await context.newUserPage(FormState(values: [RoleFields.name(.buyer): "on"]))
        }
        try post("/admin/users") { context in
            let form = context.form
            do {
                let user = try await context.perform(
                    CreateUser(
                        email: form["email"] ?? "", name: form["name"] ?? "", roles: RoleFields.ticked(in: form),
                        password: form.secret("password")))
                return context.redirect(to: "/admin/users/\(user.id)", .userAdded)
            } catch {
                guard let refused = Refused(error) else { throw error }
                return try await context.newUserPage(form.state(refused), status: .unprocessable)
            }
        }
        try get("/admin/users/{id}") { context in try await context.userPage() }
        try addUserChanges()
    }

    private mutating func addUserChanges() throws {
        try post("/admin/users/{id}") { context in
            let id = try context.userID
            let form = context.form
            do {
                _ = try await context.perform(
                    ChangeUser(
                        id, name: form["name"] ?? "", roles: RoleFields.ticked(in: form), isActive: form.isTicked("active"),
                        place: UserPlaceFields.place(form)))
                return context.redirect(to: "/admin/users/\(id)", .userSaved)
            } catch {
                guard let refused = Refused(error) else { throw error }
                return try await context.userPage(form.state(refused), status: .unprocessable)
            }
        }
        try post("/admin/users/{id}/second-factor/remove") { context in
            let user = try await context.perform(ResetSecondFactor(try context.userID))
            return context.redirect(to: "/admin/users/\(user.id)", .secondFactorRemoved)
        }
        try post("/admin/users/{id}/password") { context in
            let id = try context.userID
            do {
                _ = try await context.perform(ChangeUser(id, password: context.form["password"] ?? ""))
                return context.redirect(to: "/admin/users/\(id)", .passwordSet)
            } catch {
                guard let refused = Refused(error) else { throw error }
                return try await context.userPage(password: context.form.state(refused), status: .unprocessable)
            }
        }
    }
}

extension PageContext {
    fileprivate var userID: Identifier<User> {
        get throws { try identifier("id", of: User.self, kind: "user") }
    }

    fileprivate func newUserPage(_ state: FormState, status: Status = .ok) async throws -> HTTPResponse {
        try requireAdministrator()
        return try await page("New user", at: .users, status: status, NewUserView(state: state, token: csrf).html)
    }

    /// `state` is of a refused form; without one, what is stored is shown.
    fileprivate func userPage(
        _ state: FormState? = nil, password: FormState = FormState(), status: Status = .ok
    ) async throws -> HTTPResponse {
        let shown = try await answer(ShowUser(try userID))
        let view = UserView(
            user: shown, state: state ?? FormState(values: UserView.values(shown)), passwordState: password, token: csrf,
            canChange: isAdministrator, people: try await answer(ListUsers()), lists: try await answer(ShowOrganisation()),
            substitutes: try await answer(ShowSubstitutes()))
        return try await page(shown.name, at: .users, status: status, view.html)
    }
}

extension PostedForm {
    /// What was typed with its blanks; `nil` when nothing was.
    fileprivate func secret(_ name: String) -> String? { self[name].flatMap { $0.isEmpty ? nil : $0 } }
}
