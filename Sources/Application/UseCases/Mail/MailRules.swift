package import Mail

/// How this house writes mail.
package struct MailRules: Sendable, Hashable {
    /// Who mails come from.
    package var sender: Mailbox
    /// The hour of the day (UTC) from which daily digests are written.
    package var digestHour: Int
    /// How often handing a mail over is tried before it is given up.
    package var attempts: Int
    /// Seconds until the second attempt; doubled for each one after it.
    package var firstRetrySeconds: Double
    package var longestRetrySeconds: Double
    /// Days that mails are kept after they left.
    package var retentionDays: Int
    /// Whether pages show a mail with its links that decide: in a demonstration only.
    package var showsLinks: Bool
    /// Which mail is taken in.
    package var inbound = MailInRules()

    package init(
        sender: Mailbox, digestHour: Int = 6, attempts: Int = 30, firstRetrySeconds: Double = 60,
        longestRetrySeconds: Double = 3600, retentionDays: Int = 90, showsLinks: Bool = false
    ) {
        self.sender = sender
        self.digestHour = digestHour
        self.attempts = attempts
        self.firstRetrySeconds = firstRetrySeconds
        self.longestRetrySeconds = longestRetrySeconds
        self.retentionDays = retentionDays
        self.showsLinks = showsLinks
    }
}

/// What a mail says, before it is a message.
package struct MailContent: Sendable, Hashable {
    package var subject: String
    package var text: String
    package var html: String

    package init(subject: String, text: String, html: String) {
        self.subject = subject
        self.text = text
        self.html = html
    }
}
