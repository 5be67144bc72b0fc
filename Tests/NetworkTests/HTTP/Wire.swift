import HTTP
import Testing

/// Shorthand for feeding text to the parser and the decoder.
enum Wire {
    /// The octets of a text whose characters are all below 256, one octet each.
    static func octets(_ text: String) -> [UInt8] { text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) } }

    static func parse(_ octets: [UInt8], limits: Limits = Limits()) -> RequestParser.Progress {
        var parser = RequestParser(limits: limits)
        return parser.parse(octets[...])
    }

    static func parse(_ text: String) -> RequestParser.Progress { parse(octets(text)) }

    /// The head of a request that must be right.
    static func head(_ text: String) -> RequestHead? {
        if case .complete(let head, _) = parse(text) { head } else { nil }
    }

    /// A request in HTTP/1.1 with a Host and these lines behind it.
    static func get(_ lines: String...) -> String {
        "GET / HTTP/1.1\r\nHost: a.example\r\n" + lines.map { $0 + "\r\n" }.joined() + "\r\n"
    }

    static func target(_ target: String, method: String = "GET") -> String {
        "\(method) \(target) HTTP/1.1\r\nHost: a.example\r\n\r\n"
    }
}
