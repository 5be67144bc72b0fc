import FoundationEssentials
import HTTPClient
import JSON

extension SellingPartnerClient {
    /// Asks for an access token; what `check` does first. Throws `SellingPartnerError`.
    package func checkAccess() async throws(SellingPartnerError) {
        _ = try await accessToken()
    }

    func tokenKey(for operation: Operation) -> String {
        operation.isRestricted ? "\(account.key) \(operation.method) \(operation.path)" : account.key
    }

    func token(for operation: Operation) async throws(SellingPartnerError) -> String {
        guard operation.isRestricted else { return try await accessToken() }
        return try await tokens.token(tokenKey(for: operation), now: pacing.now()) { await fetchRestricted(operation) }
    }

    private func accessToken() async throws(SellingPartnerError) -> String {
        try await tokens.token(account.key, now: pacing.now()) { await fetchAccess() }
    }

    /// Login with Amazon, `grant_type=refresh_token`.
    private func fetchAccess() async -> Result<AccessTokens.Token, SellingPartnerError> {
        let form = QueryText.encode([
            ("grant_type", "refresh_token"), ("refresh_token", account.refreshToken), ("client_id", account.clientID),
            ("client_secret", account.clientSecret),
        ])
        let request = OutgoingRequest(
            method: "POST", url: account.endpoint.tokenService,
            headers: [
                ("Content-Type", "application/x-www-form-urlencoded;charset=UTF-8"), ("Accept", "application/json"),
                ("User-Agent", account.userAgent),
            ], body: Array(form.utf8), totalTimeout: .seconds(30), maximumResponseSize: 262_144)
        return await fetch(request, name: "access_token", lifetime: "expires_in", isAccess: true)
    }

    /// One token serves an operation's general path, so that one is fetched an hour and not one an order.
    private func fetchRestricted(_ operation: Operation) async -> Result<AccessTokens.Token, SellingPartnerError> {
        let token: String
        do { token = try await accessToken() } catch { return .failure(error) }
        var resource = Tokens.RestrictedResource()
        resource.method = operation.method
        resource.path = operation.path
        var message = Tokens.Request()
        message.restrictedResources = [resource]
        let body = Wire.write(message).json
        let request = request(
            "POST", account.endpoint.restrictedTokens + Operation.restrictedToken.path, token: token, body: body)
        return await fetch(request, name: "restrictedDataToken", lifetime: "expiresIn", isAccess: false)
    }

    private func fetch(
        _ request: OutgoingRequest, name: String, lifetime: String, isAccess: Bool
    ) async -> Result<AccessTokens.Token, SellingPartnerError> {
        for attempt in 0..<policy.attempts {
            // A new token may be fetched again without harm, whether or not the first request arrived.
            let asked = pacing.now()
            let failure: SellingPartnerError
            do {
                let response = try await sender.send(request)
                // Spans are asked for by Amazon's time, which has to be known before the first.
                clock.learn(response.header("Date"), from: account.endpoint.api, now: pacing.now())
                if response.status == 200 { return token(response, name, lifetime, asked) }
                failure = isAccess ? credentials(response) : self.failure(response)
            } catch {
                failure = .unreachable(message: error.message, mayHaveArrived: false)
                if error.kind == .invalidRequest || error.kind == .refusedTarget { return .failure(failure) }
            }
            guard failure.isWorthAnotherTry, attempt + 1 < policy.attempts else { return .failure(failure) }
            do { try await pacing.sleep(policy.pause(after: attempt, random: pacing.random())) } catch {
                return .failure(failure)
            }
        }
        return .failure(.unreachable(message: "no token was fetched", mayHaveArrived: false))
    }

    private func token(
        _ response: IncomingResponse, _ name: String, _ lifetime: String, _ asked: Date
    ) -> Result<AccessTokens.Token, SellingPartnerError> {
        guard let answer = try? JSON.read(response.body), let text = answer[name]?.stringValue, !text.isEmpty else {
            return .failure(
                .malformed(message: "it holds no \(name)", requestID: response.header("x-amzn-RequestId")))
        }
        var seconds = 3600.0
        if case .number(let given) = answer[lifetime] { seconds = Double(given.description) ?? 3600 }
        return .success(AccessTokens.Token(text: text, validUntil: asked.addingTimeInterval(seconds)))
    }

    private func credentials(_ response: IncomingResponse) -> SellingPartnerError {
        guard response.status < 500, response.status != 429 else { return failure(response) }
        let error = ServiceError.read(response.body).first
        return .credentials(error ?? ServiceError(code: "\(response.status)", message: "without a reason"))
    }
}
