import HTML
import HTTP
import Procurement
import UseCases

extension PageRoutes {
    /// The list of approvals, and both decisions.
    mutating func addApprovals() throws {
        try get("/approvals") { context in
            let tab = context.query("tab").flatMap { ApprovalListPage.Tab(rawValue: $0) } ?? .open
            let after = context.query("after")
            let found = try await context.answer(
                ListApprovals(status: tab.status, onlyMine: true, page: PageRequest(limit: 25, after: after)))
            let overview = try await context.answer(ShowHome())
            let page = ApprovalListPage(
                found, tab: tab, openCount: overview.openApprovals, isContinued: after != nil, reader: context.user.id)
            return try await context.page(
                "Approvals", at: .approvals, overview: overview, ApprovalListView(page, csrf: context.csrf).html)
        }
        try post("/approvals/decide") { try await Self.decideMany($0) }
        try addApprovalLinks()
        try get("/approvals/{id}") { context in
            let item = try await context.answer(ShowApproval(try context.identifier("id", kind: "approval")))
            return context.redirect(to: item.address)
        }
        try post("/approvals/{id}/approve") { try await Self.decide($0, approve: true) }
        try post("/approvals/{id}/reject") { try await Self.decide($0, approve: false) }
    }

    /// The ticked approvals; the list comes back and tells which were decided and why others were not.
    private static func decideMany(_ context: PageContext) async throws -> HTTPResponse {
        var notice: Notice
        do {
            let outcome = try await context.application.perform(
                DecideMany(
                    context.form.all("id"), approve: context.form["decision"] == "approve", comment: context.form.text("comment")),
                as: context.actor)
            let title =
                outcome.refused.isEmpty
                ? "\(outcome.done.count) done." : "\(outcome.done.count) done, \(outcome.refused.count) not."
            notice = Notice(
                outcome.refused.isEmpty ? .good : .attention, title,
                detail: outcome.refused.isEmpty
                    ? nil : "\(each: outcome.refused, { "<p>\($0.order ?? $0.id): \($0.message)</p>" })")
        } catch Refusal.invalid(let problems) {
            notice = Notice(.attention, problems.first?.message ?? "Nothing was decided.")
        }
        let found = try await context.answer(ListApprovals(status: .open, onlyMine: true, page: PageRequest(limit: 25)))
        let overview = try await context.answer(ShowHome())
        let page = ApprovalListPage(
            found, tab: .open, openCount: overview.openApprovals, isContinued: false, reader: context.user.id)
        return try await context.page(
            "Approvals", at: .approvals, notices: [notice], overview: overview, ApprovalListView(page, csrf: context.csrf).html)
    }

    /// A decision that is refused for its comment comes back on the order's page with what was typed.
    private static func decide(_ context: PageContext, approve: Bool) async throws -> HTTPResponse {
        let id = try context.identifier("id", of: ApprovalTask.self, kind: "approval")
        do {
            let decided = try await context.perform(
                DecideApproval(
                    id, approve: approve, comment: context.form["comment"],
                    refusedLines: approve
                        ? context.form.fields.compactMap { field in
                            field.name.hasPrefix("refused.") ? Int(field.name.dropFirst(8)) : nil
                        } : []))
            if let invoice = decided.invoice {
                return context.redirect(to: "/invoices/\(invoice.id)", approve ? .approved : .invoiceSentBack)
            }
            return context.redirect(to: "/orders/\(decided.task.orderID?.text ?? "")", approve ? .approved : .rejected)
        } catch Refusal.invalid(let fields) {
            let item = try await context.answer(ShowApproval(id))
            let state = context.form.state(Refused(fields))
            if let invoice = item.task.invoiceID {
                return try await context.invoicePage(invoice, status: .unprocessable, decision: state)
            }
            guard let order = item.task.orderID else { throw Refusal.notFound("purchase order") }
            return try await context.orderPage(order, status: .unprocessable, decision: state)
        } catch Refusal.conflict(_, let text) {
            let item = try await context.answer(ShowApproval(id))
            let notice = Notice(.attention, "Your decision was not taken.", detail: "\(text)")
            if let invoice = item.task.invoiceID {
                return try await context.invoicePage(invoice, status: .conflict, notices: [notice])
            }
            guard let order = item.task.orderID else { throw Refusal.notFound("purchase order") }
            return try await context.orderPage(order, status: .conflict, notices: [notice])
        }
    }
}
