import Glibc

/// How a file is opened.
package struct SQLiteOptions: Sendable {
    /// Whether a commit waits until the disk has it. `off` is for tests and throw-away data only.
    package enum Synchronous: String, Sendable {
        case full = "FULL"
        case off = "OFF"
    }

    package var synchronous: Synchronous
    /// Waits until the disk has a file; 0 when it has. For tests to put something else in its place.
    package var waitForDisk: @Sendable (Int32) -> Int32 = { fdatasync($0) }
    /// How long a write that nobody waits for waits for others: a commit of its own would cost more than the write does.
    package var patience: Duration = .milliseconds(5)
    /// Reads the whole file for damage when opening; takes time in proportion to its size.
    package var checksOnOpen: Bool
    /// How many idle read connections are kept.
    package var readers: Int

    package init(synchronous: Synchronous = .full, checksOnOpen: Bool = false, readers: Int = 8) {
        self.synchronous = synchronous
        self.checksOnOpen = checksOnOpen
        self.readers = readers
    }
}
