import Cryptography
import FoundationEssentials
import HTTP
import Logging
import UseCases

/// Writes mail to administrators into a folder, one file a message (RFC 5322), from where a mail program takes it.
struct MailSpool: Sendable {
    let folder: String
    /// The host of the sender's address.
    let host: String
    let now: @Sendable () -> Date
    let random: any RandomSource

    /// Errors of the disk go to the log; the server goes on.
    func write(_ alarm: Alarm, logger: Logger) {
        let moment = now()
        let name = "\(Int64(moment.timeIntervalSince1970 * 1000)).\(Hex.encode(random.bytes(6)))"
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let message = Self.message(alarm, id: "\(name)@\(host)", from: "portico@\(host)", at: moment)
            // Under another name first, so that nobody picks up half a message.
            try Data(message.utf8).write(to: URL(filePath: "\(folder)/.\(name)"))
            try FileManager.default.moveItem(atPath: "\(folder)/.\(name)", toPath: "\(folder)/\(name).eml")
        } catch {
            logger.error("mail could not be kept", metadata: ["error": "\(error)"])
        }
    }

    static func message(_ alarm: Alarm, id: String, from: String, at moment: Date) -> String {
        var lines = [
            "From: Portico <\(clean(from))>", "To: \(alarm.recipients.map(clean).joined(separator: ",\r\n "))",
            "Subject: \(encoded(alarm.subject))", "Date: \(date(moment))",
            "Message-ID: <\(clean(id))>", "MIME-Version: 1.0",
            "Auto-Submitted: auto-generated", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64", "",
        ]
        var text = Base64.standard.encode(Array(alarm.text.utf8))[...]
        while !text.isEmpty {
            lines.append(String(text.prefix(76)))
            text = text.dropFirst(76)
        }
        return lines.joined(separator: "\r\n") + "\r\n"
    }

    /// RFC 5322, 3.3, whose zone is a number.
    private static func date(_ moment: Date) -> String {
        HTTPDate.format(Int(moment.timeIntervalSince1970.rounded(.down))).replacing("GMT", with: "+0000")
    }

    /// No header can be added by what stands in another.
    private static func clean(_ text: String) -> String { String(text.filter { !$0.isNewline && $0 != "<" && $0 != ">" }) }

    /// RFC 2047, in words of at most 75 octets.
    private static func encoded(_ text: String) -> String {
        if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text }
        var words: [String] = []
        var piece = ""
        for character in text.filter({ !$0.isNewline }) {
            if (piece + String(character)).utf8.count > 42 {
                words.append(piece)
                piece = ""
            }
            piece.append(character)
        }
        return (words + [piece]).map { "=?utf-8?B?\(Base64.standard.encode(Array($0.utf8)))?=" }.joined(separator: "\r\n ")
    }
}
