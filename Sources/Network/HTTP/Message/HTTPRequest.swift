/// A request as handlers see it.
package struct HTTPRequest: Sendable {
    package var method: Method
    package var target: Target
    package var headers: HeaderFields
    package var version: HTTPVersion
    /// The client's address without its port; behind configured proxies, as they tell it.
    package var peer: String
    /// How `peer` and `scheme` are known.
    package var way = Way.direct
    /// `http` or `https`.
    package var scheme: String
    /// Told in logs and answers, so that both can be matched.
    package var id: String
    package var body: RequestBody
    /// Who the client's verified TLS certificate says it is.
    package var clientCertificate: ClientCertificate?

    /// A verified client certificate.
    package struct ClientCertificate: Sendable, Hashable {
        /// As RFC 2253 writes names, for example `CN=hub.example,O=Example`.
        package var subject: String
        /// SHA-256 of the certificate.
        package var fingerprint: [UInt8]

        package init(subject: String, fingerprint: [UInt8]) {
            self.subject = subject
            self.fingerprint = fingerprint
        }
    }

    /// Through whom a request came.
    package enum Way: Sendable, Hashable {
        /// From the peer of the connection, as far as anything says.
        case direct
        /// With fields that only a proxy sends, but from a peer that is not configured as one: nothing in them was believed.
        case unknownProxy
        /// Through a configured proxy, which told the scheme or did not.
        case proxy(tellsScheme: Bool)
    }

    package init(
        method: Method, target: Target, headers: HeaderFields = HeaderFields(), version: HTTPVersion = .http11,
        peer: String = "127.0.0.1",
        scheme: String = "http", id: String = "", body: RequestBody = RequestBody(bytes: [])
    ) {
        self.method = method
        self.target = target
        self.headers = headers
        self.version = version
        self.peer = peer
        self.scheme = scheme
        self.id = id
        self.body = body
    }

    /// Canonical, percent-decoded.
    package var path: String { target.path }
    package var query: [QueryItem] { target.query }

    /// The media type of the body.
    package var contentType: MediaType? { headers[first: "Content-Type"].flatMap { MediaType($0) } }

    package var authorization: Authorization? { headers[first: "Authorization"].flatMap { Authorization($0) } }
}

/// Answers requests; never throws, because every error has become a response by then.
package protocol Responder: Sendable {
    func respond(to request: HTTPRequest) async -> HTTPResponse
}

/// Something around other responders: the one shape of middleware.
package protocol Middleware: Sendable {
    func respond(to request: HTTPRequest, next: any Responder) async -> HTTPResponse
}
