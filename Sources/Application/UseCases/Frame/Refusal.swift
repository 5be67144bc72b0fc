import Procurement

/// A field that is wrong, with what to do about it.
package struct FieldProblem: Error, Sendable, Hashable {
    /// RFC 6901 JSON pointer into the request, for example `/coding/department_id`.
    package var pointer: String
    /// A stable word for programs.
    package var code: String
    /// For people.
    package var message: String

    package init(_ pointer: String, _ code: String, _ message: String) {
        self.pointer = pointer
        self.code = code
        self.message = message
    }
}

/// Why a use case did nothing.
package enum Refusal: Error, Sendable, Hashable {
    case notSignedIn
    case forbidden(String)
    /// The token is good and may not do this: what it would have to have, and what it has.
    case lackingScope(String, of: [String])
    /// The kind of thing that is not there, for example `purchase order`.
    case notFound(String)
    case invalid([FieldProblem])
    /// The state of things does not allow it; a stable word and a sentence.
    case conflict(code: String, String)
    /// Somebody else changed it meanwhile.
    case stale(String)
    /// Too many tries; seconds to wait.
    case tooManyTries(seconds: Int)

    package static func invalid(_ pointer: String, _ code: String, _ message: String) -> Refusal {
        .invalid([FieldProblem(pointer, code, message)])
    }

    /// The sentence for people.
    package var message: String {
        switch self {
        case .notSignedIn: "Sign in first."
        case .forbidden(let text), .conflict(_, let text), .stale(let text): text
        case .lackingScope(let scope, _): "The token lacks the scope \(scope)."
        case .notFound(let kind): "There is no such \(kind)."
        case .invalid(let problems): problems.map(\.message).joined(separator: " ")
        case .tooManyTries(let seconds): "Too many tries. Wait \(seconds) seconds and try again."
        }
    }
}
