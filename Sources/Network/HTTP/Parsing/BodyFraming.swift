/// How a request's body is delimited (RFC 9112 §6.3).
package enum BodyFraming: Sendable, Hashable {
    case none
    case length(Int)
    case chunked

    /// Octets of the body, where that is said in front of it.
    package var knownLength: Int? {
        switch self {
        case .none: 0
        case .length(let length): length
        case .chunked: nil
        }
    }
}
