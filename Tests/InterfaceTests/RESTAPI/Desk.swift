import CXMLExchange
import Cryptography
import Database
import FoundationEssentials
import HTTP
import HTTPClient
import JSON
import Procurement
import ProcurementStore
@testable import RESTAPI
import Routing
import SQLiteDatabase
import Synchronization
import Testing
import UseCases

/// The REST interface over a scratch database, with an administrator's machine token.
struct Desk {
    let application: Application
    let router: Router
    let database: SQLiteDatabase
    let routes: [Route]
    let token: String
    let clock = Clock()

    final class Clock: Sendable {
        private let time = Mutex(Date(timeIntervalSince1970: 1_800_000_000))
        var now: Date { time.withLock { $0 } }
        func advance(_ seconds: TimeInterval) { time.withLock { $0 = $0.addingTimeInterval(seconds) } }
    }

    init(tryClient: @escaping @Sendable (String, HTTPRequest) -> Int? = { _, _ in nil }) async throws {
        database = try SQLiteDatabase.scratch()
        _ = try await Migrator(Migrations.sqlite).run(on: database, at: Date(timeIntervalSince1970: 1_800_000_000))
        let random = SeededRandom(seed: 7)
        let clock = clock
        application = Application(
            Environment(
                database: database, now: { clock.now }, random: random,
                sealer: SecretBox(key: SealingKey(random: random), random: random), passwordCost: .cheap,
                orderWriter: CXMLOrderWriter(), rules: Rules()))
        let exchange = Exchange(application: application, sender: Nowhere())
        let rest = RESTAPI(application: application, exchange: exchange, version: "1", tryClient: tryClient) { error, _ in
            Issue.record(error)
        }
        var router = Router()
        try rest.register(on: &router)
        self.router = router
        routes = rest.routes
        token = try await application.perform(CreateAPIToken(name: "tests", scopes: ["*"]), as: .system).secret
    }

    /// A token of a new user.
    func token(of email: String, roles: [String], scopes: [String] = ["*"]) async throws -> String {
        _ = try await application.perform(CreateUser(email: email, name: email, roles: roles), as: .system)
        return try await application.perform(CreateAPIToken(name: email, userEmail: email, scopes: scopes), as: .system).secret
    }

    struct Unreadable: Error {}

    struct Reply {
        let status: Int
        let headers: HeaderFields
        let json: JSON

        /// The pointers of a problem document.
        var pointers: [String] { (json["errors"]?.arrayValue ?? []).compactMap { $0["pointer"]?.stringValue } }
        var code: String? { json["code"]?.stringValue }
    }

    func send(
        _ method: HTTP.Method, _ target: String, _ body: JSON? = nil, as token: String? = nil, _ headers: [(String, String)] = [],
        type: String = "application/json"
    ) async throws -> Reply {
        let fields = HeaderFields([("Authorization", "Bearer \(token ?? self.token)")] + headers)
        return try await send(method, target, body?.bytes() ?? [], fields, type: type)
    }

    /// A form, without a token unless the headers hold one.
    func post(_ target: String, form: String, _ headers: [(String, String)] = []) async throws -> Reply {
        try await send(.post, target, Array(form.utf8), HeaderFields(headers), type: "application/x-www-form-urlencoded")
    }

    /// A body as it is written.
    func post(_ target: String, json: String) async throws -> Reply {
        let headers = HeaderFields([("Authorization", "Bearer \(token)")])
        return try await send(.post, target, Array(json.utf8), headers, type: "application/json")
    }

    private func send(
        _ method: HTTP.Method, _ target: String, _ bytes: [UInt8], _ headers: HeaderFields, type: String
    ) async throws -> Reply {
        var fields = headers
        if !bytes.isEmpty { fields.set("Content-Type", type) }
        var parser = RequestParser()
        guard case .complete(let head, _) = parser.parse(Array("\(method) \(target) HTTP/1.1\r\nHost: x\r\n\r\n".utf8)[...])
        else {
            throw Unreadable()
        }
        let request = HTTPRequest(
            method: method, target: head.target, headers: fields, id: "req-1", body: RequestBody(bytes: bytes))
        let response = await router.respond(to: request)
        var json = JSON.null
        if case .bytes(let bytes) = response.body, !bytes.isEmpty { json = try JSON.read(bytes) }
        if [200, 201].contains(response.status.code) { check(json, method, response.route) }
        return Reply(status: response.status.code, headers: response.headers, json: json)
    }

    /// Holds every answer of every test to the schema that `/openapi.json` gives for it.
    private func check(_ json: JSON, _ method: HTTP.Method, _ pattern: String?) {
        guard let route = routes.first(where: { $0.method == method && $0.pattern == pattern }) else { return }
        let values = route.kind == .list ? json["data"]?.arrayValue ?? [] : [json]
        for value in values {
            let problems = route.response.problems(in: value).map { "\($0.pointer): \($0.message)" }
            #expect(problems.isEmpty, "\(route.name): \(problems)")
        }
    }

    /// Makes a record and answers its id.
    func make(_ path: String, _ body: JSON) async throws -> String {
        let reply = try await send(.post, "/v1/\(path)", body)
        #expect(reply.status == 201, "\(path): \(reply.json.text())")
        let id = try #require(reply.json["id"]?.stringValue)
        #expect(reply.headers[first: "Location"] == "/v1/\(path)/\(id)")
        return id
    }
}

/// Nobody is there.
private struct Nowhere: HTTPSender {
    func send(_ request: OutgoingRequest) async throws(HTTPClientError) -> IncomingResponse {
        IncomingResponse(status: 503, body: [])
    }
}
