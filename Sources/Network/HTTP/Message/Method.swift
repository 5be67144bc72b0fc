/// A request method (RFC 9110 §9): any token, compared with case.
package struct Method: Hashable, Sendable, CustomStringConvertible {
    package let token: String

    package init(token: String) { self.token = token }

    package static let get = Method(token: "GET")
    package static let head = Method(token: "HEAD")
    package static let post = Method(token: "POST")
    package static let put = Method(token: "PUT")
    package static let patch = Method(token: "PATCH")
    package static let delete = Method(token: "DELETE")
    package static let options = Method(token: "OPTIONS")
    package static let connect = Method(token: "CONNECT")
    package static let trace = Method(token: "TRACE")

    package var description: String { token }
}
