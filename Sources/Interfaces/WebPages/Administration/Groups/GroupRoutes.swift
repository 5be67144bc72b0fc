import HTML
import HTTP
import Procurement
import UseCases

extension PageRoutes {
    /// Groups: list, a new one, and one with its members and its accounts at suppliers.
    mutating func addGroups() throws {
        try get("/admin/groups") { context in
            let view = GroupListView(
                groups: try await context.answer(ListGroups()), connections: try await context.answer(ListConnections()),
                canChange: context.isAdministrator)
            return try await context.page("Groups", at: .groups, view.html)
        }
        try get("/admin/groups/new") { context in
            try context.requireAdministrator()
            return try await context.groupPage(nil, GroupDraft().withSpareRows())
        }
        try post("/admin/groups") { context in try await context.saveGroup(nil) }
        try get("/admin/groups/{id}") { context in
            let group = try await context.storedGroup()
            let draft = GroupDraft(group)
            return try await context.groupPage(group, context.isAdministrator ? draft.withSpareRows() : draft)
        }
        try post("/admin/groups/{id}") { context in try await context.saveGroup(try await context.storedGroup()) }
        try post("/admin/groups/{id}/credentials") { context in
            let group = try await context.storedGroup()
            let form = context.form
            do {
                _ = try await context.perform(
                    SaveGroupCredential(
                        group.id, connectionID: form["connection_id"] ?? "", fromIdentity: form["from_identity"] ?? "",
                        fromDomain: form.text("from_domain") ?? "NetworkId", sharedSecret: form.text("shared_secret")))
                return context.redirect(to: "/admin/groups/\(group.id)", .credentialSaved)
            } catch {
                guard let refused = Refused(error) else { throw error }
                return try await context.groupPage(
                    group, GroupDraft(group).withSpareRows(), credential: form.state(refused), status: .unprocessable)
            }
        }
        try post("/admin/groups/{id}/credentials/remove") { context in
            let group = try await context.storedGroup()
            _ = try await context.perform(
                RemoveGroupCredential(group.id, connectionID: context.form["connection_id"] ?? ""))
            return context.redirect(to: "/admin/groups/\(group.id)", .credentialRemoved)
        }
    }
}

extension PageContext {
    fileprivate func storedGroup() async throws -> BuyingGroup {
        let id = try identifier("id", of: BuyingGroup.self, kind: "group")
        return try await answer(ShowGroup(id))
    }

    /// Saves the form, or shows it again with more rows.
    fileprivate func saveGroup(_ group: BuyingGroup?) async throws -> HTTPResponse {
        try requireAdministrator()
        let draft = GroupDraft(form)
        if form["verb"] == "more_rows" { return try await groupPage(group, draft.withSpareRows()) }
        do {
            let saved = try await perform(draft.command(id: group?.id))
            return redirect(to: "/admin/groups/\(saved.id)", .groupSaved)
        } catch {
            guard let refused = Refused(error) else { throw error }
            return try await groupPage(
                group, draft, problems: refused.problems(names: draft.fieldNames), status: .unprocessable)
        }
    }

    fileprivate func groupPage(
        _ group: BuyingGroup?, _ draft: GroupDraft, problems: [FormState.Problem] = [],
        credential: FormState = GroupCredentialsView.fresh, status: Status = .ok
    ) async throws -> HTTPResponse {
        let credentials: [GroupCredential]
        if let group { credentials = try await answer(ListGroupCredentials(group.id)) } else { credentials = [] }
        let view = GroupView(
            group: group, draft: draft, problems: problems, credentials: credentials, credentialState: credential,
            today: Day(application.now), users: try await answer(ListUsers()),
            connections: try await answer(ListConnections()), policies: try await answer(ListPolicies()),
            budgets: try await answer(ShowOrganisation()).budgets, token: csrf, canChange: isAdministrator)
        return try await page(group?.name ?? "New group", at: .groups, status: status, view.html)
    }
}
