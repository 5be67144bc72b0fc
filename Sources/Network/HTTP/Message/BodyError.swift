/// Why a body could not be read.
package enum BodyError: Error, Sendable, Hashable {
    /// Larger than what the route takes: answered 413.
    case tooLarge(limit: Int)
    /// The connection ended before the body did.
    case truncated
}
