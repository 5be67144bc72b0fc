import ArgumentParser
import HTTPServer
import PorticoServer
import ServiceLifecycle
import UnixSignals
import Settings
import UseCases

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Start the server.",
        discussion: """
            Makes the database and the key file on first start and migrates the database. Ends gracefully on SIGTERM.

            Example: portico serve --listen 127.0.0.1:8080 --public-url https://portico.example.com
            """)

    @OptionGroup var options: CommonOptions

    @Option(help: "Address and port to listen on; may be given several times.")
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
        let composition = try Composition(
            try await Parts.live(settings), operations: operations, middleware: Composition.contentMiddleware(settings))
        let server = RunningServer(composition, operations: operations, listener: ListenerConfiguration(settings))
        for address in try server.start() { print("Portico listens on http://\(address.host):\(address.port)") }
        if try await composition.application.answer(NeedsFirstUser(), as: .system) {
            print(
                "There is no user yet. Make one: portico admin create-user --email you@example.com --name You --role administrator"
            )
        }
        let group = ServiceGroup(
            configuration: .init(
                services: [.init(service: server)], gracefulShutdownSignals: [.sigterm, .sigint], logger: operations.logger))
        try await group.run()
    }
}
