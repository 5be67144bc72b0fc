import Glibc
import Synchronization

/// A file that log lines are appended to, and that can be opened again after it was moved away (log rotation).
///
/// Until it is opened first, lines go to standard error. A line that cannot be written is dropped: a full disk must not stop
/// the work.
package final class LogFile: LogOutput {
    /// Octets that are kept back at most, where lines are gathered.
    private static let bufferSize = 32 * 1024

    private struct State {
        var descriptor: Int32 = -1
        var waiting: [UInt8] = []
    }

    package let path: String
    private let gathers: Bool
    private let state = Mutex(State())

    /// - Parameter gathers: keeps lines back until there are many or ``flush()`` is called: one system call for all of them.
    package init(path: String, gathers: Bool = false) {
        self.path = path
        self.gathers = gathers
    }

    deinit { close() }

    /// Opens the file, or the one that took its place, and writes there from now on. Others than owner and group cannot read it.
    /// - Throws: ``LogFileError``, with the file that was open before still in use.
    package func open() throws(LogFileError) {
        let opened = unsafe Glibc.open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY, 0o640)
        guard opened >= 0 else { throw LogFileError(path: path, problem: unsafe String(cString: strerror(errno))) }
        state.withLock { state in
            Self.flush(&state)
            if state.descriptor >= 0 { Glibc.close(state.descriptor) }
            state.descriptor = opened
        }
    }

    package func write(_ line: String) {
        state.withLock { state in
            state.waiting += line.utf8
            state.waiting.append(0x0A)
            if !gathers || state.descriptor < 0 || state.waiting.count >= Self.bufferSize { Self.flush(&state) }
        }
    }

    /// Writes what was kept back.
    package func flush() { state.withLock { Self.flush(&$0) } }

    /// Writes what was kept back and lets go of the file.
    package func close() {
        state.withLock { state in
            Self.flush(&state)
            if state.descriptor >= 0 { Glibc.close(state.descriptor) }
            state.descriptor = -1
        }
    }

    private static func flush(_ state: inout State) {
        if state.waiting.isEmpty { return }
        FileWriting.write(state.waiting[...], to: state.descriptor < 0 ? STDERR_FILENO : state.descriptor)
        state.waiting.removeAll(keepingCapacity: true)
    }
}

/// A log file that cannot be opened.
package struct LogFileError: Error, Sendable, Hashable, CustomStringConvertible {
    package let path: String
    package let problem: String

    package var description: String { "the log file \(path) cannot be opened: \(problem)" }
}

enum FileWriting {
    /// Writes all octets, or as many as the descriptor takes.
    static func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) {
        var rest = bytes
        while !rest.isEmpty {
            let written = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            // Nobody reads any more, or there is no room: a log that cannot be written must not stop the work.
            guard written > 0 else { return }
            rest = rest.dropFirst(written)
        }
    }
}
