import FoundationEssentials
package import UseCases

/// Writes mail into a folder, one file a message (RFC 5322), from where a mail program takes it: what there is without a mail server.
package struct MailFolder: MailTransport {
    /// The same mail is the same file.
    package let isRepeatable = true
    private let path: String

    package init(path: String) { self.path = path }

    package func send(
        _ message: [UInt8], named name: String, from sender: String, to recipient: String
    ) async -> DeliveryOutcome {
        let (hidden, visible) = ("\(path)/.\(name)", "\(path)/\(name).eml")
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            if FileManager.default.fileExists(atPath: visible) {
                return .accepted(code: 250, text: "It is in the folder \(path) already.")
            }
            // Under another name first, so that nobody picks up half a message; for the owner alone, because it may decide things.
            try? FileManager.default.removeItem(atPath: hidden)
            guard
                FileManager.default.createFile(
                    atPath: hidden, contents: Data(message), attributes: [.posixPermissions: 0o600])
            else { return .notDelivered("The file \(hidden) cannot be written.") }
            try FileManager.default.moveItem(atPath: hidden, toPath: visible)
            return .accepted(code: 250, text: "It is in the folder \(path).")
        } catch {
            return .notDelivered("The folder \(path) cannot be written to: \(error)")
        }
    }
}
