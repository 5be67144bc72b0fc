import CXMLExchange
import Cryptography
import Database
import FoundationEssentials
import HTTP
import HTTPClient
import HTTPContent
import Procurement
import ProcurementStore
import Routing
import SQLiteDatabase
import UseCases
import VendorCentral
import WebPages

/// The pages over a scratch database with one buyer, one approver, one administrator and one shop.
struct TestSite: Sendable {
    static let password = "correct horse battery"

    let application: Application
    let router: Router
    let shop: FakeShop
    let connection: PunchOutConnection
    let department: Department
    let announcements: Announcements

    static func make(rules change: (inout Rules) -> Void = { _ in }) async throws -> TestSite {
        var rules = Rules(publicURL: "http://portico.test")
        change(&rules)
        let database = try SQLiteDatabase.scratch()
        let now = Date(timeIntervalSince1970: 1_780_000_000)
        try await Migrator(Migrations.sqlite).run(on: database, at: now)
        let random = SeededRandom(seed: 7)
        let announcements = Announcements()
        var environment = Environment(
            database: database, now: { now }, random: random, sealer: SecretBox(key: SealingKey(random: random)),
            passwordCost: .cheap, orderWriter: NoWriter(), rules: rules,
            changed: { announcements.announce() })
        environment.vendorWriter = PlainVendorWriter()
        let application = Application(environment)
        let shop = FakeShop()
        var pace = EventStream.Pace()
        pace.rest = .zero
        let pages = WebPages(
            application: application, exchange: Exchange(application: application, sender: shop), isSecure: false,
            demoSignIns: [.init(label: "Buyer", email: "bea@example.com", password: password)],
            announcements: announcements, newsPace: pace)
        var router = Router(
            onError: { error, request in pages.errorPage(for: error, request) }, onMissing: { pages.notFound($0) })
        try pages.register(on: &router)
        let (connection, department) = try await fill(application)
        return TestSite(
            application: application, router: router, shop: shop, connection: connection, department: department,
            announcements: announcements)
    }

    private static func fill(_ application: Application) async throws -> (PunchOutConnection, Department) {
        func user(_ email: String, _ name: String, _ role: Role) async throws -> User {
            try await application.perform(
                CreateUser(email: email, name: name, roles: [role.rawValue], password: password), as: .system)
        }
        _ = try await user("bea@example.com", "Bea <b>Buyer</b>", .buyer)
        _ = try await user("adam@example.com", "Adam Admin", .administrator)
        let approver = try await user("ann@example.com", "Ann Approver", .approver)
        let entity = try await application.perform(
            SaveLegalEntity(name: "Contoso", currency: "EUR", entererMayAccept: true), as: .system)
        let location = try await application.perform(
            SaveLocation(name: "Berlin", legalEntityID: entity.id.text), as: .system)
        let department = try await application.perform(SaveDepartment(name: "Research"), as: .system)
        _ = try await application.perform(
            SaveBudget(
                name: "Lab", departmentID: department.id.text, amount: "1000", currency: "EUR", periodStart: "2026-01-01",
                periodEnd: "2026-12-31"), as: .system)
        _ = try await application.perform(SaveGLAccount(code: "6100", name: "Supplies"), as: .system)
        _ = try await application.perform(
            SavePolicy(
                name: "All",
                stages: [.init(fromAmount: "0", currency: "EUR", departmentID: nil, userIDs: [approver.id.text], roles: [])]),
            as: .system)
        var fields = ConnectionFields()
        fields.name = "Shop"
        fields.slug = "shop"
        fields.supplierName = "Shop Ltd"
        fields.fromIdentity = "us"
        fields.toIdentity = "them"
        fields.sharedSecret = "s3cret"
        fields.punchOutURL = "https://shop.test/punchout"
        fields.orderURL = "https://shop.test/orders"
        fields.defaultLocationID = .some(location.id.text)
        return (try await application.perform(CreateConnection(fields), as: .system), department)
    }

    /// A draft of one line, as a cart that came back makes it.
    func draft(of email: String) async throws -> Identifier<PurchaseOrder> { try await trip(of: email).order }

    /// The same with the session of the trip.
    func trip(of email: String) async throws -> (order: Identifier<PurchaseOrder>, session: Identifier<PunchOutSession>) {
        let users = try await application.answer(ListUsers(), as: .system)
        guard let user = users.first(where: { $0.email == email }) else { throw Refusal.notFound("user") }
        let setup = try await application.perform(
            StartPunchOut(connectionID: connection.id.text), as: Actor(.user(user)))
        let line = OrderLine(
            lineNumber: 1, supplierPartID: "B07", description: "Paper <A4>", quantity: 3, unitPrice: 4.5, currency: .eur,
            unitOfMeasure: "EA", warnings: ["The unit was missing."])
        let cart = ReceivedCart(
            payloadID: "1@shop", currency: .eur, lines: [line], buyerCookie: setup.session.buyerCookie)
        let outcome = try await application.perform(
            ReturnCart(sessionID: setup.session.id.text, cart: cart, isPending: false, document: []), as: .nobody)
        guard case .order(let id) = outcome else { throw Refusal.notFound("order") }
        return (id, setup.session.id)
    }
}

/// Documents that nobody reads here.
struct NoWriter: OrderWriter {
    func document(for _: OutgoingOrder) throws -> [UInt8] { Array("<cXML/>".utf8) }
}

/// Messages of which only the kind and the key matter.
struct PlainVendorWriter: VendorWriter {
    func octets(of message: VendorMessage, at _: Date) throws(VendorMessageProblem) -> [UInt8] {
        Array("{\"\(message.kind.rawValue)\":\"\(message.key)\"}".utf8)
    }
}

/// A shop that answers what a test wants.
struct FakeShop: HTTPSender {
    func send(_: OutgoingRequest) async throws(HTTPClientError) -> IncomingResponse {
        IncomingResponse(
            status: 200,
            body: Array(
                """
                <?xml version="1.0"?><cXML payloadID="1@shop" timestamp="2026-01-01T00:00:00Z"><Response>\
                <Status code="200" text="OK"/><PunchOutSetupResponse><StartPage><URL>https://shop.test/start?s=1</URL></StartPage>\
                </PunchOutSetupResponse></Response></cXML>
                """.utf8))
    }
}
