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
            let page = ApprovalListPage(found, tab: tab, openCount: overview.openApprovals, isContinued: after != nil)
            return try await context.page("Approvals", at: .approvals, overview: overview, ApprovalListView(page).html)
        }
        try get("/approvals/{id}") { context in
            let item = try await context.answer(ShowApproval(try context.identifier("id", kind: "approval")))
            return context.redirect(to: "/orders/\(item.order.id)")
        }
        try post("/approvals/{id}/approve") { try await Self.decide($0, approve: true) }
        try post("/approvals/{id}/reject") { try await Self.decide($0, approve: false) }
    }

    /// A decision that is refused for its comment comes back on the order's page with what was typed.
    private static func decide(_ context: PageContext, approve: Bool) async throws -> HTTPResponse {
        let id = try context.identifier("id", of: ApprovalTask.self, kind: "approval")
        do {
            let decided = try await context.perform(DecideApproval(id, approve: approve, comment: context.form["comment"]))
            return context.redirect(to: "/orders/\(decided.order.id)", approve ? .approved : .rejected)
        } catch Refusal.invalid(let fields) {
            let item = try await context.answer(ShowApproval(id))
            let state = context.form.state(Refused(fields))
            return try await context.orderPage(item.order.id, status: .unprocessable, decision: state)
        } catch Refusal.conflict(_, let text) {
            let item = try await context.answer(ShowApproval(id))
            let notice = Notice(.attention, "Your decision was not taken.", detail: "\(text)")
            return try await context.orderPage(item.order.id, status: .conflict, notices: [notice])
        }
    }
}
