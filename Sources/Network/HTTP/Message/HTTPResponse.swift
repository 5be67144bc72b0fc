/// Makes a response's body piece by piece; the next piece is asked for when the last one was written.
package protocol ResponseBodyProducer: Sendable {
    func next() async throws -> [UInt8]?
    /// Whether it goes on until somebody leaves, as a stream of events does. Its `next` is cancelled when the client goes, and
    /// is to return soon then. That is its proper end, and how long it lasted says nothing about the server.
    var isEndless: Bool { get }
}

extension ResponseBodyProducer {
    package var isEndless: Bool { false }
}

/// An answer as handlers make it.
package struct HTTPResponse: Sendable {
    package enum Body: Sendable {
        case none
        case bytes([UInt8])
        /// `length` in octets when it is known.
        case stream(length: Int?, any ResponseBodyProducer)

        /// Whether it ends only when somebody leaves.
        package var isEndless: Bool { if case .stream(_, let producer) = self { producer.isEndless } else { false } }
    }

    package var status: Status
    package var headers: HeaderFields
    package var body: Body
    /// The route's pattern, for logs and metrics.
    package var route: String?
    /// The client's address, for the log, where it is not the connection's peer.
    package var client: String?
    /// Whether the request showed credentials that are wrong, for limits on guessing, where the status does not say so.
    package var refusesCredentials = false

    package init(status: Status = .ok, headers: HeaderFields = HeaderFields(), body: Body = .none) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    package static func bytes(_ bytes: [UInt8], type: String, status: Status = .ok) -> HTTPResponse {
        HTTPResponse(status: status, headers: HeaderFields([("Content-Type", type)]), body: .bytes(bytes))
    }

    package static func text(_ text: String, status: Status = .ok) -> HTTPResponse {
        .bytes(Array(text.utf8), type: "text/plain; charset=utf-8", status: status)
    }

    package static func html(_ bytes: [UInt8], status: Status = .ok) -> HTTPResponse {
        .bytes(bytes, type: "text/html; charset=utf-8", status: status)
    }

    package static func json(_ bytes: [UInt8], status: Status = .ok) -> HTTPResponse {
        .bytes(bytes, type: "application/json", status: status)
    }

    /// Sends the browser elsewhere; 303 makes it a GET (RFC 9110 §15.4.4).
    package static func redirect(to location: String, status: Status = .seeOther) -> HTTPResponse {
        HTTPResponse(status: status, headers: HeaderFields([("Location", location)]))
    }
}
