import JSON
import TestSupport
import Testing

extension MailServer {
    /// A message that came whole.
    struct Message {
        var sender: String
        var recipients: [String]
        var isTLS: Bool
        /// Who signed in.
        var user: String?
        /// As it came, lines ended by CRLF.
        var text: String

        /// A field of the head, if it stands in one line.
        func field(_ name: String) -> String? {
            let lines = text.split(separator: "\r\n")
            return lines.first { $0.lowercased().hasPrefix("\(name.lowercased()): ") }
                .map { String($0.dropFirst(name.utf8.count + 2)) }
        }
    }

    var messages: [Message] {
        get throws {
            try text.split(separator: "\n").filter { $0.contains("\"event\": \"message\"") }.map { line in
                let said = try JSON.read(Array(line.utf8))
                return Message(
                    sender: try #require(said["sender"]?.text), recipients: said["to"]?.elements.compactMap(\.text) ?? [],
                    isTLS: said["tls"] == true, user: said["user"]?.text, text: try #require(said["data"]?.text))
            }
        }
    }
}
