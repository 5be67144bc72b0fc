import ArgumentParser
import CXMLExchange
import Database
import FoundationEssentials
import InvoiceInbox
import OpenIDConnect
import PorticoServer
import Procurement
import SMTPClient
import Settings
import SQLiteDatabase
import TLS
import UseCases

struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring the database to this version's schema; `serve` does it by itself.",
        discussion: "Example: portico migrate")
    @OptionGroup var options: CommonOptions

    func run() async throws {
        let parts = try await Parts.live(try options.settings())
        await parts.database.close()
        print("The database has this version's schema.")
    }
}

struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Check the configuration, the identity provider, the mail server, the virus scanner and every connection, with the reason in words.",
        discussion: "Example: portico check. Exit status 1 when something is wrong.")
    @OptionGroup var options: CommonOptions

    func run() async throws {
        let settings = try options.settings()
        let operations = Operations.live(settings)
        _ = try Guards.live(settings, operations: operations)
        print("Configuration: good. Public address \(settings.publicURL).")
        if let expiry = try TLSContext(settings)?.expiresAt {
            let end = Date(timeIntervalSince1970: Double(expiry))
            print("Certificates: \(end > .now ? "good" : "NOT good"), the first ends at \(end.formatted(.iso8601)).")
        }
        let parts = try await Parts.live(settings)
        let composition = try Composition(parts, operations: operations)
        print("Database and key file: good.")
        var failed = 0
        var checked = 0
        if let named = parts.identityProvider {
            checked += 1
            do {
                let provider = OpenIDProvider(named.configuration, sender: parts.sender, now: parts.now)
                let keys = try await provider.check()
                print(
                    "Identity provider: \(keys > 0 ? "good" : "NOT good"), \(keys) keys. It has to know \(named.configuration.redirectURL)."
                )
                if keys == 0 { failed += 1 }
            } catch {
                print("Identity provider: NOT good\n  \((error as? OpenIDError)?.message ?? Explanation.of(error))")
                failed += 1
            }
        }
        if let configuration = SMTPConfiguration(settings) {
            checked += 1
            let problem = await SMTPClient.check(configuration)
            print("Mail server: \(problem == nil ? "good; nothing was sent" : "NOT good").")
            if let problem { print("  \(problem)") }
            if problem != nil { failed += 1 }
        }
        if let scanner = parts.scanner {
            checked += 1
            let problem = Self.problem(of: scanner)
            print("Virus scanner: \(problem == nil ? "good" : "NOT good").")
            if let problem { print("  \(problem) Files of the invoice inbox wait until it answers.") }
            if problem != nil { failed += 1 }
        }
        let connections = try await composition.application.answer(ListConnections(), as: .system)
        if connections.isEmpty { print("There is no connection yet.") }
        for connection in connections {
            do {
                let found = try await composition.exchange.check(connection.id, as: .system).lastCheck
                print("\(connection.name): \(found?.ok == true ? "good" : "NOT good")")
                for finding in found?.findings ?? [] { print("  \(finding)") }
                if found?.ok != true { failed += 1 }
            } catch {
                print("\(connection.name): NOT good\n  \(Explanation.of(error))")
                failed += 1
            }
        }
        if failed > 0 {
            throw Failure("\(failed) of \(checked + connections.count) checks are not good; the lines above say why.")
        }
    }
}

extension Check {
    private static func problem(of scanner: VirusScanner) -> String? {
        switch scanner.scan(Array("portico check".utf8)) {
        case .clean: nil
        case .infected(let name): "It finds \(name) in two plain words."
        case .unreachable(let reason): reason
        }
    }
}

struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write a consistent copy of the database while the server runs.",
        discussion:
            "Keep the key file, too, in another place: without it the copy's secrets cannot be opened.\n\nExample: portico backup /backup/portico.db"
    )
    @OptionGroup var options: CommonOptions
    @Argument(help: "The file to write; it must not exist.") var target: String

    func run() async throws {
        guard case .sqlite(let path) = try options.settings().database else { return }
        let database = try SQLiteDatabase(path: path)
        try await database.backup(to: target)
        await database.close()
        print("Written to \(target).")
    }
}

struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Put a backup in place of the database; stop the server first.",
        discussion:
            "The present database is kept beside it as NAME.before-restore.\n\nExample: portico restore /backup/portico.db")
    @OptionGroup var options: CommonOptions
    @Argument(help: "The backup.") var source: String

    func run() async throws {
        guard case .sqlite(let path) = try options.settings().database else { return }
        let files = FileManager.default
        guard files.fileExists(atPath: source) else { throw Failure("There is no file \(source).") }
        for suffix in ["", "-wal", "-shm"] where files.fileExists(atPath: path + suffix) {
            let kept = "\(path).before-restore\(suffix)"
            if files.fileExists(atPath: kept) { throw Failure("\(kept) is there already. Move it away first.") }
            try files.moveItem(atPath: path + suffix, toPath: kept)
        }
        try files.copyItem(atPath: source, toPath: path)
        let (application, _) = try await options.application()
        let trail = try await application.answer(UseCases.VerifyTrail(), as: .system)
        print("Restored. The trail holds \(trail.count) events\(trail.brokenAt == nil ? "" : ", and is broken").")
    }
}

struct VerifyTrail: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify-trail", abstract: "Check that nobody altered the trail of events.",
        discussion: "Example: portico verify-trail. Exit status 1 when the chain is broken.")
    @OptionGroup var options: CommonOptions

    func run() async throws {
        let (application, _) = try await options.application()
        let trail = try await application.answer(UseCases.VerifyTrail(), as: .system)
        if let broken = trail.brokenAt {
            throw Failure("The trail is broken at event \(broken): it or an event before it was altered.")
        }
        print("The trail is whole: \(trail.count) events.")
    }
}

struct VerifyReports: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify-reports", abstract: "Check that reports say what counting every document anew gives.",
        discussion: "Example: portico verify-reports. Exit status 1 when they do not; --repair counts everything anew.")
    @OptionGroup var options: CommonOptions
    @Flag(help: "Count everything anew first.") var repair = false

    func run() async throws {
        let (application, _) = try await options.application()
        if repair { try await application.perform(ForgetReports(), as: .system) }
        while try await application.perform(CountReports(), as: .system) {}
        let wrong = try await application.answer(CheckReports(), as: .system)
        for problem in wrong { print(problem) }
        if !wrong.isEmpty {
            throw Failure("The reports are not right. Run portico verify-reports --repair.")
        }
        print("The reports say what the documents say.")
    }
}

struct ConfigurationHelp: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "configuration", abstract: "List every setting (also: portico help configuration).")

    func run() async throws { print(SettingKey.help) }
}
