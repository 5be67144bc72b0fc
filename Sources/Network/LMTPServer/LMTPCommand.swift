/// One line of a client (RFC 2033, over RFC 5321, 4.1).
package enum LMTPCommand: Sendable, Hashable {
    case hello(String)
    /// `size`: what the client says the message has (RFC 1870).
    case mail(from: String, size: Int?)
    case recipient(String)
    case data
    case reset
    case noop
    case quit
    case verify
    /// HELO and EHLO: this is no SMTP (RFC 2033, 4.1).
    case wrongHello
    case unknown
    /// A known verb with something that it does not take; the sentence says what it would.
    case malformed(String)

    /// Reads a line without its end.
    package init(_ line: String) {
        let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        let rest = parts.count > 1 ? Self.trimmed(parts[1]) : ""
        switch parts.first.map({ $0.uppercased() }) ?? "" {
        case "LHLO": self = rest.isEmpty ? .malformed("Say LHLO and a name.") : .hello(String(rest))
        case "HELO", "EHLO": self = .wrongHello
        case "MAIL": self = Self.mail(rest)
        case "RCPT": self = Self.recipient(rest)
        case "DATA": self = rest.isEmpty ? .data : .malformed("DATA takes nothing.")
        case "RSET": self = .reset
        case "NOOP": self = .noop
        case "QUIT": self = .quit
        case "VRFY": self = .verify
        default: self = .unknown
        }
    }

    private static func mail(_ rest: Substring) -> LMTPCommand {
        guard let (path, parameters) = path(rest, after: "FROM:") else { return .malformed("Say MAIL FROM:<address>.") }
        var size: Int?
        for parameter in parameters {
            let pair = parameter.split(separator: "=", maxSplits: 1).map { String($0) }
            switch pair.first?.uppercased() {
            case "SIZE":
                guard pair.count == 2, pair[1].utf8.count <= 18, let number = Int(pair[1]), number >= 0 else {
                    return .malformed("SIZE is a number of octets.")
                }
                size = number
            case "BODY": break
            default: return .malformed("MAIL takes SIZE and BODY.")
            }
        }
        return .mail(from: path, size: size)
    }

    private static func recipient(_ rest: Substring) -> LMTPCommand {
        guard let (path, parameters) = path(rest, after: "TO:"), !path.isEmpty, parameters.isEmpty else {
            return .malformed("Say RCPT TO:<address>.")
        }
        return .recipient(path)
    }

    /// `FROM:<a@b> SIZE=1`: the address, without a route (RFC 5321, Appendix F.2), and the words behind it.
    private static func path(_ text: Substring, after word: String) -> (path: String, parameters: [Substring])? {
        guard text.prefix(word.count).uppercased() == word else { return nil }
        let rest = trimmed(text.dropFirst(word.count))
        guard rest.first == "<", let end = rest.firstIndex(of: ">") else { return nil }
        var path = rest[rest.index(after: rest.startIndex)..<end]
        if path.first == "@", let colon = path.firstIndex(of: ":") { path = path[path.index(after: colon)...] }
        let isPlain = path.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F }
        guard isPlain, path.utf8.count <= 320 else { return nil }
        return (String(path), rest[rest.index(after: end)...].split(separator: " "))
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop { $0 == " " }
        while text.last == " " { text.removeLast() }
        return text
    }
}
