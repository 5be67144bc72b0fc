import Logging
import PorticoServer
import ServiceLifecycle
import Settings
import TLS
import UnixSignals

/// Reads the certificate files again whenever SIGHUP comes, as certbot's hooks and systemd's reload send it. Open connections
/// keep what they began with; files that cannot be used change nothing.
struct CertificateRenewal: Service {
    let operations: Operations
    let server: RunningServer
    let settings: Settings
    /// Made before anything else, because the signal ends a process that does not handle it.
    let signals: UnixSignalsSequence

    init(operations: Operations, server: RunningServer, settings: Settings) async {
        self.operations = operations
        self.server = server
        self.settings = settings
        signals = await UnixSignalsSequence(trapping: .sighup)
    }

    func run() async throws {
        for await _ in signals.cancelOnGracefulShutdown() {
            do {
                guard let certificates = try TLSContext(settings) else {
                    operations.logger.notice("there are no certificates to read again")
                    continue
                }
                server.renew(certificates)
                operations.logger.info("certificates are renewed")
            } catch {
                operations.logger.error("the certificates stay as they were", metadata: ["error": "\(error)"])
            }
        }
    }
}
