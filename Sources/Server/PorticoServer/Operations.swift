import FoundationEssentials
import HTTP
package import HTTPServer
package import Logging
import Routing
package import Telemetry
import UseCases

/// What operators look at: health, metrics and the access log.
package struct Operations: Sendable {
    package let logger: Logger
    package let metrics: Metrics

    package init(logger: Logger, metrics: Metrics = Metrics()) {
        self.logger = logger
        self.metrics = metrics
    }

    /// `/healthz` (alive), `/readyz` (storage answers) and `/metrics` (Prometheus text format).
    func register(on router: inout Router, application: Application) throws {
        try router.get("/healthz") { _, _ in .text("ok\n") }
        try router.get("/readyz") { _, _ in
            do {
                _ = try await application.answer(NextDelivery(), as: .system)
                return .text("ready\n")
            } catch {
                return .text("storage does not answer\n", status: .serviceUnavailable)
            }
        }
        let metrics = metrics
        try router.get("/metrics") { _, _ in
            .bytes(Array(metrics.render().utf8), type: "text/plain; version=0.0.4; charset=utf-8")
        }
    }

    /// One line and two figures a request. Paths with secrets in them are told by their pattern only.
    package func finished(_ request: FinishedRequest) {
        let route = request.route ?? "none"
        metrics.counter(
            "portico_http_requests_total", help: "Finished requests by route and status.",
            labels: [("route", route), ("status", String(request.status.code))]
        ).add()
        metrics.histogram(
            "portico_http_request_seconds", help: "From the end of a request's head to the end of its answer.",
            labels: [("route", route)]
        ).observe(Double(request.microseconds) / 1_000_000)
        logger.info(
            "request",
            metadata: [
                "id": "\(request.id)", "method": "\(request.method)", "route": "\(route)", "status": "\(request.status.code)",
                "micros": "\(request.microseconds)", "bytes": "\(request.bytesOut)", "peer": "\(request.peer)",
            ])
    }

    /// An error that no handler turned into an answer.
    func report(_ error: any Error, _ request: HTTPRequest) {
        if error is UseCases.Refusal || error is BodyError || error is HTTP.Refusal { return }
        logger.error("request failed", metadata: ["id": "\(request.id)", "error": "\(error)"])
    }
}
