import CXMLExchange
import HTML
import HTTP
import Procurement
import UseCases

extension PageRoutes {
    /// Trying a connection document by document: request, answer and verdict side by side.
    mutating func addTrials() throws {
        try get("/admin/connections/{id}/try") { context in
            try context.requireAdministrator()
            return try await context.trialPage(nil)
        }
        try post("/admin/connections/{id}/try") { context in
            guard let kind = context.form["kind"].flatMap({ Trial.Kind(rawValue: $0) }) else {
                throw Refusal.invalid("/kind", "invalid", "Choose a ProfileRequest or a set-up.")
            }
            let id = try context.identifier("id", of: PunchOutConnection.self, kind: "connection")
            return try await context.trialPage(try await context.exchange.attempt(kind, of: id, as: context.actor))
        }
    }
}

extension PageContext {
    fileprivate func trialPage(_ trial: Trial?) async throws -> HTTPResponse {
        let connection = try await answer(
            ShowConnection(try identifier("id", of: PunchOutConnection.self, kind: "connection")))
        return try await page(
            "Try \(connection.name)", at: .connections, TrialView(connection: connection, trial: trial, token: csrf).html)
    }
}

/// The page that sends a document to a connection and shows what went, what came, and what it means.
struct TrialView: Component {
    var connection: PunchOutConnection
    var trial: Trial?
    var token: String

    var html: HTML {
        """
        \(PageHeader("Try \(connection.name)",
            lead: "Sends a document to \(connection.punchOutURL) and shows what comes back. Nothing is ordered, and no cart can come back.",
            back: (connection.name, "/admin/connections/\(connection.id)")))
        \(some: trial, { verdict($0) })
        \(Card("What to send", HTML(form)))
        \(some: trial, { documents($0) })
        """
    }

    private var form: Form {
        Form(
            post: "/admin/connections/\(connection.id)/try", token: token, layout: .bare,
            """
            <div class="buttons">\(Button("Send a ProfileRequest", .secondary, name: "kind", value: "profile"))\
            \(Button("Send a set-up", .primary, name: "kind", value: "setup"))</div>
            """)
    }

    private func verdict(_ trial: Trial) -> HTML {
        let facts = [
            trial.httpStatus.map { "HTTP \($0)" }, trial.code.map { "cXML Status \($0)" }, Words.duration(trial.duration),
        ].compactMap(\.self).joined(separator: ", ")
        let title = trial.kind == .profile ? "Profile: \(trial.verdict)" : "Set-up: \(trial.verdict)"
        return Notice(trial.isGood ? .good : .bad, title, detail: "\(facts)").html
    }

    private func documents(_ trial: Trial) -> HTML {
        let request = Card("Request", HTML(CodeBlock(IndentedMarkup.text(trial.request))))
        let answer = Card(
            "Answer",
            trial.answer.map { $0.isEmpty ? "<p>An empty body.</p>" : HTML(CodeBlock(IndentedMarkup.text($0))) }
                ?? "<p>Nothing came.</p>")
        return Columns(main: HTML(request), side: HTML(answer)).html
    }
}
