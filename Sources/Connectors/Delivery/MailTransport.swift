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
}
