import FoundationEssentials
import HTTPClient
import JSON

/// The tokens of all accounts, each asked for once: whoever needs a token that is being fetched waits for that one.
package actor AccessTokens {
    struct Token: Sendable {
        let text: String
        let validUntil: Date
    }

    /// Seconds before its end in which a token is no longer used: a call may take a while to arrive.
    private static let margin: TimeInterval = 60

    private var known: [String: Token] = [:]
    private var underway: [String: Task<Result<Token, SellingPartnerError>, Never>] = [:]

    package init() {}

    /// The token of that key, fetched when none is known or it is about to end.
    func token(
        _ key: String, now: Date, fetch: @escaping @Sendable () async -> Result<Token, SellingPartnerError>
    ) async throws(SellingPartnerError) -> String {
        if let token = known[key], token.validUntil.timeIntervalSince(now) > Self.margin { return token.text }
        if let task = underway[key] { return try await task.value.get().text }
        let task = Task { await fetch() }
        underway[key] = task
        let result = await task.value
        underway[key] = nil
        if case .success(let token) = result { known[key] = token }
        return try result.get().text
    }

    /// Drops a token that Amazon refused, unless another has taken its place already.
    func forget(_ key: String, _ refused: String) {
        if known[key]?.text == refused { known[key] = nil }
    }
}
