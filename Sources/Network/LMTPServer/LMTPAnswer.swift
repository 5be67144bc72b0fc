/// What a client is told: a code with its class of RFC 3463, and a sentence.
package struct LMTPAnswer: Sendable, Hashable {
    package let code: Int
    package let status: String
    package let text: String

    package init(_ code: Int, _ status: String, _ text: String) {
        self.code = code
        self.status = status
        self.text = text
    }

    package static let accepted = LMTPAnswer(250, "2.0.0", "It is kept.")
    package static let knownRecipient = LMTPAnswer(250, "2.1.5", "Go on.")
    package static let unknownRecipient = LMTPAnswer(550, "5.1.1", "There is no such address here.")
    package static let tryLater = LMTPAnswer(451, "4.3.0", "It could not be kept. Try again later.")
    static let noRoom = LMTPAnswer(452, "4.3.1", "There is no room at this moment. Try again later.")
    static func tooLong(_ limit: Int) -> LMTPAnswer { LMTPAnswer(552, "5.3.4", "The message is longer than \(limit) octets.") }

    /// One line; nothing of it can begin another.
    var line: String {
        let plain = text.unicodeScalars.map { $0.value >= 0x20 && $0.value < 0x7F ? Character($0) : "?" }
        return "\(code) \(status) \(String(plain.prefix(400)))\r\n"
    }
}

/// A message with its envelope.
package struct LMTPMessage: Sendable {
    /// Empty for none.
    package var sender: String
    /// In the order in which they were named.
    package var recipients: [String]
    package var octets: [UInt8]
}

/// What decides about recipients and keeps messages.
package protocol LMTPMailbox: Sendable {
    /// Asked at RCPT: so unknown addresses are refused before the message is sent.
    func check(_ recipient: String) async -> LMTPAnswer
    /// Answers for each recipient, in their order, once what was accepted is durable.
    func keep(_ message: LMTPMessage) async -> [LMTPAnswer]
}

/// What a listener lets itself be asked for.
package struct LMTPLimits: Sendable, Hashable {
    /// Octets of a message.
    package var octets = 50 << 20
    package var recipients = 100
    /// Conversations at once; more wait to be accepted.
    package var connections = 20
    /// Octets of all messages that arrive at one moment.
    package var octetsAtOnce = 200 << 20
    /// Octets of a command.
    package var line = 2048
    /// Commands that are no commands before a client is sent away.
    package var errors = 20
    /// Seconds without an octet after which a client is gone (RFC 5321, 4.5.3.2.7).
    package var idleSeconds = 300

    package init() {}
}
