import FoundationEssentials
import HTTP
import HTTPClient
import HTTPServer
import JSON
import PorticoServer
import Procurement
import Synchronization
import TestSupport
import Testing
import TLS
import UseCases
import VendorExchange
import VendorCentral
import VendorSandbox

/// Portico beside a vendor account that lives, over real HTTPS.
struct VendorWorld {
    let world: World
    let sandbox: VendorSandbox
    let line: Line
    let amazon: AmazonTime
    let connection: String

    /// Amazon's clock, which differs from ours when a story wants it.
    final class AmazonTime: Sendable {
        private let ahead: Mutex<TimeInterval>
        private let ours = Mutex<(@Sendable () -> Date)?>(nil)

        init(ahead: TimeInterval) { self.ahead = Mutex(ahead) }

        func follow(_ now: @escaping @Sendable () -> Date) { ours.withLock { $0 = now } }

        var now: Date { (ours.withLock { $0 }?() ?? Date(timeIntervalSince1970: 0)).addingTimeInterval(ahead.withLock { $0 }) }

        /// Seconds that it is ahead of ours from now on.
        func set(ahead seconds: TimeInterval) { ahead.withLock { $0 = seconds } }
    }

    /// A sender whose answers get lost when a story wants it, and are dated by Amazon's clock.
    final class Line: HTTPSender {
        private let real: any HTTPSender
        private let amazon: AmazonTime
        private let losing = Mutex<String?>(nil)
        private let sent = Mutex<[(method: String, url: String)]>([])

        init(_ real: any HTTPSender, _ amazon: AmazonTime) {
            self.real = real
            self.amazon = amazon
        }

        /// How many requests ended so.
        func count(of path: String) -> Int { sent.withLock { $0.count { $0.url.contains(path) } } }

        /// The answer to the next POST of that path never arrives.
        func lose(_ path: String) { losing.withLock { $0 = path } }

        func send(_ request: OutgoingRequest) async throws(HTTPClientError) -> IncomingResponse {
            sent.withLock { $0.append((request.method, request.url)) }
            var answer = try await real.send(request)
            // The sandbox's server dates by the machine's clock.
            answer.headers.removeAll { $0.0.lowercased() == "date" }
            answer.headers.append(("Date", HTTPDate.format(Int(amazon.now.timeIntervalSince1970))))
            let isLost = losing.withLock { path in
                guard let wanted = path, request.method == "POST", request.url.hasSuffix(wanted) else { return false }
                path = nil
                return true
            }
            if isLost { throw HTTPClientError(.noAnswer, "the connection was reset") }
            return answer
        }
    }

    /// Starts both with a connection between them, lets `story` run, and stops them.
    ///
    /// - Parameters:
    ///   - change: what lives in the account.
    ///   - fields: members of the connection, beside the usual ones.
    ///   - ahead: seconds that Amazon's clock is ahead of ours.
    static func run(
        _ change: (inout VendorScenario) -> Void = { _ in }, fields: JSON = [:], ahead: TimeInterval = 0,
        _ story: (VendorWorld) async throws -> Void
    ) async throws {
        guard OpenSSLTool.isThere else {
            print("skipped: openssl is not installed")
            return
        }
        let certificates = try OpenSSLTool.Certificates()
        let pair = try await certificates.make("localhost", hosts: ["localhost"])
        let amazon = AmazonTime(ahead: ahead)
        let line = Line(
            try HTTPClient(HTTPClient.Options(allowPrivateTargets: true, caFile: pair.certificate)), amazon)
        try await World.run(parts: { parts, _ in
            parts.vendorSender = line
        }) { (world: World) async throws in
            amazon.follow(world.application.environment.now)
            var scenario = VendorScenario(start: amazon.now.addingTimeInterval(-6 * 3600))
            scenario.interval = 900
            (scenario.retailOrders, scenario.directOrders) = (12, 12)
            change(&scenario)
            let sandbox = VendorSandbox(scenario, now: { amazon.now })
            var configuration = ListenerConfiguration(listen: [.init(host: "127.0.0.1", port: 0, isSecure: true)])
            configuration.reactors = 1
            configuration.tls = try TLSContext([.init(certificate: pair.certificate, key: pair.key)])
            let server = HTTPServer(configuration: configuration, responder: sandbox)
            let port = try #require(try server.start().first?.port)
            do {
                let connection = try await connect(world, scenario, "https://localhost:\(port)", fields)
                try await story(VendorWorld(world: world, sandbox: sandbox, line: line, amazon: amazon, connection: connection))
            } catch {
                await server.stop(within: .milliseconds(100))
                throw error
            }
            await server.stop(within: .milliseconds(100))
        }
    }

    /// The members of a connection to the sandbox.
    static func members(_ scenario: VendorScenario, _ endpoint: String) -> [JSON.Member] {
        let body: JSON = [
            "name": "Amazon", "vendor_code": .string(scenario.vendorCode), "region": "eu", "endpoint": .string(endpoint),
            "client_id": .string(scenario.clientID), "client_secret": .string(scenario.clientSecret),
            "refresh_token": .string(scenario.refreshToken), "programmes": ["retail", "direct_fulfillment"],
            "warehouses": [
                [
                    "code": .string(scenario.warehouse), "name": "North",
                    "address": [
                        "name": "Portico", "lines": ["1 Example Street"], "city": "Berlin", "postal_code": "10115",
                        "country": "DE",
                    ],
                ]
            ], "default_warehouse": .string(scenario.warehouse), "company_prefix": "4012345",
            "remit_to": ["party_id": "PORT1", "tax_number": "DE123456789"], "marketplace_id": "A1PA6795UKMFR9",
        ]
        if case .object(let members) = body { return members }
        return []
    }

    private static func connect(
        _ world: World, _ scenario: VendorScenario, _ endpoint: String, _ fields: JSON
    ) async throws -> String {
        var members = members(scenario, endpoint)
        if case .object(let more) = fields {
            members = members.filter { member in !more.contains { $0.name == member.name } } + more
        }
        let made = try await world.rest("POST", "/v1/vendor-central/connections", as: "alex", JSON.object(members).text())
        try #require(made.status == 201, "\(made.json)")
        let id = try #require(made.json["id"]?.text)
        let on = try await world.rest("POST", "/v1/vendor-central/connections/\(id)/activate", as: "alex", "{}")
        try #require(on.status == 200, "\(on.json)")
        return id
    }

    // MARK: Doing

    /// Does everything that is due, as the worker would by itself.
    func serve() async throws { try await world.composition.vendor.serveDue() }

    func pass(minutes: Double) async throws {
        world.passTime(hours: minutes / 60)
        try await serve()
    }

    /// Makes a round now.
    @discardableResult
    func sync(_ name: String, isFull: Bool = false) async throws -> JSON {
        let asked = try await rest("POST", "/connections/\(connection)/sync", "{\"sync\":\"\(name)\",\"is_full\":\(isFull)}")
        let id = try #require(asked.json["id"]?.text, "\(asked.json)")
        try await serve()
        return try await rest("GET", "/sync-runs/\(id)").json
    }

    func rest(_ method: String, _ path: String, _ body: String? = nil, as user: String = "alex") async throws -> (
        status: Int, json: JSON
    ) {
        try await world.rest(method, "/v1/vendor-central\(path)", as: user, body)
    }

    // MARK: Looking

    func orders(_ query: String = "") async throws -> [JSON] {
        try await rest("GET", "/orders?limit=100\(query)").json["data"]?.elements ?? []
    }

    func order(_ number: String) async throws -> JSON {
        try #require(try await orders("&number=\(number)").first, "there is no order \(number)")
    }

    func id(_ number: String) async throws -> String { try #require(try await order(number)["id"]?.text) }

    func status(_ number: String) async throws -> String { try await order(number)["status"]?.text ?? "" }

    func transactions(_ query: String = "") async throws -> [JSON] {
        try await rest("GET", "/transactions?limit=100\(query)").json["data"]?.elements ?? []
    }

    /// What Amazon was told at a path, oldest first.
    func told(_ path: String) async throws -> [JSON] { try await sandbox.messages(to: path).map { try JSON.read($0) } }

    /// Rounds of a kind, newest first.
    func runs(_ sync: String) async throws -> [JSON] {
        let all = try await rest("GET", "/sync-runs?limit=100").json["data"]?.elements ?? []
        return all.filter { $0["sync"]?.text == sync }
    }

    static let answers = "/vendor/orders/v1/acknowledgements"
    static let directAnswers = "/vendor/directFulfillment/orders/2021-12-28/acknowledgements"
    static let notices = "/vendor/shipping/v1/shipmentConfirmations"
    static let reports = "/vendor/directFulfillment/shipping/2021-12-28/shipmentStatusUpdates"
    static let confirmations = "/vendor/directFulfillment/shipping/2021-12-28/shipmentConfirmations"
}
