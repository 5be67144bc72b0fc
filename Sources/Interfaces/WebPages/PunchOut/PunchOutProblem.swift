import HTML
import HTTP
import UseCases

/// Why a trip to a shop could not begin, and what to do about it.
struct PunchOutProblem: Sendable, Hashable {
    var title: String
    var text: String
    var advice: String
    var status: Status
    /// The connection, to try again with; `nil` when trying again cannot help.
    var retry: String?

    init(_ refusal: Refusal, connectionID: String) {
        text = refusal.message
        retry = connectionID
        switch refusal {
        case .conflict("shop-unreachable", _):
            title = "The shop could not be reached"
            advice = "Try again in a moment. If it stays, tell your administrator; the connection's page can check it."
            status = Status(code: 502)
        case .conflict("shop-refused", _):
            title = "The shop did not let us in"
            advice =
                "These are the shop's own words. Often an address, an identity or the shared secret differs from what the shop has. "
                + "Tell your administrator; the connection's page can check it."
            status = Status(code: 502)
        case .conflict:
            title = "This shop is not ready"
            advice = "An administrator can finish the connection under Set-up."
            status = .conflict
            retry = nil
        case .invalid:
            title = "This shop is not there any more"
            advice = "Go back to the home page and choose another one."
            status = .notFound
            retry = nil
        default:
            let problem = ProblemPage(refusal)
            title = problem.title
            advice = problem.advice ?? ""
            status = problem.status
            retry = nil
        }
    }

    /// The shop answered, but named no address that a browser may be sent to.
    static func unusableStartPage(connectionID: String) -> PunchOutProblem {
        PunchOutProblem(
            .conflict(code: "shop-refused", "The shop answered without an address that a browser can open."),
            connectionID: connectionID)
    }
}

/// Shows a `PunchOutProblem`.
struct PunchOutProblemView: Component {
    var problem: PunchOutProblem
    var csrf: String

    init(_ problem: PunchOutProblem, csrf: String) {
        self.problem = problem
        self.csrf = csrf
    }

    var html: HTML {
        """
        \(PageHeader(problem.title, back: ("Home", "/")))
        \(Notice(.bad, problem.text))
        \(Card(nil, "<p>\(problem.advice)</p><p>Nothing was ordered, and nothing is lost.</p>\(some: problem.retry, again)"))
        """
    }

    private func again(_ id: String) -> HTML {
        HTML(
            Form(
                post: "/punchout/\(id)", token: csrf, layout: .bare,
                HTML(ButtonRow([Button("Try again", .primary, icon: .basket)]))))
    }
}
