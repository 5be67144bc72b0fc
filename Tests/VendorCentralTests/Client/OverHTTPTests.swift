import FoundationEssentials
import HTTPClient
import HTTPServer
import SellingPartner
import Testing
import VendorCentral
import VendorSandbox

/// The client and the sandbox as two ends of real connections.
struct OverHTTPTests {
    @Test func `orders come over a real connection, through trouble`() async throws {
        let time = Hourglass()
        var scenario = VendorScenario(start: time.now.addingTimeInterval(-86400))
        scenario.interval = 60
        scenario.retailOrders = 250
        scenario.directOrders = 30
        scenario.troubles = .demonstration
        let server = HTTPServer(
            configuration: ListenerConfiguration(listen: [.init(host: "127.0.0.1", port: 0)]),
            responder: VendorSandbox(scenario, now: { time.now }))
        let address = try #require(try server.start().first)
        let account = SellingPartnerAccount(
            endpoint: .init(all: "http://127.0.0.1:\(address.port)"), clientID: scenario.clientID,
            clientSecret: scenario.clientSecret, refreshToken: scenario.refreshToken, version: "1.0")
        let client = SellingPartnerClient(
            account, sender: try HTTPClient(HTTPClient.Options(allowPrivateTargets: true)), tokens: AccessTokens(),
            limiter: RequestLimiter(), pacing: time.pacing)
        let poll = OrderPoll(client, vendorCode: scenario.vendorCode)
        var numbers = Set<String>()
        for subject in PollSubject.orders {
            var cursor = PollCursor(subject)
            _ = try await poll.run(&cursor, now: time.now, firstDays: 3) { numbers.formUnion($0.map(\.number)) }
            #expect(cursor.through != nil)
        }
        #expect(numbers.count == 280)
        await server.stop(within: .seconds(1))
    }
}
