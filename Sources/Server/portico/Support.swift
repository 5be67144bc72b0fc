import ArgumentParser
import Database
import FoundationEssentials
import Glibc
import HTTPClient
import PorticoServer
import Settings
import Sockets
import UseCases

/// One line for people, beside what a script reads on standard output.
enum StandardError {
    static func write(_ text: String) { writeLine(text, to: 2) }
}

/// Prints a line at once, also through a pipe, where the standard library would keep it back.
func print(_ text: some CustomStringConvertible) { writeLine(text.description, to: 1) }

private func writeLine(_ text: String, to descriptor: Int32) {
    let bytes = Array((text + "\n").utf8)
    _ = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
}

/// What the process can do to itself.
enum Process {
    static func leave(_ code: Int32) -> Never { exit(code) }

    /// Waits for signals until the process ends.
    static func standStill() -> Never { while true { pause() } }

    /// Starts this executable again with other arguments. Throws `ValidationError`.
    static func startAgain(_ arguments: [String], environment: [String: String]) throws -> pid_t {
        var child = pid_t()
        let path = "/proc/self/exe"
        let words = unsafe (["portico"] + arguments).map { unsafe strdup($0) } + [nil]
        let variables = unsafe environment.map { unsafe strdup("\($0.key)=\($0.value)") } + [nil]
        defer { unsafe (words + variables).forEach { unsafe free($0) } }
        let result = unsafe posix_spawn(&child, path, nil, nil, words, variables)
        guard result == 0 else {
            throw Failure("The demo shop could not be started: \(unsafe String(cString: strerror(result)))")
        }
        return child
    }

    static func end(_ child: pid_t) { kill(child, SIGTERM) }

    static var environment: [String: String] { ProcessInfo.processInfo.environment }
}

/// A failure whose text says what to do.
struct Failure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// Errors in one line of plain words.
enum Explanation {
    static func of(_ error: any Error) -> String {
        switch error {
        case let error as SocketError where error.isAddressInUse:
            "\(error.call): the address is in use. Stop the program that has it, or choose another with PORTICO_LISTEN."
        case let refusal as Refusal: refusal.message
        case let error as HTTPClientError: error.message
        default: "\(error)".split(separator: "\n").joined(separator: "; ")
        }
    }
}

/// Flags that every command takes.
struct CommonOptions: ParsableArguments {
    @Option(help: "Configuration file; Config/portico.yaml when it is there.")
    var config: String?

    @Option(help: "Where the data lives: sqlite:PATH.")
    var database: String?

    @Option(help: "File with the key that seals secrets; made on first start.")
    var keyFile: String?

    /// Throws `SettingsError`, naming every setting that is wrong.
    func settings(_ more: [String: String] = [:]) throws -> Settings {
        var overrides = more
        if let database { overrides["database"] = database }
        if let keyFile { overrides["key_file"] = keyFile }
        for name in Settings.unknownVariables(in: Process.environment) {
            StandardError.write("portico: \(name) is not a setting; it is ignored. `portico help configuration` lists them.")
        }
        return try Settings.load(file: config, environment: Process.environment, overrides: overrides)
    }

    /// The use cases over the configured database, for commands that change something and end.
    func application(_ more: [String: String] = [:]) async throws -> (Application, Parts) {
        let settings = try settings(more)
        let parts = try await Parts.live(settings)
        let composition = try Composition(parts, operations: .live(settings))
        return (composition.application, parts)
    }
}
