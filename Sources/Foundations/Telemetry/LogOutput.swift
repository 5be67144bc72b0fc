import Glibc
import Synchronization

/// Where finished log lines go.
package protocol LogOutput: Sendable {
    /// Takes one line, without its line break.
    func write(_ line: String)
}

/// The process's standard error; each line in one call, so that lines of several threads do not mix.
package struct StandardErrorOutput: LogOutput {
    package init() {}

    package func write(_ line: String) {
        FileWriting.write(Array((line + "\n").utf8)[...], to: STDERR_FILENO)
    }
}

/// Keeps the lines: for tests.
package final class CapturedOutput: LogOutput {
    private let kept = Mutex<[String]>([])

    package init() {}

    package func write(_ line: String) { kept.withLock { $0.append(line) } }

    /// What was written so far.
    package var lines: [String] { kept.withLock { $0 } }
}
