import TestSupport
import Testing

/// `portico ingest-mail` as mail servers run it: what they are told by its exit status (sysexits.h).
@Suite(.enabled(if: RunningPortico.isBuilt, "build the product portico first"))
struct IngestMailStories {
    private static let message = "From: a@supplier.example\r\nMessage-ID: <1@supplier.example>\r\nSubject: x\r\n\r\nHello.\r\n"

    private func run(
        _ words: [String], _ message: String = message, _ settings: [String] = [], in given: ScratchFolder? = nil,
        _ variables: [String: String] = [:]
    ) async throws -> (status: Int, text: String) {
        let folder = try given ?? ScratchFolder()
        let lines =
            [
                "database: sqlite:\(folder.path("p.db"))", "key_file: \(folder.path("p.key"))",
                "mail_spool: \(folder.path("mail"))", "mail:", "  invoice_addresses: [invoices@portico.test]",
                "  max_bytes: 1048576",
            ] + settings
        try folder.write(lines.joined(separator: "\n") + "\n", to: "p.yaml")
        let program = [RunningPortico.path, "ingest-mail", "--config", folder.path("p.yaml")]
        return try await Program.run(program + words, input: message, environment: variables)
    }

    @Test func `a message is kept, once, whoever sent it, reports of mail servers among them`() async throws {
        let folder = try ScratchFolder()
        for sender in ["--sender=a@supplier.example", "--sender=", "--sender=<>", "--sender=MAILER-DAEMON"] {
            let kept = try await run([sender, "--recipient=Invoices@portico.test"], in: folder)
            #expect(kept.status == 0, "\(sender): \(kept.text)")
        }
        let empty = try await run(["--sender", "", "--recipient", "invoices@portico.test"], "", in: folder)
        #expect(empty.status == 0, "\(empty.text)")
        // As Exim says it, which lets nothing from outside into a command.
        let variables = ["SENDER": "b@supplier.example", "RECIPIENT": "invoices@portico.test"]
        let named = try await run([], in: folder, variables)
        #expect(named.status == 0, "\(named.text)")
    }

    @Test func `what cannot be kept is sent back with its reason`() async throws {
        let unknown = try await run(["--sender=a@b.example", "--recipient=nobody@portico.test"])
        #expect(unknown.status == 67 && unknown.text == "portico: There is no such address here: nobody@portico.test\n")
        let long = Self.message + String(repeating: "x", count: 1_100_000)
        let refused = try await run(["--sender=a@b.example", "--recipient=invoices@portico.test"], long)
        #expect(refused.status == 65 && refused.text.contains("longer than 1048576 octets"), "\(refused.text)")
    }

    @Test func `what is wrong with us keeps the message in the mail server's queue`() async throws {
        for words in [["--sender=a@b.example"], ["--to=x"], ["--recipient"], ["invoices@portico.test"]] {
            let wrong = try await run(words)
            #expect(wrong.status == 75 && !wrong.text.isEmpty, "\(words): \(wrong)")
        }
        let settings = try await run(["--recipient=invoices@portico.test"], Self.message, ["  no_such_setting: 1"])
        #expect(settings.status == 75 && settings.text.contains("no_such_setting"), "\(settings)")
        let noMail = try await run(["--recipient=invoices@portico.test"], Self.message, ["database: /nowhere/p.db"])
        #expect(noMail.status == 75, "\(noMail)")
        #expect(try await Program.run([RunningPortico.path, "ingest-mail", "--help"]).status == 0)
    }
}
