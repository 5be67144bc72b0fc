import FoundationEssentials
import LMTPServer
import Synchronization
import TestSupport
import Testing

/// A mail server's conversation with us: the order of things, the bounds, and an answer for each recipient.
struct LMTPServerTests {
    /// Knows addresses at example.com, and keeps what it is given.
    private final class Keeper: LMTPMailbox {
        private let state = Mutex([LMTPMessage]())
        var messages: [LMTPMessage] { state.withLock { $0 } }

        func check(_ recipient: String) async -> LMTPAnswer {
            recipient.hasSuffix("@example.com") ? .knownRecipient : .unknownRecipient
        }

        func keep(_ message: LMTPMessage) async -> [LMTPAnswer] {
            state.withLock { $0.append(message) }
            return message.recipients.map { $0.hasPrefix("later") ? .tryLater : .accepted }
        }
    }

    private func serve(
        _ change: (inout LMTPLimits) -> Void = { _ in }, _ body: (Int, Keeper) async throws -> Void
    ) async throws {
        var limits = LMTPLimits()
        limits.idleSeconds = 30
        change(&limits)
        let keeper = Keeper()
        let listener = try LMTPListener(.port(host: "127.0.0.1", 0), name: "portico.test", limits: limits, mailbox: keeper)
        try listener.start()
        do {
            try await body(listener.port, keeper)
        } catch {
            await listener.stop(withinSeconds: 1)
            throw error
        }
        await listener.stop(withinSeconds: 1)
    }

    /// Says these lines one after the other, each once the one before is answered; answers all that was said.
    private func talk(_ port: Int, _ lines: [(say: String, until: String)]) async throws -> String {
        let client = try RawConnection(port: port)
        var all = try await client.read(until: "\r\n")
        for line in lines {
            await client.send(line.say)
            all += try await client.read(until: line.until)
        }
        return all
    }

    @Test func `a message is kept once for its recipients, with an answer for each`() async throws {
        try await serve { port, keeper in
            let said = try await talk(
                port,
                [
                    ("LHLO mx.example\r\n", "SIZE 52428800\r\n"),
                    ("MAIL FROM:<a@b.example> SIZE=100 BODY=8BITMIME\r\n", "250 2.1.0"),
                    ("RCPT TO:<one@example.com>\r\n", "250 2.1.5"), ("RCPT TO:<x@elsewhere.example>\r\n", "550 5.1.1"),
                    ("RCPT TO:<later@example.com>\r\n", "250 2.1.5"), ("DATA\r\n", "354"),
                    ("Subject: x\r\n\r\n..\r\n..two\r\n.\r\n", "451 4.3.0"), ("QUIT\r\n", "221"),
                ])
            #expect(said.contains("220 portico.test LMTP") && said.contains("250-PIPELINING"))
            #expect(said.contains("250 2.0.0 It is kept.\r\n451 4.3.0"))
            let message = try #require(keeper.messages.first)
            #expect(keeper.messages.count == 1 && message.sender == "a@b.example")
            #expect(message.recipients == ["one@example.com", "later@example.com"])
            #expect(String(decoding: message.octets, as: UTF8.self) == "Subject: x\r\n\r\n.\r\n.two\r\n")
        }
    }

    @Test func `everything may come at once, and two messages in a row`() async throws {
        try await serve { port, keeper in
            let client = try RawConnection(port: port)
            let one = "MAIL FROM:<>\r\nRCPT TO:<one@example.com>\r\nDATA\r\n"
            await client.send("LHLO x\r\n\(one)")
            _ = try await client.read(until: "354")
            await client.send("a\r\n.\r\n\(one)")
            _ = try await client.read(until: "354")
            await client.send("b\r\n.\r\nQUIT\r\n")
            _ = try await client.readAll()
            #expect(keeper.messages.map { String(decoding: $0.octets, as: UTF8.self) } == ["a\r\n", "b\r\n"])
            #expect(keeper.messages.allSatisfy { $0.sender.isEmpty })
        }
    }

    @Test(
        arguments: [
            ("HELO x", "500 5.5.1"), ("EHLO x", "500 5.5.1"), ("MAIL FROM:<a@b.example>", "503"),
            ("RCPT TO:<a@example.com>", "503"),
            ("DATA", "503"), ("LHLO", "501"), ("BOGUS", "500 5.5.2"), ("", "500 5.5.2"), ("VRFY x", "252"), ("NOOP", "250"),
            ("RSET", "250"), ("\u{FF}\u{00}", "500"),
        ])
    func `what comes out of turn has a clear answer`(line: String, answer: String) async throws {
        try await serve { port, _ in
            let said = try await talk(port, [("\(line)\r\n", "\r\n")])
            #expect(said.contains("\r\n\(answer)"), "\(said)")
        }
    }

    @Test(
        arguments: [
            "MAIL FROM:a@b.example", "MAIL FROM:<a b@c>", "MAIL FROM:<a@b> SIZE=-1", "MAIL FROM:<a@b> SIZE=99999999999999999999",
            "MAIL FROM:<a@b> RET=FULL", "MAIL TO:<a@b>", "MAIL FROM:<a@b",
        ])
    func `a sender that is none is refused`(line: String) async throws {
        try await serve { port, _ in
            let said = try await talk(port, [("LHLO x\r\n", "SIZE"), ("\(line)\r\n", "501")])
            #expect(said.contains("501 5.5.4"))
        }
    }

    @Test func `a message beyond the limit is refused before it comes, and after it came, and the conversation goes on`()
        async throws
    {
        try await serve({ $0.octets = 1000 }) { port, keeper in
            let said = try await talk(
                port,
                [
                    ("LHLO x\r\n", "SIZE 1000"), ("MAIL FROM:<a@b.example> SIZE=1001\r\n", "552"),
                    ("MAIL FROM:<a@b.example>\r\n", "250"), ("RCPT TO:<a@example.com>\r\n", "250"),
                    ("RCPT TO:<b@example.com>\r\n", "250"), ("DATA\r\n", "354"),
                    ("\(String(repeating: "x", count: 5000))\r\n.\r\nNOOP\r\n", "250 2.0.0 Yes"),
                ])
            #expect(said.ranges(of: "552 5.3.4").count == 3)
            #expect(keeper.messages.isEmpty)
        }
    }

    @Test func `what is too much for the moment is asked to come later`() async throws {
        try await serve({ $0.octetsAtOnce = 1 << 20 }) { port, keeper in
            let said = try await talk(
                port,
                [
                    ("LHLO x\r\n", "SIZE"), ("MAIL FROM:<a@b.example>\r\nRCPT TO:<a@example.com>\r\nDATA\r\n", "354"),
                    (String(repeating: "x", count: 3 << 20) + "\r\n.\r\n", "452 4.3.1"),
                    ("MAIL FROM:<a@b.example>\r\nRCPT TO:<a@example.com>\r\nDATA\r\n", "354"), ("x\r\n.\r\n", "250 2.0.0"),
                ])
            #expect(said.contains("452") && keeper.messages.count == 1)
        }
    }

    @Test func `a line without end, too many errors and half a message end the conversation, and nothing is kept`() async throws {
        try await serve({ $0.errors = 3 }) { port, keeper in
            let endless = try RawConnection(port: port)
            await endless.send(String(repeating: "x", count: 100_000))
            #expect(try await endless.readAll().contains("500 5.5.2"))
            let wrong = try RawConnection(port: port)
            await wrong.send(String(repeating: "BOGUS\r\n", count: 10))
            #expect(try await wrong.readAll().contains("421 4.7.0"))
            let half = try RawConnection(port: port)
            await half.send("LHLO x\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<a@example.com>\r\nDATA\r\n")
            _ = try await half.read(until: "354")
            await half.send("Subject: x\r\n")
            half.finishSending()
            _ = try await half.readAll()
            #expect(keeper.messages.isEmpty)
        }
    }

    @Test func `as many recipients as the limit allows`() async throws {
        try await serve({ $0.recipients = 2 }) { port, _ in
            let said = try await talk(
                port,
                [
                    ("LHLO x\r\n", "SIZE"), ("MAIL FROM:<>\r\n", "250 2.1.0"),
                    ("RCPT TO:<a@example.com>\r\nRCPT TO:<b@example.com>\r\nRCPT TO:<c@example.com>\r\n", "452 4.5.3"),
                ])
            #expect(said.ranges(of: "250 2.1.5").count == 2)
        }
    }

    @Test func `clients beyond the limit wait until somebody leaves`() async throws {
        try await serve({ $0.connections = 1 }) { port, _ in
            let first = try RawConnection(port: port)
            _ = try await first.read(until: "220")
            let second = try RawConnection(port: port)
            await first.send("QUIT\r\n")
            _ = try await first.readAll()
            #expect(try await second.read(until: "220").contains("220"))
        }
    }

    @Test func `a message is read alike however it is cut`() {
        let text = Array("..a\r\n.\r.b\r\n.\nc\n.\n\r\n.\r\n".utf8)
        var whole = MessageReader(limit: 1000)
        #expect(whole.take(text[...]) == text.count)
        #expect(String(decoding: whole.octets, as: UTF8.self) == ".a\r\n\r.b\r\n\nc\n.\n\r\n", "only CRLF, dot, CRLF is an end")
        for cut in 1..<text.count {
            var reader = MessageReader(limit: 1000)
            #expect(reader.take(text[..<cut]) == nil)
            #expect(reader.take(text[cut...]) == text.count - cut)
            #expect(reader.octets == whole.octets)
        }
    }
}
