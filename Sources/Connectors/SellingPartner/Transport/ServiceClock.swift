package import FoundationEssentials
import HTTP
import Synchronization

/// How far Amazon's clock is from ours, as the `Date` of its answers tells (RFC 9110 §6.6.1).
///
/// Amazon counts the ends of spans by its own clock and refuses the future. What is asked for by a clock that is ahead would be
/// refused, or, worse, count as read before it happened.
package final class ServiceClock: Sendable {
    /// Seconds by server.
    private let differences = Mutex<[String: TimeInterval]>([:])

    /// `Date` has whole seconds, and answers take a while: less than this is no difference.
    private static let tolerance: TimeInterval = 10
    /// From here on people are told, in seconds.
    package static let notable: TimeInterval = 60

    package init() {}

    /// Takes in an answer's `Date`.
    ///
    /// - Parameter now: our time when the answer was there.
    func learn(_ date: String?, from server: String, now: Date) {
        guard let date, let seconds = HTTPDate.parse(date, now: Int(now.timeIntervalSince1970)) else { return }
        // In the middle of the second that it names.
        let difference = TimeInterval(seconds) + 0.5 - now.timeIntervalSince1970
        differences.withLock { $0[server] = abs(difference) < Self.tolerance ? 0 : difference }
    }

    /// Seconds that the server's clock is ahead of ours; 0 as long as it said nothing.
    func difference(of server: String) -> TimeInterval { differences.withLock { $0[server] ?? 0 } }
}
