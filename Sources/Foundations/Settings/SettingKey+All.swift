extension SettingKey {
    static let listen = SettingKey(
        "listen", .list, "127.0.0.1:8080", "Addresses to listen on, host:port each; an IPv6 host stands in brackets.",
        example: "0.0.0.0:8080,[::]:8080")
    static let publicURL = SettingKey(
        "public_url", .text, "",
        "The address that browsers and partners use, as seen from outside. Empty: the first listen address.",
        example: "https://portico.example.com")
    static let database = SettingKey(
        "database", .text, "sqlite:./var/portico.db", "Where the data lives: sqlite: and the path of a file.")
    static let keyFile = SettingKey(
        "key_file", .text, "./var/portico.key",
        "The key that seals secrets in the database; made at the first start, readable by its owner only.")
    static let tlsCertificate = SettingKey(
        "tls_certificate", .text, "", "The certificate chain (PEM) of this server, leaf first. Goes with tls_key.",
        example: "/etc/portico/fullchain.pem")
    static let tlsKey = SettingKey(
        "tls_key", .text, "", "The private key (PEM) of the certificate.", example: "/etc/portico/key.pem")
    static let smtpURL = SettingKey(
        "smtp_url", .text, "", "Where mail leaves: smtp: or smtps: with host, and user and password if needed. Empty: no mail.",
        example: "smtps://user:password@mail.example.com:465", isSecret: true)
    static let logLevel = SettingKey(
        "log_level", .choice(["trace", "debug", "info", "notice", "warning", "error", "critical"]), "info",
        "The least important kind of message that is logged.")
    static let logFormat = SettingKey(
        "log_format", .choice(["logfmt", "json"]), "logfmt", "How a log line is written.")
    static let allowPrivateTargets = SettingKey(
        "allow_private_targets", .flag, "false",
        "Lets outgoing calls reach loopback and private addresses: for demos and tests, or a partner inside the house.")
    static let testModeCancelHours = SettingKey(
        "test_mode_cancel_hours", .number(1...720), "4",
        "How many hours after the supplier confirmed it an order of a connection in test mode is cancelled.")
    static let punchoutSessionHours = SettingKey(
        "punchout_session_hours", .number(1...720), "24", "How many hours a punch-out session waits for its cart.")
    static let signInHours = SettingKey(
        "sign_in_hours", .number(1...720), "12", "How many hours a sign-in lasts without use.")
    static let requiredCoding = SettingKey(
        "required_coding", .list, "legal_entity,location,department,budget,gl_account",
        "What every order line must name before it can be confirmed; an empty list asks for nothing.",
        example: "department,gl_account")
    static let approvalEverything = SettingKey(
        "approval.everything", .flag, "false",
        "Most restricted: every order needs approval, whatever its group and connection say.")
    static let cxmlHost = SettingKey(
        "cxml.host", .text, "", "The right side of the payloadIDs that this server makes. Empty: the host of public_url.",
        example: "portico.example.com")
    static let deliveryAttempts = SettingKey(
        "delivery.attempts", .number(1...100), "12", "How often a document is sent before it waits for a person.")
    static let deliveryFirstRetry = SettingKey(
        "delivery.first_retry_seconds", .number(1...3600), "5", "The wait before the second attempt; it doubles every time.")
    static let deliveryLongestRetry = SettingKey(
        "delivery.longest_retry_seconds", .number(1...86_400), "3600", "The longest wait between two attempts.")
    static let deliveryTimeout = SettingKey(
        "delivery.timeout_seconds", .number(1...600), "60", "How long one attempt waits for an answer.")
    static let limitConnections = SettingKey(
        "limits.connections", .number(1...1_000_000), "10000", "The most connections that are open at once.")
    static let limitHead = SettingKey(
        "limits.head_bytes", .number(1024...1_048_576), "32768", "The longest request line and headers together.")
    static let limitBody = SettingKey(
        "limits.body_bytes", .number(1024...1_073_741_824), "10485760", "The longest body of a request.")
    static let limitHeadSeconds = SettingKey(
        "limits.head_seconds", .number(1...600), "10", "How long a client may take to send the head of a request.")
    static let limitBodySeconds = SettingKey(
        "limits.body_seconds", .number(1...3600), "60", "How long a client may take to send the body of a request.")
    static let limitIdleSeconds = SettingKey(
        "limits.idle_seconds", .number(1...3600), "60", "How long a kept connection may wait for its next request.")
    static let reactors = SettingKey(
        "reactors", .number(0...256), "0", "Threads that serve requests. 0: one for each core.")
    static let demo = SettingKey(
        "demo", .flag, "false", "Starts with demo data in an empty database. Never for real use: its passwords are public.")

    /// Every setting, in the order of `Config/portico.yaml`.
    package static let all: [SettingKey] =
        [
            listen, publicURL, database, keyFile, tlsCertificate, tlsKey, smtpURL, logLevel, logFormat, allowPrivateTargets,
            testModeCancelHours, punchoutSessionHours, signInHours, requiredCoding, approvalEverything, cxmlHost,
            deliveryAttempts,
            deliveryFirstRetry, deliveryLongestRetry, deliveryTimeout, limitConnections, limitHead, limitBody, limitHeadSeconds,
            limitBodySeconds, limitIdleSeconds, reactors, demo,
        ] + guards

    /// What `portico help configuration` prints.
    package static var help: String {
        var text = "Settings are read from Config/portico.yaml (or --config FILE), then from the environment, then from flags.\n"
        for key in all {
            text +=
                "\n\(key.name)\n    \(key.summary)\n    variable \(key.environmentName), default \(key.fallback.isEmpty ? "empty" : key.fallback)"
            switch key.form {
            case .text, .list: break
            case .flag: text += ", true or false"
            case .number(let range): text += ", from \(range.lowerBound) to \(range.upperBound)"
            case .choice(let choices): text += ", one of \(choices.joined(separator: " "))"
            }
            text += "\n"
        }
        return text
    }
}
