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
            return narrowPage(
                item.noun == "invoice" ? "Approve an invoice" : "Approve an order", status: status,
                ApprovalLinkView(item: item, user: user, supplierName: supplier, token: token, state: state).html)
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
            let noun = decided.invoice == nil ? "order" : "invoice"
            let words = approve ? "You approved this \(noun)." : "You rejected this \(noun)."
            let total = Words.money(decided.order?.total ?? decided.invoice?.totals.total) ?? ""
            let address = decided.invoice.map { "/invoices/\($0.id)" } ?? "/orders/\(decided.order?.id.text ?? "")"
            return narrowPage(
                "Thank you", notices: [Notice(.good, words, detail: "\(total)")],
                "<p>This link is used up. <a href=\"\(url: address)\">Sign in to see the \(noun).</a></p>")
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

extension ApprovalItem {
    fileprivate var noun: String { invoice == nil ? "order" : "invoice" }
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
        \(PageHeader("Approve an \(item.noun)?", lead: "Nothing is decided before you press a button."))
        \(Card("The \(item.noun)", HTML(facts)))
        \(Card("Your decision", form))
        """
    }

    private var facts: DescriptionList {
        let principal = item.task.approverID == user.id ? nil : item.approverName
        var entries: [DescriptionList.Entry] = [.init("You are", Optional(user.name))]
        if let principal { entries.append(.init("Deciding for", Optional(principal))) }
        entries += [.init("Buyer", Optional(item.buyerName)), .init("Supplier", supplierName)]
        if let invoice = item.invoice { entries.append(.init("Number", Optional(invoice.number))) }
        entries += [
            .init("Amount", Words.money(item.order?.total ?? item.invoice?.totals.total)), .init("Lines", lines),
        ]
        if let comment = item.order?.comment { entries.append(.init("The buyer says", Optional(comment.text))) }
        entries.append(.init("Asked because", Optional(item.task.reason)))
        return DescriptionList(entries)
    }

    private var lines: HTML {
        let words =
            item.order?.lines.map { line in
                let amount = Words.money(line.amount).map { ", \($0)" } ?? ""
                return "\(Words.quantity(line.quantity, line.unitOfMeasure)) \(line.description)\(amount)"
            } ?? item.invoice?.lines.map(\.description) ?? []
        return "<ul>\(each: words, { "<li>\($0)</li>" })</ul>"
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
