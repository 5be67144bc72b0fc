import HTTP
import HTTPGuards
import Logging
package import Settings
import Synchronization

/// What requests pass on their way to the router.
package struct Guards: Sendable {
    var proxies = TrustedProxies()
    var transport: TransportSecurity?
    var limiters: RateLimiters
    var clientCertificates = ClientCertificates(paths: [])
    /// Whether `/metrics` has a listener of its own, and is not to be found on the public ones.
    var separatesOperations = false
    /// A clock that does not go back.
    let microseconds: @Sendable () -> Int64

    /// Believes no proxy and limits nothing: for commands, and for tests of something else.
    package static var none: Guards { Guards(limiters: RateLimiters(), microseconds: systemClock()) }

    init(limiters: RateLimiters, microseconds: @escaping @Sendable () -> Int64) {
        self.limiters = limiters
        self.microseconds = microseconds
    }

    /// - Parameter microseconds: of a clock that does not go back.
    /// - Throws: `SettingsError` for what is no network.
    package init(_ settings: Settings, operations: Operations, microseconds: @escaping @Sendable () -> Int64)
        throws(SettingsError)
    {
        let guards = settings.guards
        self.microseconds = microseconds
        proxies = TrustedProxies(
            networks: try Self.networks(guards.proxies.filter { $0 != "unix" }, "proxies"),
            trustsUnixSockets: guards.proxies.contains("unix"), fields: .init(rawValue: guards.proxyFields) ?? .xForwarded,
            onUnknownProxy: Self.warningOnce(operations))
        transport = TransportSecurity(
            publicURL: settings.publicURL, hasCertificate: !settings.tls.identities.isEmpty, redirects: guards.redirectsToHTTPS,
            hstsSeconds: guards.hstsSeconds)
        let rates = guards.rateLimits
        limiters = RateLimiters(
            exempt: try Self.networks(rates.exempt, "rate_limits.exempt"), onRefused: { operations.limited($0) })
        func limiter(_ name: String, _ events: Int, per seconds: Int = 60, burst: Int? = nil) -> RateLimiter? {
            events == 0 ? nil : RateLimiter(RateLimit(name, events, per: seconds, burst: burst), now: microseconds)
        }
        limiters.address = limiter("address", rates.addressPerSecond, per: 1, burst: rates.addressBurst)
        limiters.token = limiter("token", rates.tokenPerMinute)
        limiters.signIn = limiter("sign-in", rates.signInPerMinute)
        limiters.account = limiter("account", rates.accountPerMinute)
        limiters.failure = limiter("failure", rates.failuresPerMinute)
        separatesOperations = !guards.operationsListen.isEmpty
        clientCertificates = ClientCertificates(paths: settings.tls.clientPaths)
    }

    /// In order, the outermost first.
    func middleware(refuse: @escaping RateLimits.Refuse) -> [any Middleware] {
        let limits = RateLimits(
            limiters, places: RateLimits.Places(signIn: "/sign-in", credentials: ["cxml", "oauth"]), refuse: refuse)
        return [proxies] + (transport.map { [$0] } ?? []) + [NoSniffing(), limits]
            + (clientCertificates.paths.isEmpty ? [] : [clientCertificates])
    }

    /// A proxy that somebody forgot to configure makes every client look like itself: worth one line, not one a request.
    private static func warningOnce(_ operations: Operations) -> @Sendable (String) -> Void {
        let hasWarned = Flag()
        return { peer in
            guard IPAddress(peer)?.isLocal == true, hasWarned.raise() else { return }
            operations.logger.warning(
                "requests come through a proxy that the setting proxies does not name: limits and logs see the proxy only",
                metadata: ["peer": "\(peer)"])
        }
    }

    private final class Flag: Sendable {
        private let isUp = Atomic<Bool>(false)
        /// Whether this call was the first.
        func raise() -> Bool { !isUp.exchange(true, ordering: .relaxed) }
    }

    private static func networks(_ texts: [String], _ key: String) throws(SettingsError) -> [IPNetwork] {
        var problems: [String] = []
        let networks = texts.compactMap { text in
            let network = IPNetwork(text)
            if network == nil {
                problems.append(
                    "\(key): \"\(text)\" is no address or network without bits behind its prefix; write for example 10.0.0.0/8")
            }
            return network
        }
        if !problems.isEmpty { throw SettingsError(problems: problems) }
        return networks
    }
}

/// Tells browsers to believe the media type of every answer (Fetch Standard, X-Content-Type-Options).
private struct NoSniffing: Middleware {
    func respond(to request: HTTPRequest, next: any Responder) async -> HTTPResponse {
        var response = await next.respond(to: request)
        if !response.headers.contains("X-Content-Type-Options") { response.headers.add("X-Content-Type-Options", "nosniff") }
        return response
    }
}
