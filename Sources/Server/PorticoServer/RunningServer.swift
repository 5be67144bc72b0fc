import Delivery
import HTTP
package import HTTPServer
import Logging
import ServiceLifecycle
import WebPages

/// The listener, the outbox and the housekeeping, from start to graceful stop.
package final class RunningServer: Service {
    package let composition: Composition
    private let operations: Operations
    private let server: HTTPServer

    package init(_ composition: Composition, operations: Operations, listener: ListenerConfiguration) {
        self.composition = composition
        self.operations = operations
        server = HTTPServer(configuration: listener, responder: composition.responder, onFinished: { operations.finished($0) })
    }

    /// Binds and answers the addresses with their real ports.
    package func start() throws -> [ListenerConfiguration.Address] { try server.start() }

    /// Sends deliveries and keeps house until a graceful shutdown begins; then lets requests finish for up to 20 seconds.
    package func run() async throws {
        let (worker, housekeeping, logger) = (composition.worker, composition.housekeeping, operations.logger)
        let report: @Sendable (any Error) -> Void = { logger.error("background work failed", metadata: ["error": "\($0)"]) }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await worker.run(report: report) }
            group.addTask { await housekeeping.run(report: report) }
            group.addTask { try? await gracefulShutdown() }
            // The first to end is the shutdown.
            await group.next()
            group.cancelAll()
        }
        await stop()
    }

    /// Ends the streams of open pages first, which would not end by themselves.
    package func stop() async {
        composition.announcements.close()
        await server.stop(within: .seconds(20))
    }
}
