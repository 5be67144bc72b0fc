/// What the invoice inbox takes, and who looks at it first.
extension SettingKey {
    static let inboxQuarantine = SettingKey(
        "inbox.quarantine_unknown", .flag, "true",
        "Mail to the invoice inbox of senders that no rule names waits for a person before its files are read.")
    static let inboxDocumentBytes = SettingKey(
        "inbox.document_bytes", .number(1024...104_857_600), "20971520",
        "The largest file of the invoice inbox that is read. Larger ones are kept, and a person has to type in what they say.")
    static let inboxScanner = SettingKey(
        "inbox.clamav", .text, "",
        "ClamAV's socket, or a numeric address and port: every file of the invoice inbox is scanned before it is read; while it does not answer, files wait. Empty: nothing is scanned.",
        example: "/run/clamav/clamd.ctl")

    static let inbox = [inboxQuarantine, inboxDocumentBytes, inboxScanner]
}

extension Settings {
    /// What the invoice inbox takes, and who looks at it first.
    package struct Inbox: Sendable, Hashable {
        package var quarantinesUnknown: Bool
        package var documentBytes: Int
        /// A path, or a numeric address with a port; `nil` for no scanner.
        package var scanner: String?

        init(reading reader: inout SettingReader) {
            quarantinesUnknown = reader.flag(.inboxQuarantine)
            documentBytes = reader.number(.inboxDocumentBytes)
            scanner = reader.optional(.inboxScanner)
            if let scanner, !scanner.hasPrefix("/"), !Self.isAddress(scanner) {
                reader.complain(.inboxScanner, scanner, "is neither a path nor a numeric address with a port")
            }
        }

        private static func isAddress(_ text: String) -> Bool {
            guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]), port > 0 else {
                return false
            }
            let host = text[..<colon]
            return !host.isEmpty && host.allSatisfy { $0.isHexDigit || ".:[]".contains($0) }
        }
    }
}
