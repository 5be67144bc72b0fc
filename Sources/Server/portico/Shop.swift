import ArgumentParser
import Cryptography
import DemoShop
import FoundationEssentials
import HTTPClient
import HTTPServer
import Logging
import PorticoServer
import ServiceLifecycle
import UnixSignals
import Settings

struct Shop: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The demo supplier alone: plays Amazon Business over HTTP.",
        discussion: """
            Sells a few office items, returns carts, takes orders and answers them with confirmations and ship notices.

            Example: portico shop --listen 127.0.0.1:8090 --portico http://127.0.0.1:8080
            """)

    @Option(help: "Address and port to listen on.")
    var listen = "127.0.0.1:8090"

    @Option(help: "Where Portico runs.")
    var portico = "http://127.0.0.1:8080"

    @Option(help: "The connection's short name.")
    var connection = "amazon"

    @Option(help: "The connection's From identity.")
    var identity = DemoData.shopIdentity

    @Option(help: "The connection's shared secret.")
    var secret = DemoData.shopSecret

    @Flag(help: "Take carts back to be edited or looked at, as some shops do. Amazon does not.")
    var allowsEdits = false

    func run() async throws {
        guard let address = ListenAddress(listen) else { throw ValidationError("“\(listen)” is not host:port.") }
        var configuration = DemoShop.Configuration(
            publicURL: "http://\(listen)", buyerIdentity: identity, sharedSecret: secret,
            porticoCXMLURL: "\(portico)/cxml/\(connection)", punchInURL: "\(portico)/punch-in/\(connection)",
            userEmail: "bianca@example.com", currency: "USD", taxPercent: 8)
        configuration.allowsEdits = allowsEdits
        let shop = DemoShop(
            configuration: configuration,
            sender: try HTTPClient(HTTPClient.Options(allowPrivateTargets: true)), now: { Date.now }, random: SystemRandom())
        let server = HTTPServer(
            configuration: ListenerConfiguration(listen: [.init(host: address.host, port: address.port)]),
            responder: try shop.router())
        for address in try server.start() { print("The demo shop listens on http://\(address.host):\(address.port)") }
        // A service that only waits, so that SIGTERM ends it in order.
        let group = ServiceGroup(
            configuration: .init(
                services: [.init(service: Waiting(server: server))], gracefulShutdownSignals: [.sigterm, .sigint],
                logger: Logger(label: "shop")))
        try await group.run()
    }

    private struct Waiting: Service {
        let server: HTTPServer
        func run() async throws {
            try await gracefulShutdown()
            await server.stop(within: .seconds(5))
        }
    }
}
