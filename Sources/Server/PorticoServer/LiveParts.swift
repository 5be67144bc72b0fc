import Cryptography
import Database
import FoundationEssentials
import HTTP
import HTTPClient
package import HTTPServer
import Logging
import Procurement
import ProcurementStore
import SQLiteDatabase
package import Settings
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
        return Parts(
            database: database,
            sender: try HTTPClient(HTTPClient.Options(allowPrivateTargets: settings.allowPrivateTargets)), random: random,
            sealer: SecretBox(key: key, older: Array(keys.dropFirst()), random: random), now: { Date.now },
            rules: Rules(settings),
            showsDemoSignIns: settings.demo, checks: [.key(file: settings.keyFile)])
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
            longestRetrySeconds: Double(settings.delivery.longestRetrySeconds))
    }
}

extension ListenerConfiguration {
    package init(_ settings: Settings) {
        self.init(listen: settings.listen.map { .init(host: $0.host == "localhost" ? "127.0.0.1" : $0.host, port: $0.port) })
        reactors = settings.reactors == 0 ? nil : settings.reactors
        limits.head = settings.limits.headBytes
        headSeconds = settings.limits.headSeconds
        idleSeconds = settings.limits.idleSeconds
        maximumConnections = settings.limits.connections
    }
}

extension ListenerConfiguration {
    /// The operators' own listener; `nil` when none is asked for.
    package static func operations(_ settings: Settings) -> ListenerConfiguration? {
        let addresses = settings.guards.operationsListen
        if addresses.isEmpty { return nil }
        var configuration = ListenerConfiguration(
            listen: addresses.map { .init(host: $0.host == "localhost" ? "127.0.0.1" : $0.host, port: $0.port) })
        configuration.reactors = 1
        configuration.maximumConnections = 256
        return configuration
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
        let start = ContinuousClock.now
        return try Guards(settings, operations: operations) {
            let elapsed = (ContinuousClock.now - start).components
            return elapsed.seconds * 1_000_000 + elapsed.attoseconds / 1_000_000_000_000
        }
    }
}
