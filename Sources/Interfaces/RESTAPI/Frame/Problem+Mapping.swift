import HTTP
import JSON
import UseCases

/// Here a refusal is that of a use case, not that of the HTTP parser.
typealias Refusal = UseCases.Refusal

extension Problem {
    /// What a thrown error is for a client. Nothing of an error that is not meant for people gets out.
    init(_ error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let refusal as Refusal: self = Problem(refusal)
        case let error as JSONSyntaxError where error.isNumberOutOfRange:
            self.init(.unprocessable, "number-out-of-range", "The body has a number that is too large or too small: \(error).")
        case let error as JSONSyntaxError:
            self.init(.badRequest, "invalid-json", "The body is not JSON that is accepted here: \(error).")
        case let error as JSONFieldError:
            self.init(
                .unprocessable, "invalid", "\(error).", errors: [FieldProblem(error.pointer, "invalid", "This \(error.problem).")]
            )
        case BodyError.tooLarge(let limit):
            self.init(.contentTooLarge, "too-large", "The body is larger than the \(limit) octets that are taken here.")
        case BodyError.truncated:
            self.init(.badRequest, "truncated", "The body ended before its announced length.")
        default:
            self.init(
                .internalServerError, "internal", "Something went wrong on this server. Its log tells more under request_id.")
        }
    }

    /// The member of the document that a conflict is about, where it is about one.
    private static func field(of code: String) -> String? {
        switch code {
        case "no-rate": "/currency"
        case "no-total": "/total"
        case "no-secret": "/connection_id"
        case "unclaimed", "own-order": "/buyer_id"
        case "no-approver": "/plan"
        default: nil
        }
    }

    private init(_ refusal: Refusal) {
        switch refusal {
        case .notSignedIn: self = .notSignedIn
        case .lackingScope(let scope, let scopes): self = .lacking(scope: scope, of: scopes)
        case .forbidden(let text): self.init(.forbidden, "forbidden", text)
        case .notFound: self.init(.notFound, "not-found", refusal.message)
        case .invalid(let problems): self.init(.unprocessable, "invalid", refusal.message, errors: problems)
        case .conflict(let code, let text):
            self.init(.conflict, code, text, errors: Self.field(of: code).map { [FieldProblem($0, code, text)] } ?? [])
        case .stale(let text): self.init(.preconditionFailed, "stale", text)
        case .tooManyTries(let seconds):
            self.init(.tooManyRequests, "too-many-tries", refusal.message, headers: [("Retry-After", String(seconds))])
        }
    }
}
