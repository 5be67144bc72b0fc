extension SettingKey {
    static let listen = SettingKey(
        "listen", .list, "127.0.0.1:8080",
        "Addresses to listen on: host:port, an IPv6 host in brackets, or unix:/path. With a certificate all speak TLS, or those only that begin with tls:. After proxy: connections begin with a PROXY protocol header (version 1 or 2), so let nobody but the proxy reach such an address; with both, tls: comes first.",
        example: "0.0.0.0:80,tls:0.0.0.0:443,proxy:10.0.0.1:8080,unix:/run/portico/portico.sock")
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
        "tls_certificate", .list, "",
        "The certificate chain (PEM) of this server, leaf first; several are chosen by the name that clients ask for, and the first serves the others. Goes with tls_key. SIGHUP reads them again.",
        example: "/etc/portico/fullchain.pem")
    static let tlsKey = SettingKey(
        "tls_key", .list, "",
        "The private key (PEM) of each certificate, in the same order; for SIGHUP it must be readable to the user that the server runs as.",
        example: "/etc/portico/key.pem")
    static let tlsClientAuthorities = SettingKey(
        "tls_client_ca", .text, "",
        "Authorities (PEM) of client certificates. With it clients are asked for one, and a wrong one is refused.",
        example: "/etc/portico/clients.pem")
    static let tlsClientPaths = SettingKey(
        "tls_client_paths", .list, "", "Beginnings of paths that need a client certificate; without one they are answered 403.",
        example: "/cxml/acme")
    static let logLevel = SettingKey(
        "log_level", .choice(["trace", "debug", "info", "notice", "warning", "error", "critical"]), "info",
        "The least important kind of message that is logged.")
    static let logFormat = SettingKey(
        "log_format", .choice(["logfmt", "json"]), "logfmt", "How a log line is written.")
    static let allowPrivateTargets = SettingKey(
        "allow_private_targets", .flag, "false",
        "Lets outgoing calls reach loopback and private addresses: for demos and tests, or a partner inside the house.")
    static let overReceiptPercent = SettingKey(
        "over_receipt_percent", .number(0...100), "0",
        "How much more than ordered may be received, in percent of a line's quantity.")
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
    static let undoDecisionSeconds = SettingKey(
        "undo.decision_seconds", .number(0...3600), "30",
        "Seconds in which whoever approved or rejected can take it back, and after which others are told. 0: at once and for good."
    )
    static let undoSendSeconds = SettingKey(
        "undo.send_seconds", .number(0...3600), "30",
        "Seconds that an order, its change or its cancellation waits before it leaves for the supplier, and in which whoever sent it off can take it back. 0: it leaves at once."
    )
    static let priceHoldDays = SettingKey(
        "price_hold.days", .number(0...90), "7",
        "Days that shops hold the prices of a cart: seven at Amazon Business. 0: nobody counts.")
    static let priceHoldRemindDays = SettingKey(
        "price_hold.remind_days", .number(0...90), "5",
        "Days after which those who have to decide, and the buyer, are reminded of it.")
    static let splitPurchaseLimit = SettingKey(
        "split_purchase.limit", .text, "",
        "What one purchase may cost: orders of one buyer at one supplier that stay below it and go beyond it together are flagged to their approvers. Empty: nobody looks.",
        example: "1000.00 USD")
    static let splitPurchaseDays = SettingKey(
        "split_purchase.days", .number(1...365), "7", "The days over which those orders are summed up.")
    static let cxmlHost = SettingKey(
        "cxml.host", .text, "", "The right side of the payloadIDs that this server makes. Empty: the host of public_url.",
        example: "portico.example.com")
    static let deliveryAttempts = SettingKey(
        "delivery.attempts", .number(1...100), "11", "How often a document is sent before it waits for a person.")
    static let deliveryFirstRetry = SettingKey(
        "delivery.first_retry_seconds", .number(1...3600), "3600",
        "The wait before the second attempt; it doubles every time, up to the longest. Partners expect a try an hour, ten times.")
    static let deliveryLongestRetry = SettingKey(
        "delivery.longest_retry_seconds", .number(1...86_400), "3600", "The longest wait between two attempts.")
    static let deliveryTimeout = SettingKey(
        "delivery.timeout_seconds", .number(1...600), "60", "How long one attempt waits for an answer.")
    static let limitConnections = SettingKey(
        "limits.connections", .number(1...1_000_000), "10000",
        "The most connections that are open at once; more are answered 503.")
    static let limitHead = SettingKey(
        "limits.head_bytes", .number(1024...1_048_576), "32768",
        "Octets of all header fields together; more is answered 431. A request target may have 8192, a longer one is answered 414."
    )
    static let limitBody = SettingKey(
        "limits.body_bytes", .number(1024...1_099_511_627_776), "1073741824",
        "Octets of a request's body; more is answered 413. All but imports of tables take far less.")
    static let limitHeadSeconds = SettingKey(
        "limits.head_seconds", .number(1...600), "10",
        "Seconds in which the head of a request must have come, or it is answered 408; the same for a TLS handshake and a PROXY header."
    )
    static let limitIdleSeconds = SettingKey(
        "limits.idle_seconds", .number(1...3600), "60", "Seconds that a kept connection may wait for its next request.")
    static let limitPerAddress = SettingKey(
        "limits.connections_per_address", .number(0...1_000_000), "512",
        "The most connections of one address; more are answered 503. Those of rate_limits.exempt and of proxies do not count; at an address with proxy: the client counts. 0: no limit."
    )
    static let limitFirstByteSeconds = SettingKey(
        "limits.first_byte_seconds", .number(1...3600), "30", "Seconds that a new connection may wait before it sends anything.")
    static let limitMinimumRate = SettingKey(
        "limits.minimum_rate", .number(0...1_000_000), "256",
        "Octets a second that a body must come with, or it is answered 408, and an answer be read with, while the server waits for it. 0: no limit."
    )
    static let limitSlowSeconds = SettingKey(
        "limits.slow_seconds", .number(1...3600), "10",
        "Seconds that the server waits for a message before the minimum rate holds.")
    static let limitRequests = SettingKey(
        "limits.requests_per_connection", .number(1...1_000_000_000), "100000",
        "After so many requests a connection is closed in order.")
    static let limitShutdownSeconds = SettingKey(
        "limits.shutdown_seconds", .number(0...3600), "20",
        "Seconds that running requests get once the server is told to end; then they are broken off.")
    static let reactors = SettingKey(
        "reactors", .number(0...256), "0", "Threads that serve requests. 0: one for each core.")
    static let demo = SettingKey(
        "demo", .flag, "false", "Starts with demo data in an empty database. Never for real use: its passwords are public.")

    /// Every setting, in the order of `Config/portico.yaml`.
    package static let all: [SettingKey] =
        [
            listen, publicURL, database, keyFile, tlsCertificate, tlsKey, tlsClientAuthorities, tlsClientPaths, logLevel,
            logFormat, allowPrivateTargets,
            testModeCancelHours, overReceiptPercent, punchoutSessionHours, signInHours, requiredCoding, approvalEverything,
            undoDecisionSeconds, undoSendSeconds, priceHoldDays, priceHoldRemindDays, splitPurchaseLimit, splitPurchaseDays,
            cxmlHost,
            dtdDirectory, retentionDays, attachmentBytes,
            deliveryAttempts,
            deliveryFirstRetry, deliveryLongestRetry, deliveryTimeout, limitConnections, limitHead, limitBody, limitHeadSeconds,
            limitFirstByteSeconds, limitIdleSeconds, limitMinimumRate,
            limitSlowSeconds, limitPerAddress, limitRequests, limitShutdownSeconds, reactors, demo,
        ] + inbox + mail + signIn + guards + content

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
