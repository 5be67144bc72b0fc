import Cryptography
import HTTP
import UseCases

extension Gate {
    /// The headers that a repeated answer needs again.
    private static let keptHeaders = ["Content-Type", "Location", "ETag", "Cache-Control"]

    /// Runs the route unless this key was answered before; then the same answer is given again, marked as a repeat.
    ///
    /// A key belongs to one actor and one request: method, address and body. Only successes are kept, so a request that was
    /// refused can be corrected and sent again under its key. One that a crash cut off before it did anything can be sent again
    /// after the restart.
    func once(_ key: String, _ octets: [UInt8], _ route: Route, _ call: Call) async throws -> HTTPResponse {
        guard (1...255).contains(key.utf8.count), key.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            throw Problem(
                .badRequest, "idempotency-key", "Idempotency-Key must be 1 to 255 printable ASCII characters, for example a UUID."
            )
        }
        let actor = call.actor.id ?? ""
        let hash = SHA256.digest(Array("\(call.request.method) \(call.request.target.raw)\n".utf8) + octets)
        let reserve = ReserveIdempotencyKey(actor: actor, key: key, requestHash: hash)
        switch try await application.perform(reserve, as: call.actor) {
        case .fresh: break
        case .answered(let status, let headers, let body): return Self.repeated(status, headers, body)
        case .running:
            throw Problem(
                .conflict, "idempotency-running",
                "The first request with this Idempotency-Key has not been answered yet. Wait, then send it again.",
                headers: [("Retry-After", "1")])
        case .answerLost:
            throw Problem(
                .conflict, "idempotency-answer-lost",
                "The first request with this Idempotency-Key was carried out, but the server ended before its answer was kept. Read what it made or changed; to do it once more, use a new key."
            )
        case .otherBody:
            throw Problem(
                .unprocessable, "idempotency-reused",
                "This Idempotency-Key was used for another request. Use a new key for a new request.")
        }
        let response: HTTPResponse
        do {
            var call = call
            call.actor.idempotencyKey = key
            response = try await run(route, call)
        } catch {
            try await application.perform(ForgetIdempotencyKey(actor: actor, key: key), as: call.actor)
            throw error
        }
        var body: [UInt8] = []
        if case .bytes(let bytes) = response.body { body = bytes }
        let headers = Self.keptHeaders.compactMap { name in response.headers[first: name].map { "\(name): \($0)" } }
        try await application.perform(
            KeepIdempotentAnswer(
                actor: actor, key: key, status: response.status.code, headers: headers.joined(separator: "\n"), body: body),
            as: call.actor)
        return response
    }

    private static func repeated(_ status: Int, _ headers: String, _ body: [UInt8]) -> HTTPResponse {
        var response = HTTPResponse(status: Status(code: status), body: .bytes(body))
        for line in headers.split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 1)
            if parts.count == 2 { response.headers.set(String(parts[0]), String(parts[1].dropFirst())) }
        }
        response.headers.set("Idempotency-Replayed", "true")
        return response
    }
}
