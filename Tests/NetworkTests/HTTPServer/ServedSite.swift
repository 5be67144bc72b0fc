import HTTP
import HTTPServer
import Routing
import Synchronization
import TestSupport
import Testing

/// A listener on free ports of this machine, with a few addresses to ask for.
final class ServedSite: Sendable {
    let server: HTTPServer
    let addresses: [ListenerConfiguration.Address]
    private let log = FinishedRequests()

    private final class FinishedRequests: Sendable {
        let all = Mutex<[FinishedRequest]>([])
    }

    var port: Int { addresses.first?.port ?? 0 }
    /// What the access log would tell.
    var finished: [FinishedRequest] { log.all.withLock { $0 } }
    var refused: [ListenerCounters.Refusal: Int] { server.figures.refused }

    private init(_ configuration: ListenerConfiguration, _ responder: any Responder) throws {
        let log = log
        server = HTTPServer(
            configuration: configuration, responder: responder, onFinished: { request in log.all.withLock { $0.append(request) } }
        )
        addresses = try server.start()
    }

    /// Starts a server on one plain port, as `change` has it, lets `body` ask it, and stops it.
    static func run(
        _ change: (inout ListenerConfiguration) -> Void = { _ in }, responder: (any Responder)? = nil,
        _ body: (ServedSite) async throws -> Void
    ) async throws {
        var configuration = ListenerConfiguration(listen: [.init(host: "127.0.0.1", port: 0)])
        configuration.reactors = 1
        // A machine that is busy with other tests is no slow client; a test of a limit sets its own.
        configuration.headSeconds = 120
        configuration.firstByteSeconds = 120
        configuration.idleSeconds = 600
        configuration.rateGraceSeconds = 120
        change(&configuration)
        let site = try ServedSite(configuration, try responder ?? router())
        do {
            try await body(site)
        } catch {
            await site.server.stop(within: .milliseconds(100))
            throw error
        }
        await site.server.stop(within: .milliseconds(100))
    }

    func connect() throws -> RawConnection { try RawConnection(port: port) }

    /// `/who` tells what the listener knows of the client.
    static func router() throws -> Router {
        var router = Router()
        try router.get("/who") { request, _ in
            .text("peer=\(request.peer) scheme=\(request.scheme) certificate=\(request.clientCertificate?.subject ?? "none")\n")
        }
        try router.get("/private/{name}") { request, _ in .text("private \(request.clientCertificate?.subject ?? "none")\n") }
        try router.post("/echo") { request, _ in .bytes(try await request.body.collect(upTo: .max), type: "text/plain") }
        return router
    }

    /// Waits until this many connections were refused for a reason.
    func refuses(_ reason: ListenerCounters.Refusal, times: Int = 1) async throws {
        try await Patience.wait("\(times) refusals as \(reason): \(refused)") { refused[reason] == times }
    }
}
