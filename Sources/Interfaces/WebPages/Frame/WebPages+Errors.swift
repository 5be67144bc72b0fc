package import HTTP
import UseCases

/// Thrown where an address leads to nothing.
struct MissingPage: Error {}

extension WebPages {
    /// The page for an address that nothing answers, for the router's `notFound`.
    package func notFound(_ request: HTTPRequest) -> HTTPResponse { problem(.missing(request.path)) }

    /// The page for an address that takes other methods, for the router.
    package func methodNotAllowed(_: HTTPRequest) -> HTTPResponse { problem(.wrongMethod) }

    /// The page for whatever a handler threw; unknown errors are told with the request's number only.
    package func errorPage(for error: any Error, _ request: HTTPRequest) -> HTTPResponse {
        switch error {
        case let refusal as Refusal: problem(ProblemPage(refusal))
        case is MissingPage: problem(.missing(request.path))
        case let body as BodyError:
            if case .tooLarge = body { problem(.tooLong) } else { problem(.unreadableForm) }
        case is UnreadableForm: problem(.unreadableForm)
        default: problem(.broken(request.id))
        }
    }

    /// A form that did not come from a page of this session.
    func foreignForm(_: HTTPRequest) -> HTTPResponse { problem(.foreignForm) }

    func problem(_ problem: ProblemPage) -> HTTPResponse {
        secured(narrowPage(problem.title, status: problem.status, ProblemPageView(problem, back: "/").html))
    }
}
