import ArgumentParser
import FoundationEssentials
import HTTPServer
import Logging
import PorticoServer
import ServiceLifecycle
import Settings
import TLS
import UnixSignals
import VendorSandbox

struct VendorSandboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vendor-sandbox",
        abstract: "Plays Amazon's Selling Partner API for vendors over HTTP.",
        discussion: """
            A small vendor account lives in memory: orders appear, change and are cancelled, and verdicts come late. Some calls are \
            throttled or fail, so that retries can be seen. With --pairs it also answers as Amazon's own sandbox does.

            Example: portico vendor-sandbox --listen 127.0.0.1:8095 --pairs sandbox.jsonl
            """)

    @Option(help: "Address and port to listen on.")
    var listen = "127.0.0.1:8095"

    @Option(help: "A file of Amazon's sandbox examples, one JSON object with method, path, request, status and response a line.")
    var pairs: String?

    @Flag(help: "Answer from the examples only, catch-alls included.")
    var pairsOnly = false

    @Option(help: "Orders of each programme.")
    var orders = 20

    @Option(help: "Lines of each order.")
    var lines = 3

    @Option(help: "Seconds between two orders.")
    var interval: Double = 30

    @Flag(help: "All orders are there from the beginning; without it, half of them come as time goes by.")
    var all = false

    @Option(help: "A certificate chain (PEM), to speak TLS.")
    var tlsCertificate: String?

    @Option(help: "The certificate's key (PEM).")
    var tlsKey: String?

    @Option(help: "Seconds until a transaction has its verdict.")
    var verdictAfter: Double = 5

    @Flag(help: "No throttling and no failures.")
    var calm = false

    func validate() throws {
        if pairsOnly, pairs == nil { throw ValidationError("--pairs-only needs --pairs FILE.") }
        guard (0...1_000_000).contains(orders) else { throw ValidationError("--orders is from 0 to 1000000.") }
        guard (1...500).contains(lines) else { throw ValidationError("--lines is from 1 to 500.") }
        guard (tlsCertificate == nil) == (tlsKey == nil) else {
            throw ValidationError("--tls-certificate and --tls-key go together.")
        }
        guard interval > 0, interval.isFinite else { throw ValidationError("--interval is above 0.") }
        guard verdictAfter >= 0, verdictAfter.isFinite else { throw ValidationError("--verdict-after is not below 0.") }
    }

    func run() async throws {
        guard let address = ListenAddress(listen) else { throw ValidationError("“\(listen)” is not host:port.") }
        // Half of the orders are there already, the others come.
        let past = interval * Double(orders) / (all ? 1 : 2) + 300
        var scenario = VendorScenario(start: Date.now.addingTimeInterval(-past))
        (scenario.retailOrders, scenario.directOrders, scenario.linesPerOrder) = (orders, orders, lines)
        (scenario.interval, scenario.verdictDelay) = (interval, verdictAfter)
        if !calm { scenario.troubles = .demonstration }
        let examples = try pairs.map(Self.examples)
        var configuration = ListenerConfiguration(
            listen: [.init(host: address.host, port: address.port, isSecure: tlsCertificate != nil)])
        if let tlsCertificate, let tlsKey {
            configuration.tls = try TLSContext([.init(certificate: tlsCertificate, key: tlsKey)])
        }
        let server = HTTPServer(
            configuration: configuration,
            responder: VendorSandbox(scenario, pairs: examples, answersFromPairsOnly: pairsOnly, now: { Date.now }))
        for address in try server.start() {
            print("The vendor sandbox listens on http\(tlsKey == nil ? "" : "s")://\(address.host):\(address.port)")
        }
        if let examples { print("It knows \(examples.pairs.count) of Amazon's examples.") }
        print("Vendor code \(scenario.vendorCode), ship-from code \(scenario.warehouse)")
        print("Client id \(scenario.clientID)")
        print("Client secret \(scenario.clientSecret)")
        print("Refresh token \(scenario.refreshToken)")
        let group = ServiceGroup(
            configuration: .init(
                services: [.init(service: Waiting(server: server))], gracefulShutdownSignals: [.sigterm, .sigint],
                logger: Logger(label: "vendor-sandbox")))
        try await group.run()
    }

    private static func examples(_ path: String) throws -> SandboxPairs {
        guard let file = try? Data(contentsOf: URL(filePath: path)) else {
            throw ValidationError("“\(path)” cannot be read; --pairs takes a file with one JSON object a line.")
        }
        guard let examples = try? SandboxPairs(Array(file)), !examples.pairs.isEmpty else {
            throw ValidationError("“\(path)” holds no examples; --pairs takes a file with one JSON object a line.")
        }
        return examples
    }

    /// A service that only waits, so that SIGTERM ends it in order.
    private struct Waiting: Service {
        let server: HTTPServer
        func run() async throws {
            try await gracefulShutdown()
            await server.stop(within: .seconds(5))
        }
    }
}
