import ArgumentParser
import PorticoServer

/// The one executable.
@main
struct Portico: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "portico",
        abstract: "A self-hosted procurement server.",
        discussion: """
            Buyers punch out to Amazon Business and other shops, code their orders and have them approved; approved orders leave as cXML.

            Start with `portico demo` to try it, or `portico admin create-user` and `portico serve` to set it up. \
            `portico help configuration` lists every setting.
            """,
        version: Version.number,
        subcommands: [
            Serve.self, Demo.self, Migrate.self, Admin.self, Check.self, Backup.self, Restore.self, VerifyTrail.self,
            VerifyReports.self, IngestMail.self, Shop.self, VendorSandboxCommand.self, ConfigurationHelp.self,
        ])

    /// The first thread only waits. Left to an asynchronous `main` it would end, and its remains would keep root's name on the
    /// process (in ps and /proc) whatever the other threads became.
    static func main() {
        Task.detached {
            await begin()
            Process.leave(0)
        }
        Process.standStill()
    }

    /// Exit status 0 done, 1 failed, 2 wrong usage, with one line on standard error that says what to do.
    private static func begin() async {
        var arguments = Array(CommandLine.arguments.dropFirst())
        // `portico help configuration` reads like the other help pages, and is one of our own.
        if arguments == ["help", "configuration"] { arguments = ["configuration"] }
        let isMail = arguments.first == "ingest-mail"
        if isMail { arguments = IngestMail.filled(arguments) }
        do {
            var command = try parseAsRoot(arguments)
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            if isMail, !exitCode(for: error).isSuccess { IngestMail.leaveForLater(fullMessage(for: error)) }
            leave(with: error)
        }
    }

    private static func leave(with error: any Error) -> Never {
        let code = exitCode(for: error)
        if code.isSuccess || code == .validationFailure { exitAsUsual(error, code) }
        StandardError.write("portico: \(Explanation.of(error))")
        Process.leave(1)
    }

    private static func exitAsUsual(_ error: any Error, _ code: ExitCode) -> Never {
        let text = fullMessage(for: error)
        if code.isSuccess {
            print(text)
            Process.leave(0)
        }
        StandardError.write(text)
        Process.leave(2)
    }
}
