import ArgumentParser
import Database
import FoundationEssentials
import Glibc
import PorticoServer
import Procurement
import Settings
import UseCases

/// Takes one message from a mail server's pipe.
///
/// What it ends with tells the mail server what to do (sysexits.h): nothing more, send it back, or try again later. Whatever is not
/// surely the message's fault is tried again, so that nothing is lost.
struct IngestMail: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ingest-mail", abstract: "Take one message (RFC 5322) from standard input, for Postfix or Exim.",
        discussion: """
            Answers to mail become comments, reports mark mail that came back, and messages to mail.invoice_addresses go into the \
            invoice inbox. The message is durable when this ends with status 0, and the same one is taken once.

            Exit status (sysexits.h): 0 kept; 65 too long; 67 no such address here; 75 try again later, after any other fault, wrong \
            settings and wrong usage among them.

            Example: portico ingest-mail --sender a@example.org --recipient invoices@example.com < message.eml
            Config/postfix-portico.cf.example and Config/exim-portico.conf.example show how mail servers call it.
            """)

    private enum Status {
        static let data: Int32 = 65
        static let noUser: Int32 = 67
        static let tryAgain: Int32 = 75
    }

    @OptionGroup var options: CommonOptions
    @Option(help: "The sender of the envelope; empty for none. Without this the environment's SENDER.") var sender: String?
    @Option(help: "A recipient of the envelope; may be given several times. Without this the environment's RECIPIENT.")
    var recipient: [String] = []

    private var envelopeSender: String {
        let given = sender ?? ProcessInfo.processInfo.environment["SENDER"] ?? ""
        return given == "<>" ? "" : given
    }

    private var recipients: [String] {
        recipient.isEmpty ? [ProcessInfo.processInfo.environment["RECIPIENT"]].compactMap(\.self) : recipient
    }

    func run() async throws {
        guard !recipients.isEmpty else { Self.leaveForLater("Name the recipient: --recipient invoices@example.com.") }
        do {
            try await ingest()
        } catch {
            Self.leaveForLater(Explanation.of(error))
        }
    }

    /// A mail server that reports a failure (RFC 5321, 4.5.5) may give the empty sender as `--sender=`, which reads like one that was
    /// forgotten.
    static func filled(_ arguments: [String]) -> [String] { arguments.map { $0 == "--sender=" ? "--sender=<>" : $0 } }

    /// The mail stays in the mail server's queue until somebody mended what is wrong.
    static func leaveForLater(_ text: String) -> Never { leave(Status.tryAgain, text) }

    private func ingest() async throws {
        let settings = try options.settings()
        guard let octets = try Self.read(upTo: settings.mail.maximumBytes) else {
            Self.leave(Status.data, "The message is longer than \(settings.mail.maximumBytes) octets.")
        }
        let (application, parts) = try await options.application()
        guard parts.rules.mail != nil else { throw Failure("No mail is set up: set smtp_url or mail_spool.") }
        var known: [String] = []
        for address in recipients {
            if try await application.answer(CheckRecipient(address), as: .system) != nil { known.append(address) }
        }
        // Before anything is kept: a mail server that names several at once gets one answer for all.
        guard known.count == recipients.count else {
            let strangers = recipients.filter { !known.contains($0) }.joined(separator: ", ")
            Self.leave(Status.noUser, "There is no such address here: \(strangers)")
        }
        let arrived = ArrivedMail(octets, limit: settings.mail.maximumBytes)
        for address in known {
            let mail = try await application.perform(
                ReceiveMail(arrived, from: envelopeSender, to: address, by: .pipe), as: .system)
            print("\(address): \(mail.outcome.rawValue.replacing("_", with: " "))\(mail.reason.map { ". \($0)" } ?? "")")
        }
        await parts.database.close()
    }

    /// `nil` when there is more. Throws when the input breaks.
    private static func read(upTo limit: Int) throws -> [UInt8]? {
        var octets: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 256 << 10)
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes { unsafe Glibc.read(0, $0.baseAddress, $0.count) }
            if count == 0 { return octets }
            if count < 0 {
                if errno == EINTR { continue }
                throw Failure("Standard input cannot be read: \(unsafe String(cString: strerror(errno))).")
            }
            octets.append(contentsOf: buffer[..<count])
            if octets.count > limit { return nil }
        }
    }

    private static func leave(_ status: Int32, _ text: String) -> Never {
        StandardError.write("portico: \(text)")
        Process.leave(status)
    }
}
