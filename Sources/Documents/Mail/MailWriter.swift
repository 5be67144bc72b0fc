import Cryptography
import FoundationEssentials

extension MailMessage {
    /// The message as it travels (RFC 5322, MIME): ASCII, lines of at most 998 octets ended by CRLF. The same octets for the same
    /// message.
    package func octets() -> [UInt8] {
        var octets = Array(fields.utf8)
        octets += body.octets
        return octets
    }

    private var fields: String {
        var fields = "From: \(Self.list([from], offset: 6))\r\n"
        if let replyTo { fields += "Reply-To: \(Self.list([replyTo], offset: 10))\r\n" }
        fields += "To: \(to.isEmpty ? "undisclosed-recipients:;" : Self.list(to, offset: 4))\r\n"
        fields += "Subject: \(EncodedWords.text(subject, offset: 9))\r\n"
        fields += "Date: \(MailDate.text(date))\r\nMessage-ID: <\(id.text)>\r\n"
        if let inReplyTo { fields += "In-Reply-To: <\(inReplyTo.text)>\r\n" }
        if !references.isEmpty {
            fields += "References: \(references.map { "<\($0.text)>" }.joined(separator: "\r\n "))\r\n"
        }
        switch origin {
        case .person: break
        case .program: fields += "Auto-Submitted: auto-generated\r\n"
        case .automaticReply: fields += "Auto-Submitted: auto-replied\r\n"
        }
        if let unsubscribe {
            fields += "List-Unsubscribe: <\(unsubscribe.url)>\r\n"
            // RFC 8058 is for https alone.
            if unsubscribe.url.hasPrefix("https:") { fields += "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" }
        }
        return fields + "MIME-Version: 1.0\r\n"
    }

    private static func list(_ mailboxes: [Mailbox], offset: Int) -> String {
        mailboxes.enumerated().map { index, mailbox in
            if mailbox.name.isEmpty { return mailbox.address.text }
            let phrase = EncodedWords.phrase(mailbox.name, offset: index == 0 ? offset : 1)
            let last = phrase.utf8.count - (Array(phrase.utf8).lastIndex(of: 0x0A) ?? 0)
            let isLong = offset + last + mailbox.address.text.utf8.count + 3 > EncodedWords.lineLength
            return "\(phrase)\(isLong ? "\r\n" : "") <\(mailbox.address.text)>"
        }.joined(separator: ",\r\n ")
    }

    // MARK: The body

    private var body: MailPart {
        var part = MailPart(text: text, subtype: "plain")
        if let html {
            part = MailPart(multipart: "alternative", [part, MailPart(text: html, subtype: "html")], boundary: boundary(1))
        }
        if attachments.isEmpty { return part }
        return MailPart(multipart: "mixed", [part] + attachments.map { MailPart($0) }, boundary: boundary(0))
    }

    /// Neither encoding ever writes `=_`, so no part can hold it (RFC 2045, 6.7).
    private func boundary(_ depth: Int) -> String { "=_\(depth)_" + SHA256.hex(Array("\(depth)/\(id.text)".utf8)).prefix(32) }
}

/// A body with the fields that tell what it is.
private struct MailPart {
    /// Fields, an empty line, content.
    let octets: [UInt8]

    init(text: String, subtype: String) {
        let encoded = TransferEncoding.text(text)
        octets =
            Array("Content-Type: text/\(subtype); charset=utf-8\r\nContent-Transfer-Encoding: \(encoded.name)\r\n\r\n".utf8)
            + encoded.octets
    }

    init(_ attachment: MailMessage.Attachment) {
        octets =
            Array(
                """
                Content-Type: \(attachment.type.text)\r
                Content-Transfer-Encoding: base64\r
                Content-Disposition: attachment\(Self.fileName(attachment.name))\r
                \r

                """.utf8) + TransferEncoding.base64(attachment.octets)
    }

    init(multipart subtype: String, _ parts: [MailPart], boundary: String) {
        var octets = Array("Content-Type: multipart/\(subtype);\r\n boundary=\"\(boundary)\"\r\n\r\n".utf8)
        for part in parts {
            octets += Array("--\(boundary)\r\n".utf8)
            octets += part.octets
            // The break before a boundary belongs to the boundary (RFC 2046, 5.1.1).
            octets += [0x0D, 0x0A]
        }
        self.octets = octets + Array("--\(boundary)--\r\n".utf8)
    }

    /// The parameter `filename`: quoted where ASCII says it, else in numbered sections of UTF-8 (RFC 2231, 3 and 4).
    private static func fileName(_ name: String) -> String {
        let name = EncodedWords.visible(name).filter { $0 != "/" && $0 != "\\" }
        if name.isEmpty { return "" }
        if name.utf8.allSatisfy({ $0 < 0x80 && $0 != UInt8(ascii: "\"") }), name.utf8.count <= 60 {
            return ";\r\n filename=\"\(name)\""
        }
        var sections: [[UInt8]] = [[]]
        for octet in name.utf8 {
            let isPlain = (48...57).contains(octet) || (65...90).contains(octet) || (97...122).contains(octet) || octet == 46
            if (sections.last?.count ?? 0) > 50 { sections.append([]) }
            sections[sections.count - 1] += isPlain ? [octet] : [UInt8(ascii: "%")] + TransferEncoding.hexadecimal(octet)
        }
        return sections.enumerated().map { index, section in
            ";\r\n filename*\(index)*=\(index == 0 ? "UTF-8''" : "")\(String(decoding: section, as: UTF8.self))"
        }.joined()
    }
}
