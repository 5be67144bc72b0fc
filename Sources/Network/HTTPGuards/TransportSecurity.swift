package import HTTP

/// Keeps clients on https: redirects what came without it, and tells browsers to stay (HSTS, RFC 6797).
///
/// Only what is known to have come over plain http is redirected: to this server while it has a certificate of its own, or to
/// a configured proxy that says so. Behind a proxy that says nothing every request looks plain, and a redirect would go round
/// in circles.
package struct TransportSecurity: Middleware {
    /// Paths that plain http keeps: health checks of the house, and ACME challenges (RFC 8555 §8.3).
    private static let exemptPaths: Set<String> = ["/healthz", "/readyz", "/metrics"]
    private static let challenges = "/.well-known/acme-challenge/"

    private let publicURL: String
    private let hasCertificate: Bool
    private let redirects: Bool
    private let policy: String?

    /// - Parameters:
    ///   - publicURL: without a slash at its end; nothing is done unless it begins with `https:`.
    ///   - hasCertificate: whether this server's own listeners speak TLS.
    ///   - redirects: whether plain requests are redirected.
    ///   - hstsSeconds: how long browsers remember; 0 tells them nothing.
    package init(publicURL: String, hasCertificate: Bool, redirects: Bool = true, hstsSeconds: Int) {
        let isSecure = publicURL.hasPrefix("https:")
        self.publicURL = publicURL
        self.hasCertificate = hasCertificate
        self.redirects = isSecure && redirects
        policy = isSecure && hstsSeconds > 0 ? "max-age=\(hstsSeconds)" : nil
    }

    package func respond(to request: HTTPRequest, next: any Responder) async -> HTTPResponse {
        let isPlain = isKnownPlain(request)
        if redirects, isPlain, !Self.isExempt(request.path) { return redirect(request) }
        var response = await next.respond(to: request)
        // A browser ignores the field on plain http, and it must not be sent there (RFC 6797 §7.2).
        if let policy, !isPlain { response.headers.set("Strict-Transport-Security", policy) }
        return response
    }

    private func isKnownPlain(_ request: HTTPRequest) -> Bool {
        guard request.scheme == "http" else { return false }
        return switch request.way {
        case .proxy(let tellsScheme): tellsScheme
        case .direct, .unknownProxy: hasCertificate
        }
    }

    private static func isExempt(_ path: String) -> Bool { exemptPaths.contains(path) || path.hasPrefix(challenges) }

    /// Moved for good: 301 is understood by every browser, 308 keeps the method of the others (RFC 9110 §15.4.9).
    private func redirect(_ request: HTTPRequest) -> HTTPResponse {
        let isSafe = request.method == .get || request.method == .head
        return .redirect(
            to: publicURL + Self.pathAndQuery(request.target), status: isSafe ? .movedPermanently : .permanentRedirect)
    }

    /// The target as it came, without the scheme and authority of absolute-form.
    private static func pathAndQuery(_ target: Target) -> String {
        if target.raw.hasPrefix("/") { return target.raw }
        guard target.path != "*", let mark = target.raw.firstRange(of: "://") else { return "/" }
        let rest = target.raw[mark.upperBound...].drop { $0 != "/" && $0 != "?" }
        return rest.hasPrefix("/") ? String(rest) : "/" + rest
    }
}
