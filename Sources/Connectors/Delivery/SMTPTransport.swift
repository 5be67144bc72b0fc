package import SMTPClient
package import UseCases

/// Hands mail to the company's mail server.
package struct SMTPTransport: MailTransport {
    package let isRepeatable = false
    private let client: SMTPClient

    package init(_ client: SMTPClient) { self.client = client }

    package func send(
        _ message: [UInt8], named name: String, from sender: String, to recipient: String
    ) async -> DeliveryOutcome {
        switch await client.send(message, from: sender, to: recipient) {
        case .accepted(let code, let text): .accepted(code: code, text: Self.words(code, text))
        case .refused(let code, let text): .refused(code: code, text: Self.words(code, text))
        case .deferred(let text): .notDelivered(text)
        case .noAnswer(let text): .noAnswer(text)
        }
    }

    /// The code stands before the text already.
    private static func words(_ code: Int, _ text: String) -> String {
        text.hasPrefix("\(code)") ? String(text.dropFirst(3).drop { $0 == " " || $0 == "-" }) : text
    }
}
