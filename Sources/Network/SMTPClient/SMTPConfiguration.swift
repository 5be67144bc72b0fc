/// The server that takes this house's mail (RFC 5321, RFC 6409).
package struct SMTPConfiguration: Sendable, Hashable {
    /// What is demanded of a connection that begins without TLS (`smtp:`).
    package enum Security: String, Sendable, Hashable, CaseIterable {
        /// STARTTLS (RFC 3207) with a certificate that is good for the host; without it nothing is sent.
        case required
        /// STARTTLS where the server offers it. Whoever stands between can take the offer away.
        case offered
        /// Never: for a server on this machine.
        case none
    }

    /// `smtp://` or `smtps://`, user and password (percent-encoded) where needed, host and port.
    package var url: String
    package var security: Security
    /// Certificates (PEM) to trust instead of the system's.
    package var authorities: String?
    /// The name by which this server greets.
    package var greeting: String
    package var connectSeconds: Int
    /// For a whole message.
    package var totalSeconds: Int

    package init(
        url: String, security: Security = .required, authorities: String? = nil, greeting: String = "localhost",
        connectSeconds: Int = 20, totalSeconds: Int = 120
    ) {
        self.url = url
        self.security = security
        self.authorities = authorities
        self.greeting = greeting
        self.connectSeconds = connectSeconds
        self.totalSeconds = totalSeconds
    }
}

/// What became of handing over one message.
package enum SMTPResult: Sendable, Hashable {
    /// The server has it now (2xx behind the message).
    case accepted(code: Int, text: String)
    /// It will not take it, however often it is tried (5xx for sender, recipient or message).
    case refused(code: Int, text: String)
    /// It asks to try later (4xx), or the message did not reach it whole; what it has not whole it must not deliver (RFC 5321, 4.1.1.4).
    case deferred(String)
    /// The whole message left and no answer came: it may be on its way.
    case noAnswer(String)
}
