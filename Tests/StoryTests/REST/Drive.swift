import FoundationEssentials
import HTTPClient
import JSON
import Procurement
import Testing
import UseCases

/// Drives operations of a document against a running server, with the document's own examples.
struct Drive {
    let world: World
    let document: JSON
    /// The demo company's identifiers by collection, in the order of names.
    private let known: [String: [String]]

    init(_ world: World) async throws {
        self.world = world
        // Who Amazon's customers are is not an administrator's business by being one.
        let users = try await world.application.answer(ListUsers(), as: .system)
        if let alex = users.first(where: { $0.email == "alex@example.com" }) {
            _ = try await world.rest(
                "PATCH", "/v1/users/\(alex.id)", as: "alex", "{\"roles\":[\"administrator\",\"customer_data\"]}")
        }
        document = try await world.rest("GET", "/openapi.json", as: nil).json
        var known: [String: [String]] = [:]
        for collection in Self.collections.values {
            let records = try await world.rest("GET", "/v1/\(collection)?limit=100", as: "alex").json["data"]?.elements ?? []
            known[collection] = records.map { record in
                (["email", "code", "name"].compactMap { record[$0]?.text }.first ?? "", record["id"]?.text ?? "")
            }.sorted { $0 < $1 }.map(\.1)
        }
        self.known = known
    }

    struct Reply {
        let status: Int
        let json: JSON
        let headers: [(name: String, value: String)]
        func header(_ name: String) -> String? { headers.first { $0.name.lowercased() == name.lowercased() }?.value }
    }

    /// - Parameter token: none when `nil`.
    func send(
        _ method: String, _ path: String, _ body: JSON? = nil, token: String?, _ headers: [(String, String)] = []
    ) async throws -> Reply {
        var all = headers
        if let token { all.append(("Authorization", "Bearer \(token)")) }
        if body != nil { all.append(("Content-Type", "application/json")) }
        let response = try await world.client.send(
            OutgoingRequest(method: method, url: world.porticoURL + path, headers: all, body: body?.bytes() ?? []))
        return Reply(
            status: response.status, json: Self.isJSON(response) ? try JSON.read(response.body) : .null,
            headers: response.headers.map { ($0.0, $0.1) })
    }

    /// Deletions answer nothing, and downloads other octets.
    private static func isJSON(_ response: IncomingResponse) -> Bool {
        !response.body.isEmpty
            && ["application/json", "application/problem+json"].contains(response.header("Content-Type") ?? "")
    }

    // MARK: Examples

    /// The example with `usr_02` and the like as the identifier of the second user there is.
    func real(_ json: JSON) async throws -> JSON {
        switch json {
        case .string(let text): return .string(try await real(text))
        case .array(let items):
            var all: [JSON] = []
            for item in items { all.append(try await real(item)) }
            return .array(all)
        case .object(let members):
            var all: [JSON.Member] = []
            for member in members { all.append(JSON.Member(member.name, try await real(member.value))) }
            return .object(all)
        default: return json
        }
    }

    private func real(_ text: String) async throws -> String {
        let parts = text.split(separator: "_")
        guard parts.count == 2, parts[1].utf8.count == 2, let place = Int(parts[1]), place > 0,
            let collection = Self.collections[String(parts[0])]
        else { return text }
        let ids = try await identifiers(in: collection)
        return try #require(ids.count >= place ? ids[place - 1] : nil, "there is no \(text) in \(collection)")
    }

    private static let collections = [
        "usr": "users", "le": "legal-entities", "loc": "locations", "adr": "addresses", "dep": "departments",
        "gl": "gl-accounts", "bud": "budgets", "sup": "suppliers", "poc": "punchout-connections", "grp": "groups",
        "pol": "approval-policies", "prj": "projects", "cat": "category-rules", "tax": "tax-codes",
        "po": "purchase-orders", "whk": "webhooks", "evr": "event-rules",
    ]

    /// Those of the demo company where it has any, else those there are.
    func identifiers(in collection: String) async throws -> [String] {
        if let known = known[collection], !known.isEmpty { return known }
        let reply = try await send("GET", "/v1/\(collection)?limit=100", token: try await world.token(of: "alex"))
        return (reply.json["data"]?.elements ?? []).compactMap { $0["id"]?.text }
    }

    // MARK: Looking

    /// How much has happened so far: nothing more may after a refusal.
    func happenings() async throws -> String {
        let page = try await world.application.answer(ListEvents(page: PageRequest(limit: 1)), as: .system)
        return page.items.first?.id.text ?? ""
    }

    /// A problem document as every refusal answers it.
    func expectProblem(_ reply: Reply, _ status: Int, _ operation: DocumentedOperation, naming words: String...) {
        let isDescribed = operation.responses.contains { $0.name == String(status) }
        #expect(isDescribed, "\(operation.name) does not describe \(status)")
        #expect(reply.status == status, "\(operation.name): \(reply.json)")
        #expect(reply.header("Content-Type") == "application/problem+json", "\(operation.name)")
        let schema: JSON = ["$ref": "#/components/schemas/Problem"]
        let problems = DocumentedSchema(document: document).problems(reply.json, schema)
        #expect(problems.isEmpty, "\(operation.name): \(problems)")
        let text = reply.json.text()
        for word in words { #expect(text.contains(word), "\(operation.name): \(word) is not in \(text)") }
    }
}
