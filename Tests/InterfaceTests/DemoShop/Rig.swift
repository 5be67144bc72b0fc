import CXML
import Cryptography
import DemoShop
import FoundationEssentials
import HTTP
import HTTPClient
import Routing
import Testing

/// A shop with a fixed clock and seeded randomness, asked in process.
struct Rig {
    let portico: Counterpart
    let shop: DemoShop
    let router: Router

    static let secret = "open-sesame-4711"

    init(_ portico: Counterpart = Counterpart()) throws {
        self.portico = portico
        shop = DemoShop(
            configuration: .init(
                publicURL: "http://shop.test/", buyerIdentity: "DEMOBUYER", sharedSecret: Self.secret,
                porticoCXMLURL: "http://portico.test/cxml/amazon", punchInURL: "http://portico.test/punch-in/amazon",
                userEmail: "bianca@demo.example", isAutomatic: false),
            sender: portico, now: { Date(timeIntervalSince1970: 1_750_000_000.123) }, random: SeededRandom(seed: 7))
        router = try shop.router()
    }

    func get(_ address: String) async -> HTTPResponse {
        await router.respond(to: HTTPRequest(method: .get, target: Self.target(address)))
    }

    func post(
        _ path: String, _ body: [UInt8], type: String = "text/xml; charset=UTF-8", headers: [(String, String)] = []
    ) async -> HTTPResponse {
        var request = HTTPRequest(method: .post, target: Self.target(path), body: RequestBody(bytes: body))
        request.headers = HeaderFields(headers + [("Content-Type", type)])
        return await router.respond(to: request)
    }

    func form(_ path: String, _ body: String) async -> HTTPResponse {
        await post(path, Array(body.utf8), type: "application/x-www-form-urlencoded")
    }

    /// Sends a document and reads the Response.
    func exchange(
        _ path: String, _ body: CXMLBody, _ change: (inout CXMLEnvelope) -> Void = { _ in }
    ) async throws -> CXMLDocument {
        var envelope = Self.envelope()
        change(&envelope)
        let response = await post(path, CXMLWriter().write(CXMLDocument(envelope: envelope, body: body)))
        #expect(response.status == .ok)
        return try CXMLReader().read(response.octets)
    }

    static func envelope(secret: String = Rig.secret, identity: String = "DEMOBUYER") -> CXMLEnvelope {
        let buyer = CXMLCredential(domain: "NetworkId", identity: identity)
        var sender = buyer
        sender.sharedSecret = CXMLSecret(secret)
        return CXMLEnvelope(
            payloadID: "1@portico.test", timestamp: CXMLTimestamp(Date(timeIntervalSince1970: 1_750_000_000)),
            header: CXMLHeader(
                from: [buyer], to: [CXMLCredential(domain: "NetworkId", identity: "Amazon")], sender: [sender]))
    }

    static let setup = CXMLPunchOutSetupRequest(
        buyerCookie: "cookie-1", extrinsics: [CXMLExtrinsic(name: "UserEmail", value: "bianca@demo.example")],
        browserFormPost: "http://portico.test/punchout/return/s1")

    /// Sets a visit up and opens its start page. Answers the visit's id.
    func visit() async throws -> String {
        let answer = try await exchange("/punchout", .punchOutSetupRequest(Self.setup))
        guard case .punchOutSetupResponse(let response) = answer.body else { throw Unexpected(what: answer.body.name) }
        let page = try #require(response.startPage.split(separator: "/").last)
        let start = await get("/shop/\(page)")
        #expect(start.status == .seeOther)
        return String(page.prefix { $0 != "?" })
    }

    struct Unexpected: Error { let what: String }

    /// Targets are made by the parser only, as they come over the wire.
    private static func target(_ address: String) -> Target {
        var parser = RequestParser()
        guard case .complete(let head, _) = parser.parse(Array("GET \(address) HTTP/1.1\r\nHost: shop.test\r\n\r\n".utf8)[...])
        else {
            return .unknown
        }
        return head.target
    }
}

extension HTTPResponse {
    var octets: [UInt8] {
        if case .bytes(let bytes) = body { bytes } else { [] }
    }

    var text: String { String(decoding: octets, as: UTF8.self) }
}
