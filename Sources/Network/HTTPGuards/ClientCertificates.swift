package import HTTP

/// Keeps paths to clients that showed a certificate of a configured authority (RFC 8446 §4.4.2).
package struct ClientCertificates: Middleware {
    /// Beginnings of canonical paths; each covers itself and what is under it.
    package let paths: [String]

    package init(paths: [String]) {
        self.paths = paths.map { $0.count > 1 && $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
    }

    package func respond(to request: HTTPRequest, next: any Responder) async -> HTTPResponse {
        if request.clientCertificate != nil || !covers(request.path) { return await next.respond(to: request) }
        return .text("This address needs a client certificate. Configure one in your client.\n", status: .forbidden)
    }

    private func covers(_ path: String) -> Bool {
        paths.contains { $0 == "/" || path == $0 || (path.hasPrefix($0) && path.dropFirst($0.count).first == "/") }
    }
}
