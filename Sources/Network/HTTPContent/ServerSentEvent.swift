/// An event of a stream that a page listens to (WHATWG HTML §9.2, `text/event-stream`).
package struct ServerSentEvent: Sendable, Hashable {
    /// What listeners are added for; `nil` is `message`.
    package var name: String?
    package var data: String

    package init(_ name: String? = nil, data: String) {
        self.name = name
        self.data = data
    }

    /// The lines of the event, the empty one that sends it off included (§9.2.5). Every line of the data is a line of its own
    /// here, so that no data can begin another event; a name or id ends at its first line end.
    package func encoded(id: String? = nil) -> [UInt8] {
        var text = ""
        if let id { text += "id: \(Self.line(id))\n" }
        if let name { text += "event: \(Self.line(name))\n" }
        for line in data.split(omittingEmptySubsequences: false, whereSeparator: Self.endsLine) { text += "data: \(line)\n" }
        return Array("\(text)\n".utf8)
    }

    /// Tells the browser how long to wait before it connects again.
    package static func retry(_ duration: Duration) -> [UInt8] {
        Array("retry: \(duration.components.seconds * 1000 + duration.components.attoseconds / 1_000_000_000_000_000)\n\n".utf8)
    }

    /// A comment, which keeps a silent connection alive and finds out whether the other side is there.
    package static let heartbeat: [UInt8] = Array(":\n\n".utf8)

    private static func line(_ text: String) -> String {
        String(text.prefix { !endsLine($0) && $0 != "\0" })
    }

    /// LF, CR, or both: one character in Swift.
    private static func endsLine(_ character: Character) -> Bool { ["\n", "\r", "\r\n"].contains(character) }
}
