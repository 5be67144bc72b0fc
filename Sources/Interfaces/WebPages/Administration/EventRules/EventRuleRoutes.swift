import HTML
import HTTP
import Procurement
import UseCases

extension PageRoutes {
    /// Event rules: the toggles, a rule's form, and trying one on a document.
    mutating func addEventRules() throws {
        try get("/admin/event-rules") { context in
            let view = EventRuleListView(
                rules: try await context.answer(DescribeEventRules()),
                connections: try await context.answer(ListConnections()), token: context.csrf,
                canChange: context.isAdministrator)
            return try await context.page("Event rules", at: .eventRules, view.html)
        }
        try get("/admin/event-rules/new") { context in
            try context.requireAdministrator()
            return try await context.rulePage(nil, EventRuleForm.fresh(event: context.query("event")))
        }
        try post("/admin/event-rules") { context in
            do {
                let rule = try await context.perform(EventRuleForm.command(nil, context.form))
                return context.redirect(to: "/admin/event-rules/\(rule.id)", .ruleSaved)
            } catch { return try await context.ruleRefused(nil, error) }
        }
        try get("/admin/event-rules/{id}") { context in
            let rule = try await context.answer(ShowEventRule(try context.ruleID))
            return try await context.rulePage(rule, EventRuleForm.state(of: rule))
        }
        try post("/admin/event-rules/{id}") { context in
            let rule = try await context.answer(ShowEventRule(try context.ruleID))
            do {
                _ = try await context.perform(EventRuleForm.command(rule, context.form))
                return context.redirect(to: "/admin/event-rules/\(rule.id)", .ruleSaved)
            } catch { return try await context.ruleRefused(rule, error) }
        }
        try addEventRuleVerbs()
    }

    private mutating func addEventRuleVerbs() throws {
        for (verb, isActive) in [("switch-on", true), ("switch-off", false)] {
            try post("/admin/event-rules/{id}/\(verb)") { context in
                _ = try await context.perform(SwitchEventRule(try context.ruleID, isActive: isActive))
                return context.redirect(to: "/admin/event-rules", isActive ? .ruleOn : .ruleOff)
            }
        }
        try post("/admin/event-rules/{id}/delete") { context in
            try await context.perform(DeleteEventRule(try context.ruleID))
            return context.redirect(to: "/admin/event-rules", .ruleDeleted)
        }
        try post("/admin/event-rules/{id}/try") { context in
            let rule = try await context.answer(ShowEventRule(try context.ruleID))
            do {
                let trial = try await context.answer(TryEventRule(rule.id, on: context.form.text("document_id") ?? ""))
                return try await context.rulePage(rule, EventRuleForm.state(of: rule), trial: trial)
            } catch {
                guard let refused = Refused(error) else { throw error }
                return try await context.rulePage(
                    rule, EventRuleForm.state(of: rule), try: context.form.state(refused), status: .unprocessable)
            }
        }
    }
}

extension PageContext {
    fileprivate var ruleID: Identifier<EventRule> { get throws { try identifier("id", kind: "event rule") } }

    /// The form again with what was wrong. A loop belongs to the form as a whole.
    fileprivate func ruleRefused(_ rule: EventRule?, _ error: any Error) async throws -> HTTPResponse {
        var refused = Refused(error)
        if case Refusal.conflict("would-loop", let text) = error {
            refused = Refused([FieldProblem("/event", "would-loop", text)])
        }
        guard let refused else { throw error }
        return try await rulePage(rule, form.state(refused, names: EventRuleForm.names(form)), status: .unprocessable)
    }

    fileprivate func rulePage(
        _ rule: EventRule?, _ state: FormState, trial: RuleTrial? = nil, try trying: FormState = FormState(),
        status: Status = .ok
    ) async throws -> HTTPResponse {
        let view = EventRuleView(
            rule: rule, state: state, trial: trial, trying: trying,
            form: EventRuleForm(
                state: state, lists: try await answer(ShowOrganisation()), users: try await answer(ListUsers()),
                connections: try await answer(ListConnections()), webhooks: try await answer(ListWebhooks()).map(\.webhook),
                choices: ConditionChoices(
                    suppliers: try await answer(ListSuppliers()), groups: try await answer(ListGroups()))),
            token: csrf, canChange: isAdministrator)
        return try await page(rule?.name ?? "New rule", at: .eventRules, status: status, view.html)
    }
}
