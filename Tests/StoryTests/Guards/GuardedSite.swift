import Cryptography
import Database
import FoundationEssentials
import HTTP
import HTTPClient
import Logging
import PorticoServer
import ProcurementStore
import SQLiteDatabase
import Settings
import Synchronization
import Telemetry
import Testing
import UseCases

/// Portico in process, without sockets, behind the guards that some settings ask for. The demo company is in it.
final class GuardedSite: Sendable {
    let composition: Composition
    let operations: Operations
    /// What both logs wrote.
    let output: CapturedOutput

    init(_ overrides: [String: String] = [:], checks: [ReadinessCheck] = [], patience: Duration = .seconds(600)) async throws {
        let settings = try Settings.load(
            environment: [:], overrides: overrides.merging(["public_url": "https://portico.test"]) { given, _ in given })
        let output = CapturedOutput()
        let now: @Sendable () -> Date = { Date(timeIntervalSince1970: 1_790_000_000) }
        operations = Operations(
            logger: Logger(label: "story") { LineLogHandler(label: $0, output: output, now: now) },
            access: AccessLog(format: .logfmt, output: output, now: now))
        self.output = output
        let database = try SQLiteDatabase.scratch()
        _ = try await Migrator(Migrations.sqlite).run(on: database, at: now())
        let random = SystemRandom()
        let parts = Parts(
            database: database, sender: Nowhere(), random: random,
            sealer: SecretBox(key: SealingKey(random: random), random: random), now: now, rules: Rules(settings),
            passwordCost: .cheap, checks: checks, readinessPatience: patience)
        let ticks = Ticks()
        self.ticks = ticks
        composition = try Composition(
            parts, operations: operations, guards: try Guards(settings, operations: operations, microseconds: { ticks.now }))
        try await DemoData(shopURL: "http://127.0.0.1:1").load(into: composition.application)
    }

    private let ticks: Ticks

    private final class Ticks: Sendable {
        private let time = Atomic<Int64>(1_000_000_000)
        var now: Int64 { time.load(ordering: .relaxed) }
        func pass(_ microseconds: Int64) { time.add(microseconds, ordering: .relaxed) }
    }

    private struct Nowhere: HTTPSender {
        func send(_ request: OutgoingRequest) async throws(HTTPClientError) -> IncomingResponse {
            throw HTTPClientError(.refusedTarget, "nothing leaves")
        }
    }

    func pass(seconds: Int64) { ticks.pass(seconds * 1_000_000) }

    /// What is answered to a request from this peer, by the public listener or by the operators'.
    func send(
        _ method: String, _ path: String, from peer: String = "203.0.113.9", _ fields: [(String, String)] = [], body: String = "",
        toOperators: Bool = false
    ) async throws -> HTTPResponse {
        let lines = ["\(method) \(path) HTTP/1.1", "Host: portico.test"] + fields.map { "\($0): \($1)" }
        var parser = RequestParser()
        let octets = Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
        guard case .complete(let head, _) = parser.parse(octets[...]) else {
            Issue.record("not a request")
            return HTTPResponse()
        }
        let request = HTTPRequest(
            method: head.method, target: head.target, headers: head.headers, peer: peer, id: "r-1",
            body: RequestBody(bytes: Array(body.utf8)))
        return await (toOperators ? composition.operationsResponder : composition.responder).respond(to: request)
    }

    func token(_ scopes: [String]) async throws -> (String, String) {
        let made = try await composition.application.perform(CreateAPIToken(name: "t", scopes: scopes), as: .system)
        return ("Authorization", "Bearer \(made.secret)")
    }
}

extension HTTPResponse {
    var text: String { if case .bytes(let bytes) = body { String(decoding: bytes, as: UTF8.self) } else { "" } }
}
