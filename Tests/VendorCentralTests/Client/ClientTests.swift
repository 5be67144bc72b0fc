import FoundationEssentials
import HTTPClient
import JSON
import SellingPartner
import Synchronization
import Testing
import VendorCentral
import VendorSandbox

/// Answers as it is told, in turn; tokens are always given.
private final class Script: HTTPSender {
    typealias Answer = Result<IncomingResponse, HTTPClientError>
    private let answers: Mutex<[Answer]>
    private let kept = Mutex<[OutgoingRequest]>([])
    private let tokens = Mutex(0)

    init(_ answers: [Answer]) { self.answers = Mutex(answers) }

    var calls: [OutgoingRequest] { kept.withLock { $0 } }
    var tokensGiven: Int { tokens.withLock { $0 } }

    func send(_ request: OutgoingRequest) async throws(HTTPClientError) -> IncomingResponse {
        if request.url.hasSuffix("/auth/o2/token") {
            let count = tokens.withLock { count in
                count += 1
                return count
            }
            return Self.json(["access_token": .string("Atza|\(count)"), "expires_in": 3600])
        }
        kept.withLock { $0.append(request) }
        let next = answers.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        return try (next ?? .success(Self.json(["payload": ["orders": []]]))).get()
    }

    static func json(_ value: JSON, _ status: Int = 200, _ headers: [(String, String)] = []) -> IncomingResponse {
        IncomingResponse(status: status, headers: headers, body: value.bytes())
    }

    static func error(_ status: Int, _ code: String) -> Answer {
        .success(json(["errors": [["code": .string(code), "message": "m"]]], status, [("x-amzn-RequestId", "r1")]))
    }
}

/// The client's patience, tokens and pages.
struct ClientTests {
    private func page(_ script: Script, _ time: Hourglass = Hourglass(), attempts: Int = 5) async throws -> Int {
        var walk = ClientSamples.client(script, time, attempts: attempts).retailOrders(ListQuery())
        return try await walk.next()?.count ?? -1
    }

    @Test(arguments: [429, 500, 503])
    func `throttling and failures are waited out, longer each time`(status: Int) async throws {
        let script = Script([Script.error(status, "X"), Script.error(status, "X"), Script.error(status, "X")])
        let time = Hourglass()
        #expect(try await page(script, time) == 0)
        #expect(script.calls.count == 4)
        // Three quarters of 0.5, 1 and 2 seconds with the dice at the middle, beside what the bucket asks.
        for pause in [0.375, 0.75, 1.5] { #expect(time.slept.contains(pause)) }
    }

    @Test func `patience ends, with Amazon's reason and the number of the request`() async {
        let script = Script((0..<9).map { _ in Script.error(429, "QuotaExceeded") })
        let error = await #expect(throws: SellingPartnerError.self) { try await page(script, attempts: 3) }
        #expect(script.calls.count == 3)
        #expect(error?.isWorthAnotherTry == true)
        #expect(error?.description.contains("QuotaExceeded") == true && error?.description.contains("r1") == true)
    }

    @Test(arguments: [400, 404, 413, 415])
    func `what Amazon refuses is not tried again`(status: Int) async {
        let script = Script([Script.error(status, "InvalidInput")])
        let error = await #expect(throws: SellingPartnerError.self) { try await page(script) }
        #expect(script.calls.count == 1)
        #expect(error?.isWorthAnotherTry == false && error?.mayHaveArrived == false)
    }

    @Test func `an expired token is replaced once, and then believed`() async throws {
        let script = Script([Script.error(403, "Unauthorized")])
        #expect(try await page(script) == 0)
        #expect(script.tokensGiven == 2)
        #expect(script.calls.map { $0.headers.first { $0.0 == "x-amz-access-token" }?.1 } == ["Atza|1", "Atza|2"])
        let stubborn = Script((0..<5).map { _ in Script.error(403, "Unauthorized") })
        _ = await #expect(throws: SellingPartnerError.self) { try await page(stubborn) }
        #expect(stubborn.calls.count == 2)
    }

    @Test func `one token is fetched however many calls need one, and again shortly before its end`() async throws {
        let script = Script([])
        let time = Hourglass()
        let client = ClientSamples.client(script, time)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<20 { group.addTask { try await client.checkAccess() } }
            try await group.waitForAll()
        }
        #expect(script.tokensGiven == 1)
        time.pass(3500)
        try await client.checkAccess()
        #expect(script.tokensGiven == 1)
        time.pass(50)
        try await client.checkAccess()
        #expect(script.tokensGiven == 2)
    }

    @Test func `a posted message without an answer is unknown and not sent again; a question is`() async throws {
        let lost = HTTPClientError(.noAnswer, "The connection broke.")
        let script = Script([.failure(lost)])
        let client = ClientSamples.client(script, Hourglass())
        let posting = Posting(kept: ["acknowledgements": []], of: .retailAcknowledgement)
        let error = await #expect(throws: SellingPartnerError.self) { try await client.post(posting) }
        #expect(error?.mayHaveArrived == true)
        #expect(script.calls.count == 1)
        #expect(try await page(Script([.failure(lost)])) == 0)
        let unsent = Script([.failure(HTTPClientError(.notSent, "Refused.")), .success(Script.json(["transactionId": "t"], 202))])
        #expect(try await ClientSamples.client(unsent, Hourglass()).post(posting) == "t")
    }

    @Test func `a repeated page token ends the walk and says so`() async throws {
        let same = Script.json(["payload": ["pagination": ["nextToken": "A"], "orders": [["purchaseOrderNumber": "1"]]]])
        let script = Script([.success(same), .success(same), .success(same)])
        var walk = ClientSamples.client(script, Hourglass()).retailOrders(ListQuery())
        var pages = 0
        while try await walk.next() != nil { pages += 1 }
        #expect(pages == 2 && walk.isLooping)
        #expect(script.calls.count == 2)
        #expect(script.calls.last?.url.hasSuffix("?nextToken=A") == true)
    }

    @Test func `a page that Amazon calls wrong in the middle of a walk is asked for again`() async throws {
        let first = Script.json(["payload": ["pagination": ["nextToken": "A"], "orders": []]])
        let script = Script([.success(first), Script.error(400, "InvalidInput")])
        var walk = ClientSamples.client(script, Hourglass()).retailOrders(ListQuery())
        while try await walk.next() != nil {}
        #expect(script.calls.count == 3 && !walk.isLooping)
    }

    @Test(arguments: [
        "", "<html>Bad gateway</html>", "[{\"code\":\"InvalidInput\",\"message\":\"m\"}]", "{\"code\":\"X\",\"message\":\"m\"}",
    ])
    func `errors come in every shape`(body: String) async {
        let script = Script([.success(IncomingResponse(status: 400, body: Array(body.utf8)))])
        let error = await #expect(throws: SellingPartnerError.self) { try await page(script) }
        guard case .refused(400, let errors, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(errors.count == (body.contains("code") ? 1 : 0))
    }

    @Test func `half an answer is no answer`() async {
        let script = Script([.success(IncomingResponse(status: 200, body: Array("{\"payload\":{".utf8)))])
        let error = await #expect(throws: SellingPartnerError.self) { try await page(script) }
        #expect(error?.description.contains("cannot be read") == true)
    }

    @Test func `the bucket lets a burst through and then one at a time`() {
        let limiter = RequestLimiter()
        let time = Hourglass()
        let operation = DirectVersion.v2021.orders
        let waits = (0..<13).map { _ in limiter.reserve(operation, account: "a", now: time.now) }
        #expect(waits[..<10].allSatisfy { $0 == 0 })
        #expect(waits[10] > 0.09 && waits[10] < 0.11 && waits[12] > 0.29)
        #expect(limiter.reserve(operation, account: "b", now: time.now) == 0, "another account has its own")
        time.pass(60)
        #expect(limiter.reserve(operation, account: "a", now: time.now) == 0)
        time.pass(-3600)
        #expect(limiter.reserve(operation, account: "a", now: time.now) >= 0, "a clock that went back fills nothing")
    }

    @Test func `wrong credentials are said in words, without the secret`() async {
        let time = Hourglass()
        let sender = SandboxSender(VendorSandbox(VendorScenario(start: time.now), now: { time.now }))
        let client = ClientSamples.client(sender, time, refreshToken: "Atzr|wrong")
        let error = await #expect(throws: SellingPartnerError.self) { try await client.checkAccess() }
        #expect(error?.description.contains("refresh token") == true)
        #expect(error?.description.contains("Atzr") == false)
        #expect(sender.requests.count == 1, "tried once")
    }
}
