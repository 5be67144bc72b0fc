/// How mail leaves and comes in.
extension SettingKey {
    static let smtpURL = SettingKey(
        "smtp_url", .text, "",
        "The server that takes mail: smtp: (with STARTTLS, see mail.tls) or smtps: with host and port, user and password (percent-encoded) if needed. Empty: mail goes to the folder mail_spool.",
        example: "smtps://user:password@mail.example.com:465", isSecret: true)
    static let mailSpool = SettingKey(
        "mail_spool", .text, "./var/mail",
        "Without smtp_url, the folder that mail is written to, one file a message (RFC 5322), for a mail program to pick up. Empty: no mail."
    )
    static let mailFrom = SettingKey(
        "mail.from", .text, "", "The address that mail comes from. Empty: portico at the host of public_url.",
        example: "portico@example.com")
    static let mailFromName = SettingKey("mail.from_name", .text, "Portico", "The name beside that address.")
    static let mailTLS = SettingKey(
        "mail.tls", .choice(["required", "offered", "none"]), "required",
        "For smtp: URLs, whether STARTTLS is required, taken where it is offered, or never used. A password is sent only under required, or to this machine."
    )
    static let mailAuthorities = SettingKey(
        "mail.ca_file", .text, "", "Certificates (PEM) that the mail server's is checked against. Empty: those of the system.",
        example: "/etc/portico/mail-ca.pem")
    static let mailTimeout = SettingKey(
        "mail.timeout_seconds", .number(5...600), "120", "How long handing over one mail may take.")
    static let mailDigestHour = SettingKey(
        "mail.digest_hour", .number(0...23), "6", "The hour of the day (UTC) from which daily summaries leave.")
    static let mailRetention = SettingKey(
        "mail.retention_days", .number(1...36_500), "90", "How many days a mail is kept after it left.")
    static let mailKey = SettingKey(
        "mail.dkim_key", .text, "",
        "The private key (PEM; RSA of 2048 bits, or Ed25519) that signs mail by DKIM. Empty: mail is not signed. The page Administration, Mail says what the DNS has to hold.",
        example: "/etc/portico/dkim.pem")
    static let mailSelector = SettingKey("mail.dkim_selector", .text, "portico", "The name of that key in the DNS.")

    static let mailReplyAddress = SettingKey(
        "mail.reply_address", .text, "",
        "Where answers to mail come back to and become comments: an address with {token} before the @, as a plus-address or in a domain of its own. Empty: answers are not read.",
        example: "portico+{token}@example.com")
    static let mailInvoiceAddresses = SettingKey(
        "mail.invoice_addresses", .list, "",
        "The company's e-invoicing addresses: what comes there goes into the invoice inbox.", example: "invoices@example.com")
    static let mailLMTPListen = SettingKey(
        "mail.lmtp_listen", .text, "",
        "Where mail is taken by LMTP from the house's own mail server: host:port, or unix: and a path. Never for the Internet. Empty: nowhere; `portico ingest-mail` takes single messages.",
        example: "127.0.0.1:2424")
    static let mailMaximumBytes = SettingKey(
        "mail.max_bytes", .number(1_048_576...1_073_741_824), "52428800", "The octets of the largest message that is taken in.")

    static let mail: [SettingKey] = [
        smtpURL, mailSpool, mailFrom, mailFromName, mailTLS, mailAuthorities, mailTimeout, mailDigestHour, mailRetention, mailKey,
        mailSelector, mailReplyAddress, mailInvoiceAddresses, mailLMTPListen, mailMaximumBytes,
    ]
}

extension Settings {
    /// How mail leaves.
    package struct Mail: Sendable, Hashable {
        package var smtpURL: String?
        /// `nil`: no mail without `smtpURL`.
        package var spool: String?
        package var from: String?
        package var fromName: String
        /// required, offered or none.
        package var tls: String
        package var authorities: String?
        package var timeoutSeconds: Int
        package var digestHour: Int
        package var retentionDays: Int
        package var dkimKey: String?
        package var dkimSelector: String
        package var replyAddress: String?
        package var invoiceAddresses: [String]
        package var lmtpListen: ListenAddress?
        package var maximumBytes: Int

        init(reading reader: inout SettingReader) {
            smtpURL = reader.url(.smtpURL, schemes: ["smtp", "smtps"])
            spool = reader.optional(.mailSpool)
            from = reader.optional(.mailFrom)
            fromName = reader.text(.mailFromName)
            tls = reader.choice(.mailTLS)
            authorities = reader.optional(.mailAuthorities)
            timeoutSeconds = reader.number(.mailTimeout)
            digestHour = reader.number(.mailDigestHour)
            retentionDays = reader.number(.mailRetention)
            dkimKey = reader.optional(.mailKey)
            dkimSelector = reader.host(.mailSelector) ?? "portico"
            replyAddress = reader.optional(.mailReplyAddress)
            if let text = replyAddress, !text.contains("{token}") {
                reader.complain(.mailReplyAddress, text, "has no {token}")
                replyAddress = nil
            }
            invoiceAddresses = reader.list(.mailInvoiceAddresses) { $0.contains("@") ? $0.lowercased() : nil }
            lmtpListen = reader.optional(.mailLMTPListen).flatMap { ListenAddress($0) }
            if let text = reader.optional(.mailLMTPListen),
                lmtpListen == nil || text.hasPrefix("tls:") || text.hasPrefix("proxy:")
            {
                reader.complain(.mailLMTPListen, text, "is neither host:port nor unix: and a path")
                lmtpListen = nil
            }
            maximumBytes = reader.number(.mailMaximumBytes)
            let isHere = smtpURL.map { ["localhost", "127.0.0.1", "::1"].contains(SettingReader.host(of: $0)) } ?? true
            if let url = smtpURL, url.hasPrefix("smtp:"), url.contains("@"), tls != "required", !isHere {
                reader.complain(.mailTLS, tls, "would send the password of smtp_url readable to anybody on the way")
            }
        }
    }
}
