import Synchronization
import Telemetry

/// The figures of finished requests, each instrument looked up once and then kept: by route, which are few, never by path.
final class RequestMeters: Sendable {
    private struct Meters {
        let seconds: Histogram
        var counters: [Int: Counter] = [:]
    }

    private let metrics: Metrics
    private let known = Mutex<[String: Meters]>([:])

    init(_ metrics: Metrics) { self.metrics = metrics }

    /// - Parameter microseconds: `nil` for a stream, whose time is its listener's.
    func count(route: String, status: Int, microseconds: Int64?) {
        let (counter, histogram) = known.withLock { known in
            if let meters = known[route], let counter = meters.counters[status] { return (counter, meters.seconds) }
            return make(&known[route], route, status)
        }
        counter.add()
        if let microseconds { histogram.observe(Double(microseconds) / 1_000_000) }
    }

    private func make(_ meters: inout Meters?, _ route: String, _ status: Int) -> (Counter, Histogram) {
        let counter = metrics.counter(
            "portico_http_requests_total", help: "Finished requests by route and status.",
            labels: [("route", route), ("status", String(status))])
        var found =
            meters
            ?? Meters(
                seconds: metrics.histogram(
                    "portico_http_request_seconds",
                    help: "From the end of a request's head to the end of its answer, but for streams of events.",
                    labels: [("route", route)]))
        found.counters[status] = counter
        meters = found
        return (counter, found.seconds)
    }
}
