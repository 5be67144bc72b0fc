package import HTTP
import UseCases

/// Thrown where an address leads to nothing.
struct MissingPage: Error {}

extension WebPages {
    /// The page for an address that nothing answers, for the router's `notFound`.
    package func notFound(_ request: HTTPRequest) -> HTTPResponse { problem(.missing(request.path)) }

    /// The page for an address that only takes a form (RFC 9110, 15.5.6).
    func methodNotAllowed() -> HTTPResponse {
        var response = problem(.wrongMethod)
        response.headers.set("Allow", "OPTIONS, POST")
        return response
    }

    /// The page for whatever a handler threw; unknown errors are told with the request's number only.
    package func errorPage(for error: any Error, _ request: HTTPRequest) -> HTTPResponse {
        problem(expectedProblem(error, request) ?? .broken(request.id))
    }

    /// The page for a browser over a limit.
    package func tooManyRequests(seconds: Int) -> HTTPResponse {
        var response = problem(.tooMany(seconds: seconds))
        response.headers.set("Retry-After", String(seconds))
        return response
    }

    /// The words for an error that is no fault of ours; `nil` for others.
    func expectedProblem(_ error: any Error, _ request: HTTPRequest) -> ProblemPage? {
        switch error {
        case let refusal as Refusal: ProblemPage(refusal)
        case is MissingPage: .missing(request.path)
        case BodyError.tooLarge: .tooLong
        case is BodyError, is UnreadableForm: .unreadableForm
        default: nil
        }
    }

    /// Whether a form was sent from a page of ours, in the browser that has this token.
    func isOwn(_ form: PostedForm, _ request: HTTPRequest, token: String) -> Bool {
        request.comesFromOwnPage(publicURL: application.environment.rules.publicURL) && form.carries(token: token)
    }

    /// A form that did not come from a page of this session.
    func foreignForm(_: HTTPRequest) -> HTTPResponse { problem(.foreignForm) }

    func problem(_ problem: ProblemPage) -> HTTPResponse {
        secured(narrowPage(problem.title, status: problem.status, ProblemPageView(problem, back: "/").html))
    }
}
