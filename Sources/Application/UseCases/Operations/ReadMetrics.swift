import Procurement

/// Asks whether the figures of the server may be read; answers nothing.
package struct ReadMetrics: Query {
    package static let access = Access.roles(.auditor, scope: "metrics.read")
    package init() {}
    package func answer(in _: View) throws {}
}
