/// What a message tells about who wrote it, a person or a program.
extension ReceivedMail {
    /// The address in the From field, in small letters; `nil` where there is none.
    package var author: String? { self["From"].flatMap(Self.address) }

    /// The address in a field's value: what stands in the last angle brackets, or all of it.
    package static func address(_ value: String) -> String? {
        var text = value[...]
        if let open = text.lastIndex(of: "<") {
            text = text[text.index(after: open)...].prefix { $0 != ">" }
        }
        let address = text.filter { !$0.isWhitespace }.lowercased()
        return address.contains("@") && address.utf8.count <= 254 ? address : nil
    }

    /// The Message-ID without angle brackets.
    package var messageID: String? { self["Message-ID"].flatMap(Self.bare) }

    static func bare(_ value: String) -> String? {
        let text = value.filter { !$0.isWhitespace && $0 != "<" && $0 != ">" }
        return text.isEmpty || text.utf8.count > 998 ? nil : text
    }

    /// How many servers it went through.
    package var hops: Int { fields.count { $0.name.lowercased() == "received" } }

    /// Why this is no person's mail, in words; `nil` when nothing says so. Such mail is never answered (RFC 3834, 2).
    package var automaticBecause: String? {
        if let value = self["Auto-Submitted"]?.lowercased(), !value.hasPrefix("no") {
            return "Auto-Submitted: \(value.prefix(40))"
        }
        if let value = self["Precedence"]?.lowercased(), ["bulk", "junk", "list"].contains(where: value.hasPrefix) {
            return "Precedence: \(value.prefix(40))"
        }
        for name in ["X-Auto-Response-Suppress", "X-Autoreply", "X-Autorespond", "List-Id"] where self[name] != nil {
            return "It carries \(name)."
        }
        if let path = self["Return-Path"], path.filter({ !$0.isWhitespace }) == "<>" { return "Its return path is empty." }
        return nil
    }
}

/// What a mail server says about a message of ours that it could not deliver, or has not yet (RFC 3464).
package struct DeliveryReport: Sendable, Hashable {
    /// `failed`, `delayed`, `delivered`, `relayed` or `expanded`.
    package var action: String
    /// RFC 3463, for example `5.1.1`.
    package var status: String?
    /// What the other server said.
    package var diagnosis: String?
    package var recipient: String?
    /// The messages that it carries, or the heads of them, by their Message-ID.
    package var messageIDs: [String]

    /// The report in a message; `nil` when it is none.
    package init?(_ mail: ReceivedMail) {
        guard let part = mail.attachments.first(where: { $0.type == "message/delivery-status" }) else { return nil }
        let fields = Self.fields(String(decoding: part.octets.prefix(64 << 10), as: UTF8.self))
        guard let action = fields["action"]?.lowercased() else { return nil }
        self.action = String(action.prefix(20))
        status = fields["status"].map { String($0.prefix(20)) }
        diagnosis = fields["diagnostic-code"].map { String($0.prefix(400)) }
        recipient = fields["final-recipient"].map { String($0.prefix(300)) }
        var ids = mail.enclosedIDs
        for part in mail.attachments where part.type == "text/rfc822-headers" {
            let head = Self.fields(String(decoding: part.octets.prefix(64 << 10), as: UTF8.self))
            if let id = head["message-id"].flatMap({ ReceivedMail.bare($0) }) { ids.append(id) }
        }
        messageIDs = ids
    }

    /// Names in small letters; the first of a name; folded lines are joined.
    private static func fields(_ text: String) -> [String: String] {
        var fields: [String: String] = [:]
        var current: String?
        for line in text.split(omittingEmptySubsequences: true, whereSeparator: \.isNewline) {
            if line.first == " " || line.first == "\t" {
                if let current, let value = fields[current], value.utf8.count < 2000 {
                    fields[current] = value + " " + line.drop { $0 == " " || $0 == "\t" }
                }
                continue
            }
            guard let colon = line.firstIndex(of: ":") else { continue }
            let name = line[..<colon].lowercased()
            current = fields[name] == nil ? name : nil
            if current != nil { fields[name] = String(line[line.index(after: colon)...].drop { $0 == " " }) }
        }
        return fields
    }
}
