/// What stands between the net and the handlers, and what operators see of it.
extension SettingKey {
    static let proxies = SettingKey(
        "proxies", .list, "",
        "Proxies in front of this server, as addresses or networks; unix means whoever connects to a Unix socket of ours. What they say about the client is believed, and nobody else.",
        example: "127.0.0.1,10.0.0.0/8,unix")
    static let proxyFields = SettingKey(
        "proxy_fields", .choice(["x-forwarded", "forwarded"]), "x-forwarded",
        "The fields that those proxies write: X-Forwarded-For, -Proto and -Host, or Forwarded (RFC 7239). They must overwrite or append to what the client sent."
    )
    static let hstsSeconds = SettingKey(
        "hsts_seconds", .number(0...126_144_000), "31536000",
        "Seconds that browsers stay with https once they saw it (HSTS); sent only when public_url begins with https. 0: not sent."
    )
    static let redirectToHTTPS = SettingKey(
        "redirect_to_https", .flag, "true",
        "Sends plain requests to public_url when that begins with https. Needs tls_certificate, or a configured proxy that tells the scheme."
    )
    static let rateExempt = SettingKey(
        "rate_limits.exempt", .list, "127.0.0.0/8,::1",
        "Addresses and networks that no limit holds for.", example: "127.0.0.0/8,::1,192.0.2.0/24")
    static let ratePerAddress = SettingKey(
        "rate_limits.address_per_second", .number(0...1_000_000), "50",
        "Requests a second from one address (64 bits of IPv6). 0: no limit.")
    static let rateAddressBurst = SettingKey(
        "rate_limits.address_burst", .number(1...1_000_000), "500",
        "Requests that an address may send at once after a quiet time.")
    static let ratePerToken = SettingKey(
        "rate_limits.token_per_minute", .number(0...10_000_000), "6000", "Requests a minute with one API token. 0: no limit.")
    static let rateSignIn = SettingKey(
        "rate_limits.sign_in_per_minute", .number(0...1_000_000), "60", "Sign-ins tried a minute from one address. 0: no limit.")
    static let rateAccount = SettingKey(
        "rate_limits.account_per_minute", .number(0...1_000_000), "30",
        "Sign-ins tried a minute for one e-mail address, from wherever. 0: no limit beyond the wait after five wrong passwords.")
    static let rateFailures = SettingKey(
        "rate_limits.failures_per_minute", .number(0...1_000_000), "30",
        "Wrong API tokens and cXML credentials a minute from one address; right ones do not count. 0: no limit.")
    static let accessLog = SettingKey(
        "access_log", .text, "",
        "One line for each request. Empty: with the other log lines; off: none; else the path of a file.",
        example: "/var/log/portico/access.log")
    static let logFile = SettingKey(
        "log_file", .text, "", "Where log lines go. Empty: standard error. SIGUSR1 opens the file again after rotation.",
        example: "/var/log/portico/portico.log")
    static let operationsListen = SettingKey(
        "operations_listen", .list, "",
        "Addresses of their own for /metrics, /healthz and /readyz, plain unless they begin with tls:. Empty: /metrics is on the public ones, for loopback clients and tokens with the scope metrics.read only.",
        example: "127.0.0.1:9100")
    static let runAs = SettingKey(
        "run_as", .text, "",
        "The user, and after a colon the group, that the server becomes for good once its ports are open, when it was started as root.",
        example: "portico:portico")

    /// In the order of `Config/portico.yaml`.
    static let guards = [
        proxies, proxyFields, hstsSeconds, redirectToHTTPS, rateExempt, ratePerAddress, rateAddressBurst, ratePerToken,
        rateSignIn, rateAccount, rateFailures, accessLog, logFile, operationsListen, runAs,
    ]
}
