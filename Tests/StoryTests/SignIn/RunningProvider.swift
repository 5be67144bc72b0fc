import FoundationEssentials
import HTTPClient
import JSON
import OpenIDConnect
import PorticoServer
import Procurement
import TestSupport
import Testing
import UseCases

/// The small identity provider of `provider.py`, in a process of its own.
struct RunningProvider {
    static let isThere = Program.exists("python3") && Program.exists("openssl")

    let issuer: String
    private let program: Program
    private let client: HTTPClient

    init() async throws {
        var file = URL(filePath: #filePath)
        file.deleteLastPathComponent()
        // The clock that worlds begin with.
        program = try Program(
            ["python3", file.appending(path: "provider.py").path], environment: ["PROVIDER_TIME": "1790000000"])
        try await program.says("provider at ")
        let line = program.text.split(separator: "\n").first { $0.hasPrefix("provider at ") }
        issuer = try #require(line.map { String($0.dropFirst("provider at ".count)) })
        client = try HTTPClient(HTTPClient.Options(allowPrivateTargets: true))
    }

    func stop() { client.close() }

    /// See the head of provider.py.
    func control(_ change: JSON) async throws {
        let answer = try await client.send(
            OutgoingRequest(
                method: "POST", url: issuer + "/control", headers: [("Content-Type", "application/json")], body: change.bytes()))
        try #require(answer.status == 200)
    }

    /// What browsers showed at its address for the end of a session.
    func hints() async throws -> [JSON] {
        let answer = try await client.send(OutgoingRequest(method: "GET", url: issuer + "/hints"))
        return try JSON.read(answer.body)["hints"]?.arrayValue ?? []
    }

    /// A world that signs in by a provider of its own.
    static func run(
        roles: [String: Set<Role>] = [:], createsUsers: Bool = false,
        _ story: (World, RunningProvider) async throws -> Void
    ) async throws {
        let provider = try await RunningProvider()
        defer { provider.stop() }
        try await World.run(
            rules: { $0.singleSignOn = SingleSignOnRules(roles: roles, createsUsers: createsUsers) },
            provider: { publicURL in
                Parts.IdentityProvider(
                    label: "Contoso",
                    configuration: OpenIDConfiguration(
                        issuer: provider.issuer, clientID: "portico", clientSecret: "a secret: of 50 % & more",
                        scopes: ["openid", "email", "profile"], rolesClaim: roles.isEmpty ? nil : "realm.groups",
                        redirectURL: publicURL + "/sign-in/provider/return"))
            }
        ) { world in try await story(world, provider) }
    }
}

extension WebClient {
    /// The way to the provider and back; answers what Portico said at the end.
    func signInByProvider(next: String = "/") async throws -> Answer {
        let left = try await get("/sign-in/provider?next=\(next)")
        let there = try await get(try #require(left.location, "\(left.text)"))
        return try await get(try #require(there.location, "\(there.text)"))
    }
}
