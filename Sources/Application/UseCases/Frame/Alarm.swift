/// Something that administrators are told by mail, because nobody may be looking at the pages.
package struct Alarm: Sendable, Hashable {
    /// E-mail addresses of the active administrators.
    package var recipients: [String]
    package var subject: String
    /// Plain text, lines of no particular length.
    package var text: String

    package init(recipients: [String], subject: String, text: String) {
        self.recipients = recipients
        self.subject = subject
        self.text = text
    }
}
