import HTML
import HTTP
import Procurement
import UseCases

extension PageContext {
    func orderID() throws -> Identifier<PurchaseOrder> { try identifier("id", kind: "purchase order") }

    /// An order's page; `coding` and `decision` are forms shown again.
    func orderPage(
        _ id: Identifier<PurchaseOrder>, status: Status = .ok, notices: [Notice] = [], coding: FormState? = nil,
        decision: FormState = FormState(), receiving: FormState = FormState(), comment: RefusedComment? = nil
    ) async throws -> HTTPResponse {
        let details = try await answer(ShowOrderDetails(id))
        let lists = try await answer(ShowOrganisation())
        let comments = CommentsView(
            collection: "orders", id: id.text, comments: try await answer(ShowComments(on: .order(id))), refused: comment,
            csrf: csrf)
        let model = OrderPage(
            details, lists: lists, comments: comments, csrf: csrf, coding: coding, decision: decision, receiving: receiving)
        return try await page(
            model.title, at: .orders, status: status, notices: notices, testRibbon: model.testRibbon,
            leavesSite: details.mayEditInShop, news: NewsStream.ofOrder(id, state: details.state), OrderView(model).html)
    }

    /// Submits the order; what was done is told by the route it took.
    func submit(_ id: Identifier<PurchaseOrder>, skippingBecause reason: String? = nil) async throws -> HTTPResponse {
        let order = try await perform(SubmitOrder(id, skippingBecause: reason))
        return redirect(to: "/orders/\(id)", order.status == .pendingApproval ? .orderSubmitted : .orderPurchased)
    }

    /// Does something with an order. When it is refused for its fields or its state, the order's page comes back with what
    /// was typed and the reason.
    func onOrder(
        _ id: Identifier<PurchaseOrder>, _ body: () async throws -> HTTPResponse
    ) async throws -> HTTPResponse {
        do {
            return try await body()
        } catch Refusal.invalid(let fields) {
            return try await orderPage(id, status: .unprocessable, coding: codingState(fields))
        } catch Refusal.stale {
            let notice = Notice(
                .attention, "Somebody changed this order meanwhile.",
                detail: "Your choices are below and not saved yet. Compare them, then save again.")
            return try await orderPage(id, status: .conflict, notices: [notice], coding: typedState)
        } catch Refusal.conflict(_, let text) {
            let notice = Notice(.bad, "This was not done.", detail: "\(text)")
            return try await orderPage(id, status: .conflict, notices: [notice], coding: typedState)
        }
    }

    /// What was typed into the coding form, when it was that form.
    private var typedState: FormState? {
        form["version"] == nil ? nil : FormState(values: form.values)
    }

    /// `Line 1, share 2: ` of a share, which the form does not show; nothing of other fields.
    private static func place(_ field: String) -> String {
        let parts = field.split(separator: ".")
        guard parts.count > 3, parts[0] == "lines", parts[2] == "shares", let share = Int(parts[3]) else { return "" }
        return "Line \(parts[1]), share \(share + 1): "
    }

    /// Problems beside their fields; those of no field of the form at its top.
    private func codingState(_ fields: [FieldProblem]) -> FormState {
        let problems = Refused(fields).problems().map { problem in
            let isField =
                ["comment", "note_to_supplier", "reason"].contains(problem.field)
                || problem.field.contains("coding.") && !problem.field.contains(".shares.")
                    && (problem.field.hasSuffix("_id") || problem.field.contains(".own_fields."))
            return isField ? problem : FormState.Problem("", Self.place(problem.field) + problem.message)
        }
        guard form["version"] != nil else { return FormState(problems: problems) }
        return FormState(values: form.values, problems: problems)
    }
}
