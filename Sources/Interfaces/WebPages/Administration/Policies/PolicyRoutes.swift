import HTML
import HTTP
import Procurement
import UseCases

extension PageRoutes {
    /// Approval policies: list, a new one, and the editor of stages.
    mutating func addPolicies() throws {
        try get("/admin/approval-policies") { context in
            let policies = try await context.answer(BrowsePolicies(PageRequest(limit: 50, after: context.query("after"))))
            return try await context.page(
                "Approval policies", at: .policies, PolicyListView(policies: policies, canChange: context.isAdministrator).html)
        }
        try get("/admin/approval-policies/new") { context in
            try context.requireAdministrator()
            return try await context.policyPage(nil, PolicyDraft(currency: try await context.usualCurrency))
        }
        try post("/admin/approval-policies") { context in try await context.savePolicy(nil) }
        try get("/admin/approval-policies/{id}") { context in
            let policy = try await context.storedPolicy()
            return try await context.policyPage(policy, PolicyDraft(policy))
        }
        try post("/admin/approval-policies/{id}") { context in try await context.savePolicy(try await context.storedPolicy()) }
    }
}

extension PageContext {
    /// The currency that amounts start with: that of the first legal entity.
    fileprivate var usualCurrency: String {
        get async throws { try await answer(ShowOrganisation()).legalEntities.first?.currency.code ?? "" }
    }

    fileprivate func storedPolicy() async throws -> ApprovalPolicy {
        let id = try identifier("id", of: ApprovalPolicy.self, kind: "approval policy")
        return try await answer(ShowPolicy(id))
    }

    /// Saves the form, or shows it again with the stages that its button made.
    fileprivate func savePolicy(_ policy: ApprovalPolicy?) async throws -> HTTPResponse {
        try requireAdministrator()
        let draft = PolicyDraft(form)
        if let edit = form["verb"].flatMap(PolicyEdit.init) {
            return try await policyPage(policy, edit.applied(to: draft, currency: try await usualCurrency))
        }
        if form["verb"] == "try" {
            do {
                return try await policyPage(policy, draft, trial: try await answer(TryPolicy(draft.command(id: policy?.id))))
            } catch {
                guard let refused = Refused(error) else { throw error }
                return try await policyPage(policy, draft, problems: draft.placed(refused.problems()), status: .unprocessable)
            }
        }
        do {
            _ = try await perform(draft.command(id: policy?.id))
            return redirect(to: "/admin/approval-policies", .policySaved)
        } catch {
            guard let refused = Refused(error) else { throw error }
            return try await policyPage(policy, draft, problems: draft.placed(refused.problems()), status: .unprocessable)
        }
    }

    fileprivate func policyPage(
        _ policy: ApprovalPolicy?, _ draft: PolicyDraft, problems: [FormState.Problem] = [], status: Status = .ok,
        trial: PolicyTrial? = nil
    ) async throws -> HTTPResponse {
        let view = PolicyView(
            policy: policy, draft: draft, problems: problems, users: try await answer(ListUsers()),
            lists: try await answer(ShowOrganisation()),
            choices: ConditionChoices(suppliers: try await answer(ListSuppliers()), groups: try await answer(ListGroups())),
            token: csrf, canChange: isAdministrator, trial: trial)
        return try await page(policy?.name ?? "New policy", at: .policies, status: status, view.html)
    }
}
