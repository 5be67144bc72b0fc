package import HTTP

/// Refuses requests beyond the limits with 429 and Retry-After (RFC 6585 §4, RFC 9110 §10.2.3).
///
/// Requests with credentials learn how much is left, in the fields RateLimit and RateLimit-Policy
/// (draft-ietf-httpapi-ratelimit-headers).
package struct RateLimits: Middleware {
    /// Where the tighter limits hold.
    package struct Places: Sendable {
        /// The path that sign-in forms are posted to; further steps are below it.
        package var signIn: String
        /// First segments of paths whose requests show credentials in their bodies.
        package var credentials: [String]

        package init(signIn: String, credentials: [String]) {
            self.signIn = signIn
            self.credentials = credentials
        }
    }

    /// Makes the answer to a request that has to wait so many seconds; status and Retry-After are set here.
    package typealias Refuse = @Sendable (HTTPRequest, _ seconds: Int) -> HTTPResponse

    private let limiters: RateLimiters
    private let places: Places
    private let refuse: Refuse

    package init(_ limiters: RateLimiters, places: Places, refuse: @escaping Refuse) {
        self.limiters = limiters
        self.places = places
        self.refuse = refuse
    }

    package func respond(to request: HTTPRequest, next: any Responder) async -> HTTPResponse {
        let address = limiters.key(of: request)
        if let address {
            if let refusal = over(limiters.address, address, request) { return refusal }
            if request.method == .post, isSignIn(request.path), let refusal = over(limiters.signIn, address, request) {
                return refusal
            }
        }
        let authorization = request.headers[first: "Authorization"]
        var tokens: RateDecision?
        if let limiter = limiters.token, let authorization, address != nil {
            let decision = limiter.take(authorization)
            guard decision.isAllowed else { return answer(request, limiter.limit, decision) }
            tokens = decision
        }
        var response = await guarded(request, address, showsCredentials: authorization != nil, next)
        if let tokens, let limit = limiters.token?.limit { Self.tell(limit, tokens, &response) }
        return response
    }

    /// The form's own path, and those of its further steps below it.
    private func isSignIn(_ path: String) -> Bool { path == places.signIn || path.hasPrefix(places.signIn + "/") }

    /// Lets nobody try credentials who had too many wrong: not even the right ones, or guessing could go on.
    private func guarded(
        _ request: HTTPRequest, _ address: IPAddress?, showsCredentials: Bool, _ next: any Responder
    ) async -> HTTPResponse {
        guard let limiter = limiters.failure, let address else { return await next.respond(to: request) }
        let place = request.path.dropFirst().prefix { $0 != "/" }
        let isPlace = places.credentials.contains { $0 == place }
        // Partners of one hub share its address: one with a wrong secret must not shut out the others' addresses here.
        let key = Guess(address: address, path: isPlace ? request.path : "")
        if showsCredentials || isPlace {
            let decision = limiter.look(key)
            if !decision.isAllowed { return answer(request, limiter.limit, decision) }
        }
        let response = await next.respond(to: request)
        if response.refusesCredentials || (showsCredentials && response.status == .unauthorized) { _ = limiter.take(key) }
        return response
    }

    private struct Guess: Hashable {
        var address: IPAddress
        var path: String
    }

    private func over(_ limiter: RateLimiter?, _ address: IPAddress, _ request: HTTPRequest) -> HTTPResponse? {
        guard let limiter else { return nil }
        let decision = limiter.take(address)
        return decision.isAllowed ? nil : answer(request, limiter.limit, decision)
    }

    private func answer(_ request: HTTPRequest, _ limit: RateLimit, _ decision: RateDecision) -> HTTPResponse {
        limiters.onRefused(limit.name)
        var response = refuse(request, decision.seconds)
        response.status = .tooManyRequests
        response.headers.set("Retry-After", String(decision.seconds))
        Self.tell(limit, decision, &response)
        return response
    }

    private static func tell(_ limit: RateLimit, _ decision: RateDecision, _ response: inout HTTPResponse) {
        response.headers.set("RateLimit-Policy", "\"\(limit.name)\";q=\(limit.events);w=\(limit.seconds)")
        response.headers.set("RateLimit", "\"\(limit.name)\";r=\(decision.remaining);t=\(decision.seconds)")
    }
}
