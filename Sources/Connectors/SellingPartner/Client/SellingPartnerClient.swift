package import FoundationEssentials
package import HTTPClient
import JSON

/// Amazon's Selling Partner API for one account.
///
/// Every call waits for its place in the local token bucket, carries a fresh token, and is tried again when Amazon is throttling
/// or out of order. A message that was posted and not answered is not tried again here: its fate is unknown, and the caller's
/// record has to say so.
package struct SellingPartnerClient: Sendable {
    package let account: SellingPartnerAccount
    package let version: DirectVersion
    let sender: any HTTPSender
    let tokens: AccessTokens
    let limiter: RequestLimiter
    let clock: ServiceClock
    let pacing: Pacing
    let policy: RetryPolicy

    package init(
        _ account: SellingPartnerAccount, version: DirectVersion = .v2021, sender: any HTTPSender, tokens: AccessTokens,
        limiter: RequestLimiter, clock: ServiceClock = ServiceClock(), pacing: Pacing, policy: RetryPolicy = RetryPolicy()
    ) {
        self.account = account
        self.version = version
        self.sender = sender
        self.tokens = tokens
        self.limiter = limiter
        self.clock = clock
        self.pacing = pacing
        self.policy = policy
    }

    /// A call before it has a token.
    struct Call: Sendable {
        let operation: Operation
        var path: [String: String] = [:]
        var query: [(String, String)] = []
        var body: JSON?
    }

    /// Makes the call; answers the payload, without the envelope that some families have.
    func perform(_ call: Call) async throws(SellingPartnerError) -> JSON {
        var hasRefreshed = false
        var attempt = 0
        while true {
            try await pause(limiter.reserve(call.operation, account: account.key, now: pacing.now()))
            let token = try await token(for: call.operation)
            let failure: SellingPartnerError
            do {
                let response = try await sender.send(request(call, token: token))
                learn(response, call.operation)
                if (200..<300).contains(response.status) { return try payload(response) }
                failure = self.failure(response)
                if response.status == 403 || response.status == 401, !hasRefreshed {
                    hasRefreshed = true
                    await tokens.forget(tokenKey(for: call.operation), token)
                    continue
                }
                if response.status == 429 { limiter.drain(call.operation, account: account.key) }
            } catch let error as HTTPClientError {
                failure = .unreachable(message: error.message, mayHaveArrived: error.mayHaveArrived)
                if error.kind == .invalidRequest || error.kind == .refusedTarget { throw failure }
                if error.mayHaveArrived, call.operation.method != "GET" { throw failure }
            } catch let error as SellingPartnerError {
                throw error
            } catch {
                throw .unreachable(message: "\(error)", mayHaveArrived: true)
            }
            attempt += 1
            guard failure.isWorthAnotherTry, attempt < policy.attempts else { throw failure }
            try await pause(policy.pause(after: attempt - 1, random: pacing.random()))
        }
    }

    private func request(_ call: Call, token: String) -> OutgoingRequest {
        var url = account.endpoint.api + call.operation.filledPath(call.path)
        if !call.query.isEmpty { url += "?" + QueryText.encode(call.query) }
        return self.request(call.operation.method, url, token: token, body: call.body)
    }

    func request(_ method: String, _ url: String, token: String, body: JSON?) -> OutgoingRequest {
        var headers = [
            ("x-amz-access-token", token), ("User-Agent", account.userAgent), ("Accept", "application/json"),
        ]
        if body != nil { headers.append(("Content-Type", "application/json")) }
        // Labels and slips come within JSON, a hundred on a page.
        return OutgoingRequest(
            method: method, url: url, headers: headers, body: body?.bytes() ?? [], maximumResponseSize: 67_108_864)
    }

    private func pause(_ seconds: Double) async throws(SellingPartnerError) {
        guard seconds > 0 else { return }
        do { try await pacing.sleep(seconds) } catch {
            throw .unreachable(message: "the work was stopped", mayHaveArrived: false)
        }
    }

    /// The time by Amazon's clock, as far as its answers told; ours before the first.
    package var now: Date { pacing.now().addingTimeInterval(clockDifference) }

    /// Seconds that Amazon's clock is ahead of ours.
    package var clockDifference: TimeInterval { clock.difference(of: account.endpoint.api) }

    private func learn(_ response: IncomingResponse, _ operation: Operation) {
        clock.learn(response.header("Date"), from: account.endpoint.api, now: pacing.now())
        guard let rate = response.header("x-amzn-RateLimit-Limit").flatMap(Double.init) else { return }
        limiter.learn(rate, of: operation, account: account.key)
    }

    func payload(_ response: IncomingResponse) throws(SellingPartnerError) -> JSON {
        let request = response.header("x-amzn-RequestId")
        do {
            let answer = try JSON.read(response.body, sizeLimit: 67_108_864)
            // Some success answers of version 1 carry errors instead of a payload.
            if answer["payload"] == nil, let errors = answer["errors"]?.arrayValue, !errors.isEmpty {
                throw SellingPartnerError.refused(
                    status: response.status, errors: ServiceError.read(answer), requestID: request)
            }
            return answer["payload"] ?? answer
        } catch let error as JSONSyntaxError {
            throw .malformed(message: error.description, requestID: request)
        } catch let error as SellingPartnerError {
            throw error
        } catch {
            throw .malformed(message: "\(error)", requestID: request)
        }
    }

    func failure(_ response: IncomingResponse) -> SellingPartnerError {
        let errors = ServiceError.read(response.body)
        let request = response.header("x-amzn-RequestId")
        return response.status == 429 || response.status >= 500
            ? .unavailable(status: response.status, errors: errors, requestID: request)
            : .refused(status: response.status, errors: errors, requestID: request)
    }
}
