/// The request line and the fields, checked.
package struct RequestHead: Sendable, Hashable {
    package var method: Method
    package var target: Target
    package var version: HTTPVersion
    package var headers: HeaderFields
    package var framing: BodyFraming
    /// Whether the connection may serve another request after this one (RFC 9112 §9.3).
    package var keepAlive: Bool
    /// Whether the client waits for `100 Continue` before it sends the body (RFC 9110 §10.1.1).
    package var expectsContinue: Bool

    package init(
        method: Method, target: Target, version: HTTPVersion, headers: HeaderFields, framing: BodyFraming, keepAlive: Bool,
        expectsContinue: Bool
    ) {
        self.method = method
        self.target = target
        self.version = version
        self.headers = headers
        self.framing = framing
        self.keepAlive = keepAlive
        self.expectsContinue = expectsContinue
    }

    /// Stands for a head that could not be read, where an answer is made to it.
    package static let unreadable = RequestHead(
        method: .get, target: .unknown, version: .http11, headers: HeaderFields(), framing: .none, keepAlive: false,
        expectsContinue: false)
}
