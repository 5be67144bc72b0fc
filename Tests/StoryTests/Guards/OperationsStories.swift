import Database
import HTTP
import PorticoServer
import Synchronization
import Telemetry
import Testing
import UseCases

@testable import HTTPServer

struct OperationsStories {
    @Test func `the figures are for this machine, for auditors' tokens, and for nobody else`() async throws {
        let site = try await GuardedSite(["rate_limits.failures_per_minute": "0"])
        #expect(try await site.send("GET", "/metrics", from: "127.0.0.1").text.contains("portico_writer_waiting 0\n"))
        #expect(try await site.send("GET", "/metrics", from: "::1").status == .ok)
        #expect(try await site.send("GET", "/metrics").status == .unauthorized)
        #expect(try await site.send("GET", "/metrics", [("Authorization", "Bearer x")]).status == .unauthorized)
        #expect(try await site.send("GET", "/metrics", [try await site.token(["purchase-orders.read"])]).status == .forbidden)
        #expect(try await site.send("GET", "/metrics", [try await site.token(["metrics.read"])]).status == .ok)
        // That is a proxy on this machine that nobody configured.
        #expect(
            try await site.send("GET", "/metrics", from: "127.0.0.1", [("X-Forwarded-For", "127.0.0.1")]).status == .unauthorized)
    }

    @Test func `with a listener of their own they are there and not on the public one`() async throws {
        let site = try await GuardedSite(["operations_listen": "127.0.0.1:0"])
        #expect(try await site.send("GET", "/metrics", from: "127.0.0.1").status == .notFound)
        #expect(try await site.send("GET", "/metrics", toOperators: true).status == .ok)
        #expect(try await site.send("GET", "/readyz", toOperators: true).status == .ok)
        #expect(try await site.send("GET", "/sign-in", toOperators: true).status == .notFound)
        #expect(try await site.send("GET", "/readyz").status == .ok)
    }

    @Test func `readiness is told by name, and what is wrong by the log only`() async throws {
        struct Lost: Error { let path = "/secret/place" }
        let isLost = Atomic<Bool>(false)
        let site = try await GuardedSite(checks: [ReadinessCheck("key") { if isLost.load(ordering: .relaxed) { throw Lost() } }])
        let ready = try await site.send("GET", "/readyz")
        #expect(ready.status == .ok && ready.text == "database ok\nmigrations ok\nkey ok\n")
        isLost.store(true, ordering: .relaxed)
        // Within the second the answer is kept.
        #expect(try await site.send("GET", "/readyz").status == .ok)
        site.pass(seconds: 1)
        let broken = try await site.send("GET", "/readyz")
        #expect(broken.status == .serviceUnavailable && broken.text == "database ok\nmigrations ok\nkey failed\n")
        #expect(site.output.lines.contains { $0.contains("check=key") && $0.contains("/secret/place") })
        #expect(try await site.send("GET", "/healthz").text == "ok\n")
    }

    @Test func `a database that cannot be written, or a check that hangs, is not ready`() async throws {
        let site = try await GuardedSite()
        await site.composition.application.environment.database.close()
        let closed = try await site.send("GET", "/readyz")
        #expect(closed.status == .serviceUnavailable && closed.text == "database failed\nmigrations failed\n")
        let (nothing, end) = AsyncStream.makeStream(of: Void.self)
        defer { end.finish() }
        let hanging = try await GuardedSite(checks: [ReadinessCheck("hanging") { for await _ in nothing {} }], patience: .zero)
        #expect(try await hanging.send("GET", "/readyz").status == .serviceUnavailable)
    }

    @Test func `a finished request is two figures and one line, without its path`() async throws {
        let site = try await GuardedSite()
        for status in [Status.ok, .ok, .notFound] {
            site.operations.finished(
                FinishedRequest(
                    id: "r-7", method: .get, path: "/punch-in/secret", route: "/punch-in/{connection}", status: status,
                    bytesOut: 99,
                    microseconds: 2_000, peer: "203.0.113.9"))
        }
        let figures = site.operations.metrics.render()
        #expect(figures.contains("portico_http_requests_total{route=\"/punch-in/{connection}\",status=\"200\"} 2\n"))
        #expect(figures.contains("portico_http_requests_total{route=\"/punch-in/{connection}\",status=\"404\"} 1\n"))
        #expect(figures.contains("portico_http_request_seconds_bucket{route=\"/punch-in/{connection}\",le=\"0.0025\"} 3\n"))
        let lines = site.output.lines.filter { $0.contains("id=r-7") }
        #expect(lines.count == 3 && lines.allSatisfy { $0.contains("peer=203.0.113.9") && !$0.contains("/punch-in/secret") })
    }

    @Test func `a stream of events is counted, and its time is no latency`() async throws {
        let site = try await GuardedSite()
        for isEndless in [true, false] {
            site.operations.finished(
                FinishedRequest(
                    id: "r-8", method: .get, path: "/events", route: "/events", status: .ok, bytesOut: 99,
                    microseconds: 900_000_000, peer: "203.0.113.9", isEndless: isEndless))
        }
        let figures = site.operations.metrics.render()
        #expect(figures.contains("portico_http_requests_total{route=\"/events\",status=\"200\"} 2\n"))
        #expect(figures.contains("portico_http_request_seconds_count{route=\"/events\"} 1\n"))
        #expect(site.output.lines.filter { $0.contains("id=r-8") && $0.contains("micros=900000000") }.count == 2)
    }

    @Test func `a listener's counts are told by its name`() async throws {
        let site = try await GuardedSite()
        let (one, other) = (ListenerCounters(), ListenerCounters())
        site.operations.observe(listener: "public") { one.figures + other.figures }
        for counters in [one, other] {
            counters.connectionAccepted()
            counters.received(10)
            counters.sent(20)
            counters.handshakeFinished(resumed: false)
        }
        one.handshakeFinished(resumed: true)
        one.connectionClosed()
        one.streamBegan()
        other.streamBegan()
        other.streamEnded()
        other.refused(.perAddress)
        let figures = site.operations.metrics.render()
        for line in [
            "connections_open{listener=\"public\"} 1", "connections_total{listener=\"public\"} 2",
            "event_streams_open{listener=\"public\"} 1", "received_bytes_total{listener=\"public\"} 20",
            "sent_bytes_total{listener=\"public\"} 40",
            "tls_handshakes_total{listener=\"public\",resumed=\"no\"} 2",
            "tls_handshakes_total{listener=\"public\",resumed=\"yes\"} 1",
            "refused_total{listener=\"public\",reason=\"per_address\"} 1", "refused_total{listener=\"public\",reason=\"full\"} 0",
        ] { #expect(figures.contains("portico_\(line)\n")) }
    }
}
