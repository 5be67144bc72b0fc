import Cryptography
import HTML
import HTTP
import Procurement
import Routing
import UseCases

/// Deciding from a mail, without signing in: the link opens a page that asks, and only its button decides.
extension PageRoutes {
    mutating func addApprovalLinks() throws {
        let pages = pages
        try open(.get, "/approve/{token}") { request, parameters in
            try await pages.linkPage(request, parameters["token"] ?? "")
        }
        try open(.post, "/approve/{token}") { request, parameters in
            try await pages.decideByLink(request, parameters["token"] ?? "")
        }
    }
}

extension WebPages {
    fileprivate func linkPage(
        _ request: HTTPRequest, _ token: String, state: FormState = FormState(), status: Status = .ok
    ) async throws -> HTTPResponse {
        do {
            let (item, user, supplier) = try await application.answer(ShowApprovalLink(token), as: .nobody)
            let view = ApprovalLinkView(item: item, user: user, supplierName: supplier, token: token, state: state)
            return narrowPage("Approve an order", status: status, view.html)
        } catch let refusal as Refusal {
            return linkProblem(refusal)
        }
    }

    fileprivate func decideByLink(_ request: HTTPRequest, _ token: String) async throws -> HTTPResponse {
        let form = try await PostedForm.read(request, maximumOctets: 1 << 16)
        guard request.comesFromOwnPage(publicURL: application.environment.rules.publicURL) else { return foreignForm(request) }
        let approve = form["decision"] == "approve"
        guard approve || form["decision"] == "reject" else { return try await linkPage(request, token) }
        do {
            let decided = try await application.perform(
                DecideByLink(token, approve: approve, comment: form.text("comment")), as: .nobody)
            let words = approve ? "You approved this order." : "You rejected this order."
            let total = Words.money(decided.order.total) ?? ""
            return narrowPage(
                "Thank you", notices: [Notice(.good, words, detail: "\(total)")],
                "<p>This link is used up. <a href=\"/orders/\(decided.order.id.text)\">Sign in to see the order.</a></p>")
        } catch Refusal.invalid(let problems) {
            return try await linkPage(request, token, state: form.state(Refused(problems)), status: .unprocessable)
        } catch let refusal as Refusal {
            return linkProblem(refusal)
        }
    }

    private func linkProblem(_ refusal: Refusal) -> HTTPResponse {
        let problem = ProblemPage(refusal)
        return narrowPage(
            problem.title, status: problem.status,
            ProblemPageView(problem, back: "/approvals", label: "Sign in to your approvals").html)
    }
}

/// What is decided, for whom, and the two buttons.
struct ApprovalLinkView: Component {
    var item: ApprovalItem
    var user: User
    var supplierName: String?
    var token: String
    var state: FormState

    var html: HTML {
        """
        \(PageHeader("Approve an order?", lead: "Nothing is decided before you press a button."))
        \(Card("The order", HTML(facts)))
        \(Card("Your decision", form))
        """
    }

    private var facts: DescriptionList {
        let order = item.order
        let principal = item.task.approverID == user.id ? nil : item.approverName
        var entries: [DescriptionList.Entry] = [.init("You are", Optional(user.name))]
        if let principal { entries.append(.init("Deciding for", Optional(principal))) }
        entries += [
            .init("Buyer", Optional(item.buyerName)), .init("Supplier", supplierName), .init("Amount", Words.money(order.total)),
            .init("Lines", lines),
        ]
        if let comment = order.comment { entries.append(.init("The buyer says", Optional(comment.text))) }
        entries.append(.init("Asked because", Optional(item.task.reason)))
        return DescriptionList(entries)
    }

    private var lines: HTML {
        """
        <ul>\(each: item.order.lines, { line in
            "<li>\(Words.quantity(line.quantity, line.unitOfMeasure)) \(line.description)\(some: Words.money(line.amount), { ", \($0)" })</li>"
        })</ul>
        """
    }

    private var form: HTML {
        """
        <form class="form stacked" action="/approve/\(token)" method="post">\(state.summary)\
        \(state.field("comment", "Comment", .textarea(rows: 3), hint: "Needed when you reject: the buyer reads it."))\
        \(ButtonRow([
            Button("Approve", .primary, icon: .check, name: "decision", value: "approve"),
            Button("Reject", .danger, name: "decision", value: "reject"),
        ]))</form>
        """
    }
}
