import Cryptography
import CXMLExchange
import Database
import Delivery
import DemoShop
import FoundationEssentials
import HTTP
import HTTPClient
import HTTPServer
import InvoiceInbox
import JSON
import Logging
import PorticoServer
import Procurement
import ProcurementStore
import Routing
import SellingPartner
import SQLiteDatabase
import Synchronization
import TestSupport
import Testing
import UseCases
import WebPages

/// Portico and the demo shop as they run, on real sockets with a scratch database and a clock that stories move.
final class World: Sendable {
    let composition: Composition
    let shop: DemoShop
    let client: HTTPClient
    let porticoURL: String
    let shopURL: String
    private let clock: TestClock
    private let servers: [HTTPServer]
    private let tokens = Mutex<[String: String]>([:])

    var application: Application { composition.application }

    private init(
        composition: Composition, shop: DemoShop, client: HTTPClient, porticoURL: String, shopURL: String, clock: TestClock,
        servers: [HTTPServer]
    ) {
        self.composition = composition
        self.shop = shop
        self.client = client
        self.porticoURL = porticoURL
        self.shopURL = shopURL
        self.clock = clock
        self.servers = servers
    }

    /// Starts a world with the demo company in it, lets `story` run, and stops it.
    ///
    /// - Parameters:
    ///   - provider: the company's identity provider, given Portico's address.
    ///   - post: how mail leaves.
    ///   - scanner: where ClamAV's daemon is.
    ///   - changeParts: what else is another than usual.
    static func run(
        rules change: (inout Rules) -> Void = { _ in }, provider: (String) -> Parts.IdentityProvider? = { _ in nil },
        post: Parts.Post? = nil, scanner: String? = nil,
        parts changeParts: (inout Parts, TestClock) throws -> Void = { _, _ in },
        _ story: (World) async throws -> Void
    ) async throws {
        let (portico, shop) = (LateResponder(), LateResponder())
        let servers = [portico, shop].map { responder in
            var configuration = ListenerConfiguration(listen: [.init(host: "127.0.0.1", port: 0)])
            configuration.reactors = 1
            return HTTPServer(configuration: configuration, responder: responder)
        }
        let ports = try servers.map { try #require(try $0.start().first?.port) }
        let (porticoURL, shopURL) = ("http://127.0.0.1:\(ports[0])", "http://127.0.0.1:\(ports[1])")
        let clock = TestClock(Date(timeIntervalSince1970: 1_790_000_000))
        let client = try HTTPClient(HTTPClient.Options(allowPrivateTargets: true))
        var rules = Rules(payloadHost: "portico.test", publicURL: porticoURL)
        change(&rules)
        let database = try SQLiteDatabase.scratch()
        _ = try await Migrator(Migrations.sqlite).run(on: database, at: clock.now)
        let random = SystemRandom()
        var parts = Parts(
            database: PlanWatch(database), sender: client, random: random,
            sealer: SecretBox(key: SealingKey(random: random), random: random),
            now: { clock.now }, rules: rules, passwordCost: .cheap, post: post, identityProvider: provider(porticoURL))
        parts.scanner = scanner.flatMap { VirusScanner($0) }
        // Waiting between two calls to Amazon takes no time here.
        parts.vendorPacing = Pacing(now: { clock.now }, sleep: { clock.advance($0) }, random: { 0 })
        try changeParts(&parts, clock)
        let composition = try Composition(
            parts, operations: Operations(logger: Logger(label: "story") { _ in SwiftLogNoOpLogHandler() }))
        var shopConfiguration = DemoShop.Configuration(
            publicURL: shopURL, buyerIdentity: DemoData.shopIdentity, sharedSecret: DemoData.shopSecret,
            porticoCXMLURL: "\(porticoURL)/cxml/amazon", punchInURL: "\(porticoURL)/punch-in/amazon",
            userEmail: "bianca@example.com",
            isAutomatic: false, currency: "USD")
        shopConfiguration.allowsEdits = true
        let demoShop = DemoShop(
            configuration: shopConfiguration,
            sender: client, now: { clock.now }, random: random)
        portico.become(composition.responder)
        shop.become(try demoShop.router())
        try await DemoData(shopURL: shopURL).load(into: composition.application)
        let world = World(
            composition: composition, shop: demoShop, client: client, porticoURL: porticoURL, shopURL: shopURL, clock: clock,
            servers: servers)
        do {
            try await story(world)
            // Whatever happened in a story, the reports say what counting its documents anew gives.
            let wrong = try await world.application.answer(CheckReports(), as: .system)
            #expect(wrong.isEmpty, "\(wrong)")
        } catch {
            await world.stop()
            throw error
        }
        await world.stop()
    }

    private func stop() async {
        composition.announcements.close()
        for server in servers { await server.stop(within: .milliseconds(200)) }
        client.close()
        await application.environment.database.close()
    }

    func passTime(hours: Double) { clock.advance(hours * 3600) }

    // MARK: Over the wire

    /// A REST call as a user of the demo company, named by the part of the e-mail before the @.
    func rest(
        _ method: String, _ path: String, as user: String? = "bianca", _ body: String? = nil, headers: [(String, String)] = []
    ) async throws -> (status: Int, json: JSON) {
        var all = headers
        if let user { all.append(("Authorization", "Bearer \(try await token(of: user))")) }
        if body != nil { all.append(("Content-Type", "application/json")) }
        let response = try await client.send(
            OutgoingRequest(method: method, url: porticoURL + path, headers: all, body: Array((body ?? "").utf8)))
        // A download has other octets.
        let isJSON = response.header("Content-Type")?.contains("json") == true && !response.body.isEmpty
        return (response.status, isJSON ? try JSON.read(response.body) : .null)
    }

    /// Makes every connection one whose orders are real: those of test mode are in no report.
    func leaveTestMode() async throws {
        for connection in try await application.answer(ListConnections(), as: .system) where connection.mode == .test {
            var fields = ConnectionFields()
            fields.mode = "active"
            _ = try await application.perform(ChangeConnection(connection.id, fields), as: .system)
        }
    }

    /// Who is no employee.
    private static let suppliers = ["sam": "sam@supplier.example.com", "olga": "olga@other.example.com"]

    func token(of user: String) async throws -> String {
        if let known = tokens.withLock({ $0[user] }) { return known }
        let made = try await application.perform(
            CreateAPIToken(name: user, userEmail: Self.suppliers[user] ?? "\(user)@example.com", scopes: ["*"]), as: .system)
        tokens.withLock { $0[user] = made.secret }
        return made.secret
    }

    /// Posts a document to `/cxml/amazon` and answers its cXML Status.
    func post(cxml document: String, path: String = "/cxml/amazon", headers: [(String, String)] = []) async throws -> (
        code: Int, body: String
    ) {
        let type = headers.contains { $0.0 == "Content-Type" } ? [] : [("Content-Type", "text/xml; charset=UTF-8")]
        let response = try await client.send(
            OutgoingRequest(
                method: "POST", url: porticoURL + path, headers: type + headers,
                body: Array(document.utf8)))
        let text = String(decoding: response.body, as: UTF8.self)
        #expect(response.status == 200, "business answers are HTTP 200")
        let code = text.firstRange(of: "code=\"").map { text[$0.upperBound...].prefix(3) }
        return (Int(code ?? "") ?? 0, text)
    }

    /// Posts a form as a browser does, from the shop's page unless said otherwise, and follows nothing.
    func postForm(_ url: String, isCrossSite: Bool = true, _ body: [UInt8]) async throws -> IncomingResponse {
        var headers = [("Content-Type", "application/x-www-form-urlencoded")]
        if isCrossSite { headers += [("Origin", shopURL), ("Sec-Fetch-Site", "cross-site")] }
        return try await client.send(OutgoingRequest(method: "POST", url: url, headers: headers, body: body))
    }

    // MARK: Looking

    func order(_ id: Identifier<PurchaseOrder>) async throws -> PurchaseOrder {
        try await application.answer(ShowOrder(id), as: .system)
    }

    /// The words of everything that happened to a document, oldest first.
    func events(of id: String) async throws -> [String] {
        let page = try await application.answer(ListEvents(subjectID: id, page: PageRequest(limit: 100)), as: .system)
        return page.items.reversed().map(\.type)
    }

    /// Sends everything that is due, as the outbox would by itself.
    func deliver() async throws { while try await composition.worker.sendDue() > 0 {} }

    /// A worker for webhooks that sends by other means.
    func webhooks(by sender: any HTTPSender) -> WebhookWorker {
        WebhookWorker(application: application, sender: sender, bell: Bell())
    }

    /// Who was told by mail of what ails the server.
    func alarmed() async throws -> [String] {
        try await application.answer(ListMails(), as: .system).items.filter { $0.kind == .alarm }.map(\.recipient)
    }
}

/// A clock that stands still until it is moved.
final class TestClock: Sendable {
    private let time: Mutex<Date>

    init(_ start: Date) { time = Mutex(start) }

    var now: Date { time.withLock { $0 } }

    func advance(_ seconds: TimeInterval) { time.withLock { $0 = $0.addingTimeInterval(seconds) } }
}

/// Lets a server listen before what it serves is made, so that addresses are known when parts are wired.
final class LateResponder: Responder {
    private let real = Mutex<(any Responder)?>(nil)

    func become(_ responder: any Responder) { real.withLock { $0 = responder } }

    func respond(to request: HTTPRequest) async -> HTTPResponse {
        guard let real = real.withLock({ $0 }) else { return .text("not yet", status: .serviceUnavailable) }
        return await real.respond(to: request)
    }
}
