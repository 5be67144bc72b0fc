import CLinux
import Glibc
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
        let visible = "\(path)/\(name).eml"
        if unsafe access(visible, F_OK) == 0 { return .accepted(code: 250, text: "It is in the folder \(path) already.") }
        // Under another name first, so that nobody picks up half a message.
        let hidden = "\(path)/.\(name)"
        if let reason = write(message, to: hidden) { return .notDelivered("The file \(hidden) cannot be written: \(reason)") }
        guard unsafe rename(hidden, visible) == 0 else {
            return .notDelivered("The file \(visible) cannot be made: \(Self.reason())")
        }
        return .accepted(code: 250, text: "It is in the folder \(path).")
    }

    /// One wait for the disk for as many mails as there are.
    package func settle() async -> String? {
        let folder = unsafe Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return Self.reason() }
        defer { close(folder) }
        return portico_sync_file_system(folder) == 0 ? nil : Self.reason()
    }

    /// Makes the file, for the owner alone, because a mail may decide things. The reason it cannot be written; `nil` when it is.
    private func write(_ message: [UInt8], to hidden: String) -> String? {
        var file = Self.make(hidden)
        if file < 0, errno == ENOENT {
            if let reason = makeFolder() { return reason }
            file = Self.make(hidden)
        }
        guard file >= 0 else { return Self.reason() }
        defer { close(file) }
        var start = 0
        while start < message.count {
            let count = unsafe message.withUnsafeBytes {
                unsafe Glibc.write(file, $0.baseAddress?.advanced(by: start), $0.count - start)
            }
            if count > 0 { start += count } else if errno != EINTR { return Self.reason() }
        }
        return nil
    }

    private static func make(_ path: String) -> Int32 {
        unsafe Glibc.open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    }

    /// The folder and those above it, for the owner alone.
    private func makeFolder() -> String? {
        for end in path.indices.dropFirst() where path[end] == "/" { _ = unsafe mkdir(String(path[..<end]), 0o700) }
        return unsafe mkdir(path, 0o700) == 0 || errno == EEXIST ? nil : Self.reason()
    }

    private static func reason() -> String { unsafe String(cString: strerror(errno)) }
}
