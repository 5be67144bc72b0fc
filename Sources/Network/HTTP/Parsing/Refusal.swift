/// Why a request is not served: what is answered, and the paragraph that says so. The connection closes afterwards.
package struct Refusal: Error, Sendable, Hashable {
    package let status: Status
    /// For the log and the answer's text.
    package let reason: String

    package init(_ status: Status, _ reason: String) {
        self.status = status
        self.reason = reason
    }
}
