import FoundationEssentials
import Glibc
import Synchronization

/// A program in a process of its own, spoken to by its standard input, heard by a file that its output goes to.
package final class Program: Sendable {
    package struct Failure: Error { package let what: String }

    /// Its number in the system.
    package let process: Int32
    private let input: Int32
    private let state = Mutex((hasInput: true, isRunning: true))
    /// Holds the output.
    private let folder: ScratchFolder

    /// Set by `PORTICO_TEST_ALL`, as CI does: tests that miss a tool fail then instead of being skipped.
    package static let nothingIsSkipped = ProcessInfo.processInfo.environment["PORTICO_TEST_ALL"] != nil

    /// Whether a program of this name is there to be run.
    package static func exists(_ name: String) -> Bool {
        if nothingIsSkipped { return true }
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
        return folders.contains { unsafe access("\($0)/\(name)", X_OK) == 0 }
    }

    /// Starts `words[0]`, looked for in the usual places, with the rest as arguments.
    package init(_ words: [String], environment: [String: String] = [:]) throws {
        folder = try ScratchFolder()
        let output = folder.path("output")
        var ends: [Int32] = [0, 0]
        // Not inherited by what other tests start meanwhile, who would keep it open.
        let form = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard unsafe socketpair(AF_UNIX, form, 0, &ends) == 0 else { throw Failure(what: "socketpair") }
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        unsafe posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO)
        unsafe posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        unsafe posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        let variables = environment.merging(["PATH": path]) { given, _ in given }
        let arguments = unsafe words.map { unsafe strdup($0) } + [nil]
        let settings = unsafe variables.map { unsafe strdup("\($0.key)=\($0.value)") } + [nil]
        var child = pid_t()
        let result = unsafe posix_spawnp(&child, words.first ?? "", &actions, nil, arguments, settings)
        unsafe (arguments + settings).forEach { unsafe free($0) }
        unsafe posix_spawn_file_actions_destroy(&actions)
        close(ends[0])
        process = child
        input = ends[1]
        guard result == 0 else { throw Failure(what: words.joined(separator: " ")) }
    }

    /// Everything it wrote so far.
    package var text: String { folder.read("output") }

    package func write(_ text: String) {
        let bytes = Array(text.utf8)
        _ = unsafe send(input, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }

    package func signal(_ number: Int32) { kill(process, number) }

    package func closeInput() {
        state.withLock { state in
            if state.hasInput { close(input) }
            state.hasInput = false
        }
    }

    /// A test that failed half way leaves nothing behind.
    deinit {
        closeInput()
        guard state.withLock({ $0.isRunning }) else { return }
        kill(process, SIGKILL)
        waitpid(process, nil, 0)
    }

    /// Waits until its output holds `part`, so many times.
    package func says(_ part: String, times: Int = 1) async throws {
        try await Patience.wait("“\(part)” in:\n\(text)") { text.ranges(of: part).count >= times }
    }

    /// Waits for its end; answers its exit status, or 128 and the signal.
    package func end() async throws -> Int {
        var status: Int32 = 0
        try await Patience.wait("the end of a program that said:\n\(text)") {
            unsafe waitpid(process, &status, WNOHANG) == process
        }
        state.withLock { $0.isRunning = false }
        return Int(status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F)
    }

    /// Runs a program with this input to its end; answers its exit status and what it wrote.
    package static func run(
        _ words: [String], input: String = "", environment: [String: String] = [:]
    ) async throws -> (status: Int, text: String) {
        let program = try Program(words, environment: environment)
        program.write(input)
        program.closeInput()
        let status = try await program.end()
        return (status, program.text)
    }
}
