package import UseCases

/// A way that mail leaves.
package protocol MailTransport: Sendable {
    /// Whether taking the same mail twice does no harm.
    var isRepeatable: Bool { get }

    /// Hands one message over.
    ///
    /// - Parameters:
    ///   - message: lines ended by CRLF.
    ///   - name: of this mail alone, the same on every attempt.
    func send(_ message: [UInt8], named name: String, from sender: String, to recipient: String) async -> DeliveryOutcome

    /// Waits until everything that was accepted so far outlasts a power failure. The reason why it may not; `nil` when it does.
    func settle() async -> String?
}

extension MailTransport {
    /// A mail server says so with each answer (RFC 5321, 4.2.5).
    package func settle() async -> String? { nil }
}
