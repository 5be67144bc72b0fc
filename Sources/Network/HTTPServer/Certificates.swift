import Synchronization
import TLS

/// The certificates of a server, which can be renewed while it runs.
final class Certificates: Sendable {
    private let context: Mutex<TLSContext?>

    init(_ context: TLSContext?) { self.context = Mutex(context) }

    var current: TLSContext? { context.withLock { $0 } }

    func renew(_ context: TLSContext) { self.context.withLock { $0 = context } }
}
