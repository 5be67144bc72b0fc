import CGMime

/// A message that came in, taken apart: what it says of itself, its text, and its files.
package struct ReceivedMail: Sendable {
    /// What is taken of a message; beyond these it is refused, or said to be cut.
    package struct Limits: Sendable, Hashable {
        /// Octets of the message as it came.
        package var octets = 50 << 20
        /// Parts within parts.
        package var depth = 20
        package var parts = 500
        package var fields = 1000
        /// Lines that look like boundaries: each may become an object, so they are counted before anything else is done.
        package var boundaries = 20_000
        /// Octets of text that are read, plain and HTML each.
        package var text = 2 << 20

        package init() {}
    }

    package enum Problem: Error, Hashable, Sendable {
        /// Longer than the limit, in octets.
        case tooLong(Int)
        /// No header field was found: this is no message.
        case noMessage
        /// More parts, deeper parts or more header fields than anybody writes.
        case tooIntricate
    }

    package struct Attachment: Sendable, Hashable {
        /// As the sender wrote it, without folders and control characters; empty when there is none.
        package var name: String
        /// In small letters, `type/subtype`.
        package var type: String
        /// Of `multipart/related`, without angle brackets.
        package var contentID: String?
        package var octets: [UInt8]
    }

    /// Decoded and unfolded, in the order of the message.
    package private(set) var fields: [(name: String, value: String)] = []
    /// The plain text; made out of the HTML where there is only that.
    package private(set) var text = ""
    package private(set) var html: String?
    package private(set) var attachments: [Attachment] = []
    /// Whether some text was longer than the limit.
    package private(set) var isCut = false
    /// The Message-IDs of the messages that it carries.
    package private(set) var enclosedIDs: [String] = []
    private var plain: [String] = []

    /// The first field of a name, in any case.
    package subscript(name: String) -> String? {
        fields.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    private static let isReady: Bool = {
        portico_mime_start()
        return true
    }()

    /// Reads whatever can be read: a broken part is text or a file, never an error.
    ///
    /// - Throws: ``Problem``
    package init(reading octets: [UInt8], limits: Limits = Limits()) throws(Problem) {
        guard octets.count <= limits.octets else { throw .tooLong(limits.octets) }
        if Self.boundaries(in: octets) > limits.boundaries { throw .tooIntricate }
        guard Self.isReady, let message = unsafe portico_mime_parse(octets, octets.count) else { throw .noMessage }
        defer { unsafe portico_mime_free(message) }
        let count = unsafe Int(portico_mime_field_count(message))
        if count > limits.fields { throw .tooIntricate }
        for index in 0..<count {
            var value: UnsafePointer<CChar>?
            guard let name = unsafe portico_mime_field(message, Int32(index), &value) else { continue }
            unsafe fields.append((String(cString: name), Self.visible(value)))
        }
        if fields.isEmpty { throw .noMessage }
        var left = limits.parts
        if let root = unsafe portico_mime_root(message) { unsafe try take(root, depth: 0, left: &left, limits) }
        text = plain.isEmpty ? html.map { HTMLText.plain($0) } ?? "" : plain.joined(separator: "\n")
        plain = []
    }

    private static func boundaries(in octets: [UInt8]) -> Int {
        var count = 0
        var dashes = 0
        for octet in octets {
            // From the start of a line; beyond 2 nothing more is of interest before the next.
            if octet == 0x0A { dashes = 0 } else if octet == UInt8(ascii: "-"), dashes >= 0 { dashes += 1 } else { dashes = -1 }
            if dashes == 2 { count += 1 }
            if dashes > 2 { dashes = -1 }
        }
        return count
    }

    private mutating func take(
        _ object: UnsafeMutableRawPointer, depth: Int, left: inout Int, _ limits: Limits
    ) throws(Problem) {
        left -= 1
        if depth > limits.depth || left < 0 { throw .tooIntricate }
        switch unsafe portico_mime_kind_of(object) {
        case PORTICO_MIME_MULTIPART:
            for index in 0..<(unsafe portico_mime_count(object)) {
                guard let child = unsafe portico_mime_child(object, index) else { continue }
                unsafe try take(child, depth: depth + 1, left: &left, limits)
            }
        case PORTICO_MIME_MESSAGE:
            // A forwarded message: what it carries counts, what it says does not replace what the sender says.
            guard let inner = unsafe portico_mime_inner(object) else { return }
            if let id = unsafe Self.messageID(of: inner) { enclosedIDs.append(id) }
            guard let root = unsafe portico_mime_root(inner) else { return }
            unsafe try take(root, depth: depth + 1, left: &left, limits)
        case PORTICO_MIME_PART: unsafe takePart(object, limits)
        default: break
        }
    }

    private static func messageID(of message: UnsafeMutableRawPointer) -> String? {
        for index in 0..<(unsafe portico_mime_field_count(message)) {
            var value: UnsafePointer<CChar>?
            guard let name = unsafe portico_mime_field(message, index, &value),
                unsafe String(cString: name).lowercased() == "message-id"
            else { continue }
            return unsafe bare(visible(value))
        }
        return nil
    }

    private mutating func takePart(_ part: UnsafeMutableRawPointer, _ limits: Limits) {
        let type = unsafe "\(Self.visible(portico_mime_type(part)))/\(Self.visible(portico_mime_subtype(part)))".lowercased()
        let name = unsafe Self.fileName(Self.visible(portico_mime_file_name(part)))
        let isAttachment = unsafe Self.visible(portico_mime_disposition(part)).lowercased() == "attachment" || !name.isEmpty
        if !isAttachment, type == "text/plain" || type == "text/html" {
            unsafe takeText(part, isHTML: type == "text/html", limits)
        } else {
            let id = unsafe Self.visible(portico_mime_content_id(part))
            attachments.append(
                Attachment(
                    name: name, type: type == "/" ? "application/octet-stream" : type, contentID: id.isEmpty ? nil : id,
                    octets: unsafe Self.content(part, charset: nil)))
        }
    }

    private mutating func takeText(_ part: UnsafeMutableRawPointer, isHTML: Bool, _ limits: Limits) {
        let charset = unsafe Self.visible(portico_mime_charset(part)).lowercased()
        let raw = unsafe Self.content(part, charset: nil)
        var octets = raw
        if !["", "utf-8", "utf8", "us-ascii", "ascii"].contains(charset) {
            let converted = unsafe Self.content(part, charset: charset)
            if !converted.isEmpty { octets = converted }
        }
        if octets.count > limits.text {
            octets = Array(octets.prefix(limits.text))
            isCut = true
        }
        // Lines end in LF from here on.
        octets.removeAll { $0 == 0x0D }
        let text = Self.decoded(octets, mayEndInCharacter: isCut)
        if !isHTML { plain.append(text) } else if html == nil { html = text }
    }

    /// UTF-8 where it is, else the character set of Windows that mail programs write when they say nothing or lie.
    private static func decoded(_ octets: [UInt8], mayEndInCharacter: Bool) -> String {
        for cut in 0...(mayEndInCharacter ? 3 : 0) where octets.count >= cut {
            if let text = String(validating: octets.dropLast(cut), as: UTF8.self) { return text }
        }
        let high: [Unicode.Scalar] = Array(
            "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ".unicodeScalars)
        var scalars = String.UnicodeScalarView()
        for octet in octets { scalars.append((0x80..<0xA0).contains(octet) ? high[Int(octet) - 0x80] : Unicode.Scalar(octet)) }
        return String(scalars)
    }

    private static func content(_ part: UnsafeMutableRawPointer, charset: String?) -> [UInt8] {
        var count = 0
        let octets =
            if let charset { unsafe portico_mime_content(part, charset, &count) } else {
                unsafe portico_mime_content(part, nil, &count)
            }
        defer { unsafe portico_mime_release(octets) }
        return unsafe [UInt8](UnsafeBufferPointer(start: octets, count: octets == nil ? 0 : count))
    }

    /// Without control characters, of bounded length.
    private static func visible(_ text: UnsafePointer<CChar>?) -> String {
        guard let text = unsafe text else { return "" }
        return String(EncodedWords.visible(unsafe String(cString: text)).prefix(8192))
    }

    private static func fileName(_ name: String) -> String {
        let last = name.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? ""
        return last == "." || last == ".." ? "" : String(last.prefix(200))
    }
}
