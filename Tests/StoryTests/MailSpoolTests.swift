import Cryptography
import FoundationEssentials
import Logging
@testable import PorticoServer
import Testing
import TestSupport
import UseCases

/// Mail to administrators as files that any mail program can send (RFC 5322, RFC 2045, RFC 2047).
struct MailSpoolTests {
    private let moment = Date(timeIntervalSince1970: 1_790_000_000)

    /// Fields with their folding undone, and the decoded text.
    private func read(_ message: String) throws -> (fields: [(name: String, value: String)], text: String) {
        #expect(message.hasSuffix("\r\n"))
        #expect(message.utf8.allSatisfy { $0 < 0x80 }, "7 bits")
        // CR and LF are one Character.
        let lines = message.dropLast().split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init)
        #expect(lines.allSatisfy { $0.utf8.count <= 998 && !$0.contains("\r") && !$0.contains("\n") }, "RFC 5322, 2.1.1")
        let end = try #require(lines.firstIndex(of: ""))
        var fields: [(name: String, value: String)] = []
        for line in lines[..<end] {
            if line.hasPrefix(" ") {
                fields[fields.count - 1].value += line
            } else {
                let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
                try #require(parts.count == 2, "\(line)")
                fields.append((parts[0], String(parts[1].drop { $0 == " " })))
            }
        }
        #expect(lines[(end + 1)...].allSatisfy { $0.utf8.count <= 76 }, "RFC 2045, 6.8")
        let text = Base64.standard.decode(lines[(end + 1)...].joined())
        return (fields, String(decoding: try #require(text), as: UTF8.self))
    }

    @Test func `a mail is one RFC 5322 message whose parts come back`() throws {
        let people = (1...60).map { "administrator-number-\($0)@example.com" }
        let text = "The partner “Müller & Söhne” does not answer.\nSince 3 hours.\n" + String(repeating: "long ", count: 300)
        let mail = try read(
            MailSpool.message(
                Alarm(recipients: people, subject: "Störung: Müller & Söhne antwortet nicht mehr seit drei Stunden", text: text),
                id: "1@portico.test", from: "portico@portico.test", at: moment))
        func field(_ name: String) -> String? { mail.fields.first { $0.name == name }?.value }
        #expect(mail.text == text)
        #expect(field("From") == "Portico <portico@portico.test>")
        #expect(field("To")?.split(separator: ",").map { $0.trimmed } == people)
        #expect(field("Date") == "Mon, 21 Sep 2026 14:13:20 +0000")
        #expect(field("Message-ID") == "<1@portico.test>")
        #expect(field("MIME-Version") == "1.0" && field("Content-Type") == "text/plain; charset=utf-8")
        #expect(field("Content-Transfer-Encoding") == "base64" && field("Auto-Submitted") == "auto-generated")
        let subject = try #require(field("Subject"))
        let words = subject.split(separator: " ").map { word -> [UInt8] in
            #expect(word.hasPrefix("=?utf-8?B?") && word.hasSuffix("?=") && word.utf8.count <= 75, "RFC 2047, 2")
            return Base64.standard.decode(String(word.dropFirst(10).dropLast(2))) ?? []
        }
        #expect(words.map { String(decoding: $0, as: UTF8.self) }.joined().hasPrefix("Störung: Müller & Söhne"))
        #expect(Set(mail.fields.map(\.name)).count == mail.fields.count, "each field once")
    }

    @Test func `nothing in a value becomes a field of its own`() throws {
        let mail = try read(
            MailSpool.message(
                Alarm(recipients: ["a@example.com\r\nBcc: b@example.com"], subject: "x\r\nBcc: c@example.com", text: "."),
                id: "1\r\nX: y", from: "p@x\r\nBcc: d@example.com", at: moment))
        #expect(!mail.fields.contains { $0.name == "Bcc" || $0.name == "X" })
    }

    @Test func `a mail appears whole, under a name that mail programs take`() throws {
        let folder = try ScratchFolder()
        let spool = MailSpool(
            folder: folder.path + "/mail", host: "portico.test", now: { Date(timeIntervalSince1970: 1_790_000_000) },
            random: SystemRandom())
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        for _ in 1...3 { spool.write(Alarm(recipients: ["a@example.com"], subject: "s", text: "t"), logger: logger) }
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/mail")
        #expect(names.count == 3 && names.allSatisfy { $0.hasSuffix(".eml") && !$0.hasPrefix(".") }, "\(names)")
        let content = try #require(FileManager.default.contents(atPath: "\(folder.path)/mail/\(names[0])"))
        #expect(try read(String(decoding: content, as: UTF8.self)).text == "t")
    }
}

extension Substring {
    fileprivate var trimmed: String { String(self).split(separator: " ").joined(separator: " ") }
}
