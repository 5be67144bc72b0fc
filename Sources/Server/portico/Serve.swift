import ArgumentParser
import HTTPServer
import LMTPServer
import Logging
import PorticoServer
import ServiceLifecycle
import UnixSignals
import Settings
import UseCases

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Start the server.",
        discussion: """
            Makes the database and the key file on first start and migrates the database.

            An address is host:port, [IPv6]:port or unix:/path. With tls_certificate and tls_key in the settings all addresses speak \
            TLS, or those only that begin with tls:. After proxy: every connection begins with a PROXY protocol header.

            SIGTERM and SIGINT stop accepting, let running requests finish for up to limits.shutdown_seconds (20) and end with \
            status 0. SIGHUP reads the certificates again, and open connections go on. SIGUSR1 opens log_file and access_log \
            again.

            Example: portico serve --listen 127.0.0.1:8080 --public-url https://portico.example.com
            """)

    @OptionGroup var options: CommonOptions

    @Option(help: "Address to listen on; may be given several times.")
    var listen: [String] = []

    @Option(help: "Where browsers and partners reach this server.")
    var publicURL: String?

    func run() async throws {
        var overrides: [String: String] = [:]
        if !listen.isEmpty { overrides["listen"] = listen.joined(separator: ",") }
        if let publicURL { overrides["public_url"] = publicURL }
        try await Self.serve(try options.settings(overrides))
    }

    static func serve(_ settings: Settings) async throws {
        let operations = Operations.live(settings)
        let guards = try Guards.live(settings, operations: operations)
        let rotation = await LogRotation(operations: operations)
        // Ports first, while the process may still take those under 1024; files only as the user who is to own them.
        let listener = try ListenerConfiguration(settings)
        let server = RunningServer(
            operations: operations, listener: listener, operationsListener: .operations(settings, tls: listener.tls),
            shutdownLimit: .seconds(settings.limits.shutdownSeconds))
        let renewal = await CertificateRenewal(operations: operations, server: server, settings: settings)
        let addresses = try server.start()
        try dropPrivileges(settings)
        try operations.openLogs()
        let composition = try Composition(
            try await Parts.live(settings), operations: operations, guards: guards, coding: Composition.coding(settings))
        try await composition.application.perform(EndUnansweredKeys(), as: .system)
        server.serve(composition)
        let logger = operations.logger
        let mailbox = MailIn(composition.application) { logger.error("mail could not be kept", metadata: ["error": "\($0)"]) }
        if let listener = try LMTPListener(settings, mailbox: mailbox) {
            try server.takeMail(by: listener)
            if let address = settings.mail.lmtpListen { print("Mail servers hand mail over on \(address) by LMTP") }
        }
        for address in addresses[0] { print("Portico listens on \(address.url)") }
        for address in addresses.dropFirst().joined() {
            print("Operators find /metrics, /healthz and /readyz on \(address.url)")
        }
        if try await composition.application.answer(NeedsFirstUser(), as: .system) {
            print(
                "There is no user yet. Make one: portico admin create-user --email you@example.com --name You --role administrator"
            )
        }
        let group = ServiceGroup(
            configuration: .init(
                services: [.init(service: rotation), .init(service: renewal), .init(service: server)],
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: operations.logger))
        try await group.run()
        operations.logger.info("stopped")
        operations.flushLogs()
    }

    private static func dropPrivileges(_ settings: Settings) throws {
        if let account = settings.guards.runAs {
            try Privileges.drop(to: account)
        } else if Privileges.isRoot {
            StandardError.write(
                "portico: WARNING: the server runs as root, so whoever breaks into it owns the machine. "
                    + "Name a user in the setting run_as, or start it as one (Config/portico.service does).")
        }
    }
}
