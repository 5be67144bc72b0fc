import Logging
import PorticoServer
import ServiceLifecycle
import UnixSignals

/// Opens the log files again whenever SIGUSR1 comes, as logrotate sends it after it moved them away.
struct LogRotation: Service {
    let operations: Operations
    /// Made before anything else, because the signal ends a process that does not handle it.
    let signals: UnixSignalsSequence

    init(operations: Operations) async {
        self.operations = operations
        signals = await UnixSignalsSequence(trapping: .sigusr1)
    }

    func run() async throws {
        for await _ in signals.cancelOnGracefulShutdown() {
            do {
                try operations.openLogs()
                operations.logger.info("log files are open again")
            } catch {
                operations.logger.error("a log file stays where it was", metadata: ["error": "\(error)"])
            }
        }
    }
}
