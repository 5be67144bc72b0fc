import HTML
import HTTP
import Procurement
import UseCases

extension PageRoutes {
    /// Writing comments on orders and invoices; their threads stand on the documents' pages.
    mutating func addComments() throws {
        try post("/orders/{id}/comments") { context in
            let id = try context.orderID()
            return try await context.comment(WriteComment(on: .order(id), context.form["text"] ?? ""), .comments) {
                try await context.orderPage(id, status: $0, notices: $1, comment: $2)
            }
        }
        try post("/orders/{id}/internal-comments") { context in
            let id = try context.orderID()
            return try await context.comment(WriteInternalComment(on: .order(id), context.form["text"] ?? ""), .internalOnes) {
                try await context.orderPage(id, status: $0, notices: $1, comment: $2)
            }
        }
        try post("/invoices/{id}/comments") { context in
            let id = try context.invoiceID()
            return try await context.comment(WriteComment(on: .invoice(id), context.form["text"] ?? ""), .comments) {
                try await context.invoicePage(id, status: $0, notices: $1, comment: $2)
            }
        }
        try post("/invoices/{id}/internal-comments") { context in
            let id = try context.invoiceID()
            return try await context.comment(WriteInternalComment(on: .invoice(id), context.form["text"] ?? ""), .internalOnes) {
                try await context.invoicePage(id, status: $0, notices: $1, comment: $2)
            }
        }
    }
}

extension PageContext {
    /// A comment that was refused, with what was typed.
    typealias RefusedComment = (thread: CommentsView.Thread, state: FormState)

    /// Writes a comment and goes back to its thread. What is refused comes back on the document's page, which `page` makes.
    fileprivate func comment<C: Command>(
        _ command: C, _ thread: CommentsView.Thread,
        _ page: (Status, [Notice], RefusedComment?) async throws -> HTTPResponse
    ) async throws -> HTTPResponse {
        do {
            _ = try await perform(command)
            let document = request.path.split(separator: "/").prefix(2).joined(separator: "/")
            return redirect(to: "/\(document)#\(thread.rawValue)", thread == .comments ? .commentSent : .commentWritten)
        } catch Refusal.invalid(let problems) {
            let state = FormState(values: form.values, problems: Refused(problems).problems())
            return try await page(.unprocessable, [], (thread, state))
        } catch Refusal.conflict(_, let text) {
            return try await page(
                .conflict, [Notice(.bad, "This was not written.", detail: "\(text)")], (thread, FormState(values: form.values)))
        }
    }
}
