package import HTTP

/// One finished request, for the access log and the metrics.
package struct FinishedRequest: Sendable {
    package var id: String
    package var method: Method
    package var path: String
    /// The route's pattern, when one matched.
    package var route: String?
    package var status: Status
    package var bytesOut: Int
    package var microseconds: Int64
    package var peer: String
    /// A stream that lasted as long as the client wanted: its time is no latency.
    package var isEndless = false
}
