import HTML
import HTTP
import UseCases

/// What a page says when something cannot be done: what happened, that nothing was changed, and what to do.
struct ProblemPage: Sendable, Hashable {
    var status: Status
    var title: String
    var text: String
    var advice: String?

    init(status: Status, title: String, text: String, advice: String? = nil) {
        self.status = status
        self.title = title
        self.text = text
        self.advice = advice
    }

    /// A use case's refusal in words.
    init(_ refusal: Refusal) {
        let text = refusal.message
        self =
            switch refusal {
            case .notSignedIn: ProblemPage(status: .forbidden, title: "Please sign in", text: text)
            case .forbidden, .lackingScope:
                ProblemPage(
                    status: .forbidden, title: "You may not do this", text: text,
                    advice: "If you should be able to, ask an administrator for the role.")
            case .notFound:
                ProblemPage(
                    status: .notFound, title: "Nothing here", text: text,
                    advice: "It may have been meant for somebody else, or the address is not complete.")
            case .invalid:
                ProblemPage(
                    status: .unprocessable, title: "Please check what you entered", text: text,
                    advice: "Nothing was changed. Go back and correct it.")
            case .conflict:
                ProblemPage(status: .conflict, title: "This is not possible now", text: text, advice: "Nothing was changed.")
            case .stale:
                ProblemPage(
                    status: .conflict, title: "Somebody was faster", text: text,
                    advice: "Your change was not saved; nothing else is lost.")
            case .tooManyTries:
                ProblemPage(status: .tooManyRequests, title: "Too many tries", text: text)
            }
    }

    static func missing(_ path: String) -> ProblemPage {
        ProblemPage(
            status: .notFound, title: "No such page", text: "There is no page at \(path).",
            advice: "Check the address, or start from the home page.")
    }

    static let wrongMethod = ProblemPage(
        status: .methodNotAllowed, title: "This address cannot be opened like that",
        text: "The page exists, but not for this kind of request.",
        advice: "If you loaded an old form again, go back to the page it came from.")

    static let foreignForm = ProblemPage(
        status: .forbidden, title: "This form is out of date",
        text: "It was not sent from a page of your present session, so nothing was done.",
        advice: "Go back, load the page again and repeat. If you signed in again meanwhile, that is why.")

    static func tooMany(seconds: Int) -> ProblemPage {
        ProblemPage(
            status: .tooManyRequests, title: "Too much at once",
            text: "More requests came from your network address than this server takes in so short a time.",
            advice: "Nothing was changed. Wait \(seconds) seconds, then load the page again.")
    }

    static let tooLong = ProblemPage(
        status: .contentTooLarge, title: "Too much at once", text: "What was sent is larger than this page takes.",
        advice: "Nothing was changed. Send less.")

    static let unreadableForm = ProblemPage(
        status: .badRequest, title: "The form could not be read", text: "What was sent is not a complete form.",
        advice: "Nothing was changed. Go back and try again.")

    static func broken(_ requestID: String) -> ProblemPage {
        ProblemPage(
            status: .internalServerError, title: "Something went wrong here",
            text: "The mistake is ours, not yours. Nothing was half done.",
            advice: "Try again in a moment. If it stays, tell your administrator this number: \(requestID).")
    }
}

/// Shows a `ProblemPage`.
struct ProblemPageView: Component {
    var problem: ProblemPage
    var back: String
    var label: String

    init(_ problem: ProblemPage, back: String, label: String = "To the home page") {
        self.problem = problem
        self.back = back
        self.label = label
    }

    var html: HTML {
        """
        \(PageHeader(problem.title))
        \(Card(nil, "<p>\(problem.text)</p>\(some: problem.advice, { "<p>\($0)</p>" })\(ButtonRow([Button(label, to: back)]))"))
        """
    }
}
