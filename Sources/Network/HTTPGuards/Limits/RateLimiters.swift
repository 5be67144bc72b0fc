package import HTTP

/// The limits of one server, each of which may be absent.
package struct RateLimiters: Sendable {
    /// Every request of an address.
    package var address: RateLimiter?
    /// Requests under one `Authorization`.
    package var token: RateLimiter?
    /// Sign-in forms posted from an address.
    package var signIn: RateLimiter?
    /// Sign-ins tried for one account, from wherever.
    package var account: RateLimiter?
    /// Wrong credentials from an address; right ones cost nothing.
    package var failure: RateLimiter?
    /// Addresses that no limit holds for.
    package var exempt: [IPNetwork]
    /// Told the limit's name for every refusal.
    package var onRefused: @Sendable (String) -> Void

    package init(exempt: [IPNetwork] = [], onRefused: @escaping @Sendable (String) -> Void = { _ in }) {
        self.exempt = exempt
        self.onRefused = onRefused
    }

    /// What a request's limits are kept under: IPv6 by subscriber, because one has 2^64 addresses at least. `nil`
    /// for exempt ones and for a Unix socket's.
    func key(of request: HTTPRequest) -> IPAddress? {
        guard let address = IPAddress(request.peer), !exempt.contains(where: { $0.contains(address) }) else { return nil }
        return address.subscriber
    }

    /// Counts one try to sign in to an account; answers the seconds to wait when there were too many. The name's case and
    /// blanks make no other account.
    package func trySignIn(account name: String, _ request: HTTPRequest) -> Int? {
        guard let account, key(of: request) != nil else { return nil }
        let decision = account.take(name.lowercased().filter { !$0.isWhitespace })
        if decision.isAllowed { return nil }
        onRefused(account.limit.name)
        return decision.seconds
    }
}
