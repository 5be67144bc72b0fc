import Database
import Delivery
import HTTP
package import HTTPServer
import InvoiceInbox
package import LMTPServer
import Logging
import ServiceLifecycle
import Synchronization
package import TLS
import UseCases
import VendorExchange
import WebPages

/// The listeners, the outbox and the housekeeping, from start to graceful stop.
///
/// Ports are bound first, then what is served is made: so a server that is started as root can be somebody else by the time
/// it opens a file, and one whose port is taken has not touched its database.
package final class RunningServer: Service {
    private let operations: Operations
    private let servers: [(server: HTTPServer, responder: LateResponder)]
    private let composition = Mutex<Composition?>(nil)
    private let mailListener = Mutex<LMTPListener?>(nil)

    private let shutdownLimit: Duration

    /// - Parameters:
    ///   - operationsListener: serves what only operators see.
    ///   - shutdownLimit: what running requests get once the server is told to end.
    package init(
        operations: Operations, listener: ListenerConfiguration, operationsListener: ListenerConfiguration? = nil,
        shutdownLimit: Duration = .seconds(20)
    ) {
        self.operations = operations
        self.shutdownLimit = shutdownLimit
        servers = ([listener] + (operationsListener.map { [$0] } ?? [])).map { configuration in
            let responder = LateResponder()
            let server = HTTPServer(
                configuration: configuration, responder: responder, onFinished: { operations.finished($0) })
            return (server, responder)
        }
        for ((server, _), name) in zip(servers, ["public", "operations"]) {
            operations.observe(listener: name) { [weak server] in server?.figures ?? ListenerFigures() }
            if server.certificatesExpireAt == nil { continue }
            operations.observe(certificatesOf: name) { [weak server] in server?.certificatesExpireAt ?? 0 }
        }
    }

    /// Takes other certificates for the connections to come.
    package func renew(_ certificates: TLSContext) { for (server, _) in servers { server.renew(certificates) } }

    /// Binds and answers the public addresses with their real ports, then the operators'. Until ``serve(_:)`` every request
    /// is answered 503.
    package func start() throws -> [[ListenerConfiguration.Address]] { try servers.map { try $0.server.start() } }

    /// Serves from now on.
    package func serve(_ composition: Composition) {
        self.composition.withLock { $0 = composition }
        for ((_, late), responder) in zip(servers, [composition.responder, composition.operationsResponder]) {
            late.become(responder)
        }
    }

    /// Takes mail from now on. Throws `SocketError`.
    package func takeMail(by listener: LMTPListener) throws {
        try listener.start()
        mailListener.withLock { $0 = listener }
    }

    /// Sends deliveries and keeps house until a graceful shutdown begins; then lets requests finish within the limit.
    package func run() async throws {
        guard let composition = composition.withLock({ $0 }) else { return }
        let (worker, housekeeping, operations) = (composition.worker, composition.housekeeping, operations)
        let (indexer, mailWorker, webhooks) = (composition.indexer, composition.mailWorker, composition.webhooks)
        let vendor = composition.vendor
        let (inbox, counter) = (composition.inbox, composition.counter)
        let report: @Sendable (any Error) -> Void = {
            operations.logger.error("background work failed", metadata: ["error": "\($0)"])
        }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await worker.run(report: report) }
            if let mailWorker { group.addTask { await mailWorker.run(report: report) } }
            group.addTask { await webhooks.run(report: report) }
            group.addTask { await vendor.run(report: report) }
            group.addTask { await housekeeping.run(report: report) }
            group.addTask { await indexer.run(report: report) }
            group.addTask { await counter.run(report: report) }
            group.addTask { await inbox.run(report: report) }
            group.addTask {
                while (try? await Task.sleep(for: .seconds(1))) != nil { operations.flushLogs() }
            }
            group.addTask { await IdleCode.keepLettingGo() }
            group.addTask { try? await gracefulShutdown() }
            // The first to end is the shutdown.
            await group.next()
            group.cancelAll()
        }
        await stop()
    }

    /// Stops accepting, finishes what runs, closes, and brings everything to the disk. The streams of open pages, which would
    /// not end by themselves, are ended first.
    package func stop() async {
        composition.withLock { $0 }?.announcements.close()
        await mailListener.withLock { $0 }?.stop()
        await withTaskGroup(of: Void.self) { group in
            for (server, _) in servers { group.addTask { [shutdownLimit] in await server.stop(within: shutdownLimit) } }
        }
        await composition.withLock { $0 }?.application.environment.database.close()
        operations.flushLogs()
    }
}

/// Lets a server listen before what it serves is made.
private final class LateResponder: Responder {
    private let real = Mutex<(any Responder)?>(nil)

    func become(_ responder: any Responder) { real.withLock { $0 = responder } }

    func respond(to request: HTTPRequest) async -> HTTPResponse {
        if let real = real.withLock({ $0 }) { return await real.respond(to: request) }
        var response = HTTPResponse.text("The server is starting.\n", status: .serviceUnavailable)
        response.headers.set("Retry-After", "1")
        return response
    }
}
