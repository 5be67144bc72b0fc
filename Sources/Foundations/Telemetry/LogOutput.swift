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
        let bytes = Array((line + "\n").utf8)
        var start = 0
        while start < bytes.count {
            let written = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.write(STDERR_FILENO, buffer.baseAddress?.advanced(by: start), bytes.count - start)
            }
            if written < 0, errno == EINTR { continue }
            // Nobody reads any more: a log that cannot be written must not stop the work.
            guard written > 0 else { return }
            start += written
        }
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
