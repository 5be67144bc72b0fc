import HTTP
import Routing
import Telemetry
import UseCases

extension Operations {
    /// `/healthz`: the process answers. `/readyz`: it can do its work; one line a check, 503 when one fails.
    func registerHealth(on router: inout Router, _ readiness: Readiness) throws {
        try router.get("/healthz") { _, _ in Self.unkept(.text("ok\n")) }
        try router.get("/readyz") { _, _ in
            let report = await readiness.report()
            return Self.unkept(.text(report.text, status: report.isReady ? .ok : .serviceUnavailable))
        }
    }

    /// `/metrics` for whoever reaches the operators' own listener.
    func registerMetrics(on router: inout Router) throws {
        let operations = self
        try router.get("/metrics") { _, _ in operations.figures() }
    }

    /// `/metrics` beside everything else: for clients of this machine, and for tokens with the scope `metrics.read`.
    ///
    /// A request with a proxy's fields from a peer that is not configured as one is nobody's of this machine, whatever its
    /// address: that is what an unconfigured proxy on this machine looks like.
    func registerGuardedMetrics(on router: inout Router, _ application: Application) throws {
        let operations = self
        try router.get("/metrics") { request, _ in
            if request.way != .unknownProxy, IPAddress(request.peer)?.isLoopback == true { return operations.figures() }
            guard case .bearer(let secret)? = request.authorization,
                let actor = try await FindToken(secret).run(in: application)
            else { return Self.refused(.unauthorized, "Send a token with the scope metrics.read.\n") }
            do {
                try await application.answer(ReadMetrics(), as: actor)
                return operations.figures()
            } catch let refusal as UseCases.Refusal {
                return Self.refused(.forbidden, refusal.message + "\n")
            }
        }
    }

    private static func refused(_ status: Status, _ text: String) -> HTTPResponse {
        var response = HTTPResponse.text(text, status: status)
        if status == .unauthorized { response.headers.set("WWW-Authenticate", "Bearer realm=\"Portico\"") }
        return unkept(response)
    }

    private func figures() -> HTTPResponse {
        Self.unkept(.bytes(Array(metrics.render().utf8), type: "text/plain; version=0.0.4; charset=utf-8"))
    }

    private static func unkept(_ response: HTTPResponse) -> HTTPResponse {
        var response = response
        response.headers.set("Cache-Control", "no-store")
        return response
    }
}
