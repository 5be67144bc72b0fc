import FoundationEssentials
import Settings
import Testing

/// What an operator can say, and what is answered when it is wrong.
struct SettingsTests {
    /// The repository's own file, found from this file's place.
    private static let shipped: String = {
        var url = URL(filePath: #filePath)
        for _ in 0..<4 { url.deleteLastPathComponent() }
        return url.appending(path: "Config/portico.yaml").path
    }()

    private func file(_ text: String) throws -> String {
        let path = FileManager.default.temporaryDirectory.path + "/portico-\(UUID().uuidString).yaml"
        try Data(text.utf8).write(to: URL(filePath: path))
        return path
    }

    private func problems(_ text: String = "a: 1", environment: [String: String] = [:], overrides: [String: String] = [:]) throws
        -> [String]
    {
        let path = try file(text)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let error = #expect(throws: SettingsError.self) {
            try Settings.load(file: path, environment: environment, overrides: overrides)
        }
        return error?.problems ?? []
    }

    @Test func `the shipped file says exactly the defaults, and names every setting in order`() throws {
        let shipped = try Settings.load(file: Self.shipped, environment: [:])
        let path = try file("# nothing\n")
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(try Settings.load(file: path, environment: [:]) == shipped)
        let text = try String(contentsOf: URL(filePath: Self.shipped), encoding: .utf8)
        var rest = Substring(text)
        for key in SettingKey.all {
            let leaf = key.name.split(separator: ".").last.map(String.init) ?? key.name
            let place = try #require(rest.firstRange(of: "\(leaf):"), "\(key.name) is not in the file, or not in its place")
            #expect(rest[..<place.lowerBound].contains(key.summary.prefix(60)), "\(key.name) is not documented")
            rest = rest[place.upperBound...]
        }
    }

    @Test func `an identity provider's words become roles, and what is missing or unsafe is named`() throws {
        let path = try file(
            """
            oidc:
              issuer: https://login.example.com/realms/contoso
              client_id: portico
              scopes: [email]
              roles_claim: groups
              roles: ["a=b=buyer", it=administrator, it=auditor]
            sign_in:
              second_factor: administrators
            """)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let settings = try Settings.load(file: path, environment: ["PORTICO_OIDC_CLIENT_SECRET": "s"]).signIn
        let provider = try #require(settings.openID)
        #expect(provider.issuer == "https://login.example.com/realms/contoso" && provider.clientSecret == "s")
        #expect(provider.scopes == ["openid", "email"] && provider.createsUsers == false)
        #expect(provider.roles.map { "\($0.word):\($0.role)" } == ["a=b:buyer", "it:administrator", "it:auditor"])
        #expect(settings.secondFactor == "administrators")
        #expect(try problems("oidc: {issuer: 'https://x.test'}").contains { $0.hasPrefix("oidc.client_id") })
        let plain = try problems("oidc: {issuer: 'http://x.test', client_id: p}")
        #expect(plain.contains { $0.hasPrefix("oidc.issuer") && $0.contains("https") })
        let loose = try problems("oidc: {issuer: 'https://x.test', client_id: p, roles: [it=king], roles_claim: g}")
        #expect(loose.contains { $0.hasPrefix("oidc.roles") && $0.contains("it=king") })
    }

    @Test func `the defaults are safe`() throws {
        let settings = try Settings.load(file: Self.shipped, environment: [:])
        #expect(settings.listen == [ListenAddress(host: "127.0.0.1", port: 8080)])
        #expect(settings.publicURL == "http://127.0.0.1:8080")
        #expect(settings.cxmlHost == "127.0.0.1")
        #expect(settings.database == .sqlite(path: "./var/portico.db"))
        #expect(settings.allowPrivateTargets == false)
        #expect(settings.testModeCancelHours == 4)
        #expect(settings.punchoutSessionHours == 24)
        #expect(settings.mail.smtpURL == nil && settings.mail.tls == "required" && settings.mail.spool == "./var/mail")
        #expect(settings.demo == false)
        #expect(settings.guards.proxies == [] && settings.guards.operationsListen == [] && settings.guards.runAs == nil)
        #expect(settings.guards.accessLog == .withTheLog && settings.guards.logFile == nil)
        #expect(settings.guards.rateLimits.exempt == ["127.0.0.0/8", "::1"])
    }

    @Test func `a password for the mail server is not sent in the open, but to this machine`() throws {
        func load(_ url: String, _ tls: String) throws -> Settings {
            try Settings.load(file: Self.shipped, environment: ["PORTICO_SMTP_URL": url, "PORTICO_MAIL_TLS": tls])
        }
        for tls in ["none", "offered"] {
            let error = #expect(throws: SettingsError.self) { try load("smtp://u:p@mail.example.com", tls) }
            #expect(error?.description.contains("mail.tls") == true && error?.description.contains(":p@") == false)
        }
        #expect(try load("smtp://u:p@mail.example.com:587", "required").mail.smtpURL == "smtp://u:p@mail.example.com:587")
        #expect(try load("smtp://u:p@127.0.0.1:25", "none").mail.tls == "none")
        #expect(try load("smtps://u:p@mail.example.com", "none").mail.tls == "none", "smtps is TLS from the start")
        #expect(throws: SettingsError.self) { try load("http://mail.example.com", "required") }
    }

    @Test func `a flag goes before a variable, a variable before the file`() throws {
        let path = try file("log_level: debug\ntest_mode_cancel_hours: 5\npunchout_session_hours: 6\n")
        defer { try? FileManager.default.removeItem(atPath: path) }
        let settings = try Settings.load(
            file: path, environment: ["PORTICO_LOG_LEVEL": "error", "PORTICO_TEST_MODE_CANCEL_HOURS": "7", "OTHER": "x"],
            overrides: ["log_level": "trace"])
        #expect(settings.logLevel == "trace")
        #expect(settings.testModeCancelHours == 7)
        #expect(settings.punchoutSessionHours == 6)
    }

    @Test func `lists and nested keys are read from both places`() throws {
        let path = try file(
            "listen:\n  - 127.0.0.1:1\n  - \"[::1]:2\"\ncxml:\n  host: a.example\napproval:\n  everything: true\n")
        defer { try? FileManager.default.removeItem(atPath: path) }
        var settings = try Settings.load(file: path, environment: [:])
        #expect(settings.listen.map(\.description) == ["127.0.0.1:1", "[::1]:2"])
        #expect(settings.cxmlHost == "a.example")
        #expect(settings.approvalEverything)
        settings = try Settings.load(
            file: path,
            environment: [
                "PORTICO_LISTEN": "0.0.0.0:80, localhost:81", "PORTICO_CXML_HOST": "b.example",
                "PORTICO_APPROVAL_EVERYTHING": "false",
                "PORTICO_REQUIRED_CODING": "department,gl_account", "PORTICO_PUBLIC_URL": "https://p.example/base/",
            ])
        #expect(settings.listen.map(\.description) == ["0.0.0.0:80", "localhost:81"])
        #expect(settings.cxmlHost == "b.example")
        #expect(!settings.approvalEverything)
        #expect(settings.requiredCoding == [.department, .glAccount])
        #expect(settings.publicURL == "https://p.example/base")
        #expect(settings.isPublicURLSecure)
    }

    @Test(arguments: [
        ("listen", "8080"), ("listen", "::1:80"), ("listen", "a:99999"), ("public_url", "portico.example"),
        ("public_url", "ftp://x"),
        ("public_url", "https://x/?q"), ("database", "mysql://x"), ("database", "sqlite:"), ("key_file", ""),
        ("log_level", "loud"),
        ("log_format", "xml"), ("allow_private_targets", "yes"), ("test_mode_cancel_hours", "0"),
        ("test_mode_cancel_hours", "+4"),
        ("test_mode_cancel_hours", "4.5"), ("required_coding", "colour"), ("cxml.host", "a b"),
        ("limits.body_bytes", "99999999999999999999"),
        ("reactors", "-1"), ("listen", ""), ("proxies", "nginx"), ("proxies", "10.0.0.0 - 10.0.0.9"), ("proxy_fields", "via"),
        ("rate_limits.exempt", "unix"), ("rate_limits.address_burst", "0"), ("operations_listen", "9100"), ("run_as", "a b"),
        ("run_as", "a:b:c"), ("run_as", "-x"),
    ])
    func `a wrong value is one line with the key, the value, its place and the remedy`(_ key: String, _ value: String) throws {
        let variable = "PORTICO_" + key.uppercased().map { $0 == "." ? "_" : String($0) }.joined()
        let lines = try problems("log_level: info", environment: [variable: value])
        let line = try #require(lines.first)
        #expect(lines.count == 1)
        #expect(line.hasPrefix("\(key): \"\(value)\" "))
        #expect(line.contains("(from \(variable))"))
        #expect(line.contains("write for example"))
    }

    @Test func `all problems are found in one go, misspelt names too`() throws {
        let lines = try problems(
            "log_levle: info\ncxml:\n  hots: x\ndemo: maybe\nreactors: [1, 2]\n", overrides: ["nothing": "1"])
        #expect(lines.count == 5)
        #expect(lines.contains { $0.hasPrefix("log_levle: is no setting") })
        #expect(lines.contains { $0.hasPrefix("cxml.hots: is no setting") })
        #expect(lines.contains { $0.hasPrefix("nothing: is no setting") })
        #expect(lines.contains { $0.hasPrefix("reactors: \"1,2\" is a list") })
    }

    @Test func `a password never stands in a message`() throws {
        let lines = try problems("log_level: info", environment: ["PORTICO_SMTP_URL": "http://user:pa55word@mail"])
        #expect(lines.count == 1)
        #expect(!lines.joined().contains("pa55word"))
    }

    @Test func `what guards the server is read from both places`() throws {
        let path = try file("proxies: [10.0.0.0/8, unix]\naccess_log: \"off\"\nrate_limits:\n  address_per_second: 7\n")
        defer { try? FileManager.default.removeItem(atPath: path) }
        let environment = [
            "PORTICO_RATE_LIMITS_ADDRESS_BURST": "9", "PORTICO_OPERATIONS_LISTEN": "[::1]:9100",
            "PORTICO_RUN_AS": "portico:www-data",
            "PORTICO_LOG_FILE": "/var/log/p.log",
        ]
        let guards = try Settings.load(file: path, environment: environment).guards
        #expect(guards.proxies == ["10.0.0.0/8", "unix"] && guards.accessLog == .off && guards.logFile == "/var/log/p.log")
        #expect(guards.rateLimits.addressPerSecond == 7 && guards.rateLimits.addressBurst == 9)
        #expect(guards.operationsListen.map(\.description) == ["[::1]:9100"] && guards.runAs == "portico:www-data")
    }

    @Test func `certificate and key go together`() throws {
        #expect(try problems("tls_key: k.pem").first?.hasPrefix("tls_certificate: ") == true)
        #expect(try problems("tls_certificate: c.pem").first?.hasPrefix("tls_key: ") == true)
        for text in [
            "listen: [\"tls:127.0.0.1:1\"]", "operations_listen: [\"tls:127.0.0.1:1\"]", "tls_client_ca: c.pem",
        ] { #expect(try problems(text).first?.hasPrefix("tls_certificate: ") == true) }
        #expect(try problems("tls_client_paths: [/cxml]").first?.hasPrefix("tls_client_ca: ") == true)
    }

    @Test func `a file that is missing or no YAML is named`() throws {
        let error = #expect(throws: SettingsError.self) { try Settings.load(file: "/nowhere/portico.yaml", environment: [:]) }
        #expect(error?.description.contains("/nowhere/portico.yaml") == true)
        #expect(try problems("listen: [\n").count == 1)
    }

    @Test(arguments: [
        ("a: &a 1\nb: *a\n", "line 2: a reference"), ("listen:\n  - port: 1\n", "line 2: a mapping"),
        ("listen: [[1]]", "line 1: a list"), ("public_url: a\npublic_url: b\n", "line 2: public_url stands there twice"),
        ("[1, 2]", "line 1: a list"), ("words", "line 1: it is no mapping"), ("? [1]\n: 2\n", "line 1: a list"),
        ("public_url: a\n---\npublic_url: b\n", "line 2: a second document"), ("public_url: \"a\n", "line 2: "),
        ("public_url: \u{1}\n", "line 1: "),
    ])
    func `what is no mapping of names to words and lists of words is refused with its line`(text: String, answer: String) throws {
        let found = try problems(text)
        #expect(found.count == 1 && found.first?.contains("is no YAML that can be read (\(answer)") == true, "\(found)")
    }

    @Test func `words are read as they are written, quoted or not, and a name without a value says nothing`() throws {
        let path = try file(
            """
            %YAML 1.1
            ---
            public_url: "https://a.example.com"   # behind quotes
            key_file: 'it''s häre'
            log_level:
            sign_in_hours: 7
            cxml: {host: b.example.com}
            tls_client_paths: ~
            listen: ["[::1]:80",
              unix:/run/p.sock]
            """)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let settings = try Settings.load(file: path, environment: [:])
        #expect(settings.publicURL == "https://a.example.com" && settings.keyFile == "it's häre" && settings.logLevel == "info")
        #expect(settings.signInHours == 7 && settings.cxmlHost == "b.example.com" && settings.tls.clientPaths.isEmpty)
        #expect(settings.listen.map(\.description) == ["[::1]:80", "unix:/run/p.sock"])
    }

    @Test func `a variable that is no setting is noticed`() {
        let environment = ["PORTICO_LISTEN": "", "PORTICO_LISTN": "", "PATH": ""]
        #expect(Settings.unknownVariables(in: environment) == ["PORTICO_LISTN"])
    }

    @Test func `the README tells every limit with its default`() throws {
        let readme = try String(
            contentsOf: URL(filePath: Self.shipped).deletingLastPathComponent().deletingLastPathComponent()
                .appending(path: "README.md"), encoding: .utf8)
        for key in SettingKey.all where key.name.hasPrefix("limits.") || key.name.hasPrefix("rate_limits.") {
            guard case .number = key.form else { continue }
            let digits = key.fallback.reversed().enumerated().reduce("") { text, digit in
                "\(digit.element)\(digit.offset % 3 == 0 && digit.offset > 0 ? "," : "")\(text)"
            }
            let line = readme.split(separator: "\n").first { $0.contains("`\(key.name)`") }
            #expect(line?.contains(digits) == true, "\(key.name) \(digits)")
        }
    }

    @Test func `the help names every setting and its variable`() {
        for key in SettingKey.all {
            #expect(SettingKey.help.contains("\n\(key.name)\n"))
            #expect(SettingKey.help.contains(key.environmentName))
        }
    }
}
