import Cryptography
import Database
import FoundationEssentials
package import HTTP
import HTTPContent
import HTTPClient
import InvoiceInbox
package import HTTPServer
import Logging
import OpenIDConnect
import Procurement
import ProcurementStore
import SQLiteDatabase
package import Settings
package import TLS
import Telemetry
package import UseCases

extension Parts {
    /// Opens what the settings name: makes the database and the key file on first start, and migrates.
    package static func live(_ settings: Settings) async throws -> Parts {
        let random = SystemRandom()
        let database: SQLiteDatabase
        switch settings.database {
        case .sqlite(let path): database = try SQLiteDatabase(path: path)
        }
        _ = try await Migrator(Migrations.sqlite).run(on: database, at: .now)
        let keys = try KeyFile.loadOrMake(settings.keyFile, random: random)
        guard let key = keys.first else { throw CryptographyError.keyFile(path: settings.keyFile, problem: "holds no key") }
        let post = try Post(settings)
        var rules = Rules(settings)
        if post != nil { rules.mail = try MailRules(settings) }
        var parts = Parts(
            database: database,
            sender: try HTTPClient(HTTPClient.Options(allowPrivateTargets: settings.allowPrivateTargets)),
            webhookSender: try HTTPClient(
                HTTPClient.Options(allowPrivateTargets: settings.allowPrivateTargets, connections: 400)), random: random,
            sealer: SecretBox(key: key, older: Array(keys.dropFirst()), random: random), now: { Date.now },
            rules: rules, post: post,
            showsDemoSignIns: settings.demo,
            identityProvider: settings.signIn.openID.map {
                .init(label: $0.label, configuration: OpenIDConfiguration($0, publicURL: settings.publicURL))
            }, checks: [.key(file: settings.keyFile)])
        parts.scanner = settings.inbox.scanner.flatMap { VirusScanner($0) }
        return parts
    }
}

extension Rules {
    package init(_ settings: Settings) {
        self.init(
            requiredCoding: Set(settings.requiredCoding.compactMap { Coding.Field(rawValue: $0.rawValue) }),
            everyOrderNeedsApproval: settings.approvalEverything, testCancelHours: Double(settings.testModeCancelHours),
            punchOutSessionHours: Double(settings.punchoutSessionHours), sessionHours: Double(settings.signInHours),
            payloadHost: settings.cxmlHost, publicURL: settings.publicURL, deliveryAttempts: settings.delivery.attempts,
            firstRetrySeconds: Double(settings.delivery.firstRetrySeconds),
            longestRetrySeconds: Double(settings.delivery.longestRetrySeconds),
            dtdDirectory: settings.exchange.dtdDirectory,
            messageRetentionDays: settings.exchange.retentionDays == 0 ? nil : settings.exchange.retentionDays,
            attachmentOctets: settings.exchange.attachmentBytes,
            accessTokenMinutes: settings.signIn.accessTokenMinutes,
            secondFactor: SecondFactorRule(rawValue: settings.signIn.secondFactor) ?? .optional,
            singleSignOn: settings.signIn.openID.map { SingleSignOnRules($0) })
        overReceipt = OverLimit(percent: Decimal(settings.overReceiptPercent))
        undoDecisionSeconds = Double(settings.undoDecisionSeconds)
        undoSendSeconds = Double(settings.undoSendSeconds)
        priceHoldDays = settings.priceHoldDays
        priceHoldRemindDays = settings.priceHoldRemindDays
        splitPurchaseLimit = settings.splitPurchaseLimit.flatMap { limit in
            Currency(limit.currency).flatMap { currency in
                ExactNumber.parse(limit.figures).flatMap { Money($0, currency) }
            }
        }
        splitPurchaseDays = settings.splitPurchaseDays
        inbox.quarantinesUnknown = settings.inbox.quarantinesUnknown
        inbox.documentOctets = settings.inbox.documentBytes
    }
}

extension SingleSignOnRules {
    fileprivate init(_ settings: Settings.SignIn.OpenID) {
        var roles: [String: Set<Role>] = [:]
        for entry in settings.roles {
            if let role = Role(rawValue: entry.role) { roles[entry.word, default: []].insert(role) }
        }
        self.init(roles: roles, createsUsers: settings.createsUsers)
    }
}

extension OpenIDConfiguration {
    fileprivate init(_ settings: Settings.SignIn.OpenID, publicURL: String) {
        self.init(
            issuer: settings.issuer, clientID: settings.clientID, clientSecret: settings.clientSecret, scopes: settings.scopes,
            rolesClaim: settings.rolesClaim, redirectURL: "\(publicURL)/sign-in/provider/return")
    }
}

extension Composition {
    /// What codes content, as the settings say.
    package static func coding(_ settings: Settings) -> [any Middleware] {
        var limits = Decompression.Limits()
        limits.length = settings.content.inflatedBytes
        limits.ratio = settings.content.inflateRatio
        return (settings.content.compressesAnswers ? [Compression()] : []) + [Decompression(limits)]
    }
}

extension ListenerConfiguration {
    /// Throws `TLSError` for certificates that cannot be used, and `SettingsError`.
    package init(_ settings: Settings) throws {
        self.init(listen: settings.listen.map { Address($0) })
        tls = try TLSContext(settings)
        reactors = settings.reactors == 0 ? nil : settings.reactors
        limits.head = settings.limits.headBytes
        limits.body = settings.limits.bodyBytes
        firstByteSeconds = settings.limits.firstByteSeconds
        headSeconds = settings.limits.headSeconds
        idleSeconds = settings.limits.idleSeconds
        minimumRate = settings.limits.minimumRate
        rateGraceSeconds = settings.limits.slowSeconds
        maximumConnections = settings.limits.connections
        connectionsPerAddress = settings.limits.perAddress
        requestsPerConnection = settings.limits.requestsPerConnection
        let networks = (settings.guards.rateLimits.exempt + settings.guards.proxies).compactMap { IPNetwork($0) }
        isExempt = { peer in
            guard let address = IPAddress(peer) else { return true }
            return networks.contains { $0.contains(address) }
        }
    }

    /// The operators' own listener; `nil` when none is asked for. `tls` is for those of its addresses that speak it.
    package static func operations(_ settings: Settings, tls: TLSContext?) -> ListenerConfiguration? {
        let addresses = settings.guards.operationsListen
        if addresses.isEmpty { return nil }
        var configuration = ListenerConfiguration(listen: addresses.map { Address($0) })
        configuration.tls = tls
        configuration.reactors = 1
        configuration.maximumConnections = 256
        return configuration
    }
}

extension ListenerConfiguration.Address {
    init(_ address: ListenAddress) {
        self.init(
            host: address.host == "localhost" ? "127.0.0.1" : address.host, port: address.port, isSecure: address.isSecure,
            hasProxyHeader: address.hasProxyHeader)
    }
}

extension TLSContext {
    /// Reads the certificates that the settings name; `nil` when they name none. Throws `TLSError`.
    package convenience init?(_ settings: Settings) throws {
        if settings.tls.identities.isEmpty { return nil }
        try self.init(
            settings.tls.identities.map { Identity(certificate: $0.certificate, key: $0.key) },
            clientAuthorities: settings.tls.clientAuthorities)
    }
}

extension Operations {
    /// Logs as the settings say. Files are not opened yet, so that they can be after privileges were dropped: until
    /// ``openLogs()`` lines go to standard error.
    package static func live(_ settings: Settings) -> Operations {
        let level = Logger.Level(rawValue: settings.logLevel) ?? .info
        let format = LogFormat(rawValue: settings.logFormat) ?? .logfmt
        let now: @Sendable () -> Date = { Date.now }
        var files = settings.guards.logFile.map { [LogFile(path: $0)] } ?? []
        let output: any LogOutput = files.first ?? StandardErrorOutput()
        let logger = Logger(label: "portico") {
            LineLogHandler(label: $0, level: level, format: format, output: output, now: now)
        }
        var access: AccessLog?
        switch settings.guards.accessLog {
        case .off: break
        case .withTheLog: if level <= .info { access = AccessLog(format: format, output: output, now: now) }
        case .file(let path):
            let file = files.first { $0.path == path } ?? LogFile(path: path, gathers: true)
            if !files.contains(where: { $0 === file }) { files.append(file) }
            access = AccessLog(format: format, output: file, now: now)
        }
        return Operations(logger: logger, access: access, files: files)
    }
}

extension Guards {
    /// With the clock of the system.
    package static func live(_ settings: Settings, operations: Operations) throws(SettingsError) -> Guards {
        try Guards(settings, operations: operations, microseconds: systemClock())
    }

    /// Microseconds since now, of a clock that does not go back.
    static func systemClock() -> @Sendable () -> Int64 {
        let start = ContinuousClock.now
        return {
            let elapsed = (ContinuousClock.now - start).components
            return elapsed.seconds * 1_000_000 + elapsed.attoseconds / 1_000_000_000_000
        }
    }
}
