/// Why a call of Amazon's API came to nothing, and whether the call may have been carried out all the same.
package enum SellingPartnerError: Error, Hashable, Sendable {
    /// Amazon answered and does not want it; the same again is of no use.
    case refused(status: Int, errors: [ServiceError], requestID: String?)
    /// Throttled or out of order, tried again to the end of patience; later it may work.
    case unavailable(status: Int, errors: [ServiceError], requestID: String?)
    /// No answer at all.
    case unreachable(message: String, mayHaveArrived: Bool)
    /// The token service refused the credentials.
    case credentials(ServiceError)
    /// Success was answered with something that is no answer.
    case malformed(message: String, requestID: String?)
    /// A message that lacks what Amazon demands; nothing was sent.
    case incomplete([WireProblem])

    /// Whether Amazon may have acted: a message must then be counted neither as sent nor as failed.
    package var mayHaveArrived: Bool {
        switch self {
        case .unreachable(_, let mayHaveArrived): mayHaveArrived
        case .malformed: true
        case .unavailable(let status, _, _): status >= 500
        case .refused, .credentials, .incomplete: false
        }
    }

    /// Whether the same call may work later.
    package var isWorthAnotherTry: Bool {
        switch self {
        case .unavailable, .unreachable: true
        case .credentials(let error): ["server_error", "temporarily_unavailable"].contains(error.code)
        case .refused, .malformed, .incomplete: false
        }
    }
}

extension SellingPartnerError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .refused(let status, let errors, let request): "Amazon refused it with \(Self.words(status, errors, request))"
        case .unavailable(let status, let errors, let request):
            "Amazon could not be reached: \(Self.words(status, errors, request))"
        case .unreachable(let message, _): message
        case .credentials(let error): Self.words(error)
        case .malformed(let message, let request): "Amazon's answer cannot be read: \(message)\(Self.suffix(request))"
        case .incomplete(let problems): "not sent: " + problems.map(\.description).joined(separator: "; ")
        }
    }

    private static func words(_ status: Int, _ errors: [ServiceError], _ request: String?) -> String {
        let reasons = errors.isEmpty ? "without a reason" : errors.map(\.description).joined(separator: "; ")
        return "\(status), \(reasons)\(suffix(request))"
    }

    private static func suffix(_ request: String?) -> String { request.map { " [request \($0)]" } ?? "" }

    private static func words(_ error: ServiceError) -> String {
        switch error.code {
        case "invalid_client":
            "Amazon does not know the client id with this secret: has the secret been changed, or is it older than 180 days?"
        case "invalid_grant":
            "Amazon refused the refresh token: authorise the application again in Vendor Central and store the new token"
        case "unauthorized_client":
            "the application may not use this kind of token: check that it is the vendor's own application"
        default: "Amazon gave no token: \(error)"
        }
    }
}
