package import HTTPServer
package import SQLiteDatabase
import Telemetry

/// Figures that others keep, told beside our own.
extension Operations {
    /// Tells a listener's counts under its name.
    package func observe(listener: String, _ figures: @escaping @Sendable () -> ListenerFigures) {
        func tell(
            _ kind: Metrics.Kind, _ name: String, _ help: String, _ labels: [(String, String)] = [],
            _ value: @escaping @Sendable (ListenerFigures) -> Int
        ) {
            metrics.observe(kind, "portico_\(name)", help: help, labels: [("listener", listener)] + labels) { value(figures()) }
        }
        tell(.gauge, "connections_open", "Connections that are open.") { $0.open }
        tell(.gauge, "event_streams_open", "Streams of server-sent events that are open.") { $0.streams }
        tell(.counter, "connections_total", "Connections accepted.") { $0.accepted }
        tell(.counter, "received_bytes_total", "Octets received.") { $0.bytesIn }
        tell(.counter, "sent_bytes_total", "Octets sent.") { $0.bytesOut }
        tell(.counter, "tls_handshakes_total", "TLS handshakes finished.", [("resumed", "no")]) { $0.fullHandshakes }
        tell(.counter, "tls_handshakes_total", "TLS handshakes finished.", [("resumed", "yes")]) { $0.resumedHandshakes }
        for reason in ListenerCounters.Refusal.allCases {
            tell(.counter, "refused_total", "Connections and requests that were not served.", [("reason", reason.rawValue)]) {
                $0.refused[reason] ?? 0
            }
        }
    }

    /// Tells when the first of a listener's certificates ends, which is what to be warned of.
    package func observe(certificatesOf listener: String, _ expiry: @escaping @Sendable () -> Int) {
        metrics.observe(
            .gauge, "portico_tls_certificate_expiry_timestamp_seconds",
            help: "When the first of the certificates ends, in seconds since 1970.", labels: [("listener", listener)], expiry)
    }

    /// Tells what waits for the writer thread.
    package func observe(_ database: SQLiteDatabase) {
        // The figures must not keep a database open that everybody else let go of.
        let figures: @Sendable () -> WriterFigures = { [weak database] in
            database?.writerFigures ?? WriterFigures()
        }
        metrics.observe(.gauge, "portico_writer_waiting", help: "Writes that wait for the writer thread.") { figures().waiting }
        metrics.observe(.counter, "portico_writer_writes_total", help: "Writes committed.") { figures().jobs }
        metrics.observe(.counter, "portico_writer_commits_total", help: "Commits; several writes share one.") {
            figures().commits
        }
        metrics.observe(.counter, "portico_writer_failures_total", help: "Transactions that were lost as a whole.") {
            figures().failures
        }
    }

    /// Counts a refusal by a rate limit.
    func limited(_ name: String) {
        metrics.counter(
            "portico_rate_limited_total", help: "Requests refused by a rate limit.", labels: [("limit", name)]
        ).add()
    }
}
