import Database
import JSON
import Procurement
import Testing
import UseCases

/// For how long a token that was good a moment ago counts without being looked up.
struct TokenStories {
    private func make(_ world: World) async throws -> (id: Identifier<APIToken>, ask: @Sendable () async throws -> Int) {
        let made = try await world.application.perform(
            CreateAPIToken(name: "a till", userEmail: "bianca@example.com", scopes: ["*"]), as: .system)
        return (
            made.token.id,
            {
                try await world.rest(
                    "GET", "/v1/purchase-orders", as: nil, headers: [("Authorization", "Bearer \(made.secret)")]
                ).status
            }
        )
    }

    @Test func `a token that was just good is refused once it is revoked, and once its owner may not sign in`() async throws {
        try await World.run { (world: World) async throws in
            let (first, second) = (try await make(world), try await make(world))
            for _ in 0..<2 {
                #expect(try await first.ask() == 200)
                #expect(try await second.ask() == 200)
            }
            _ = try await world.application.perform(RevokeAPIToken(first.id), as: .system)
            #expect(try await first.ask() == 401)
            #expect(try await second.ask() == 200)
            let users = try await world.rest("GET", "/v1/users?limit=100", as: "alex").json
            let bianca = try #require(
                users["data"]?.arrayValue?.first { $0["email"]?.stringValue == "bianca@example.com" }?["id"]?.stringValue,
                "\(users)")
            let changed = try await world.rest("PATCH", "/v1/users/\(bianca)", as: "alex", #"{"is_active": false}"#)
            #expect(changed.status == 200, "\(changed.json)")
            #expect(try await second.ask() == 401)
        }
    }

    @Test func `a supplier's token is refused from the moment it is revoked, and its person is kept out`() async throws {
        try await World.run { (world: World) async throws in
            try await world.openPortal()
            for isRevoked in [true, false] {
                let made = try await world.application.perform(
                    CreateAPIToken(name: "a shop", userEmail: "sam@supplier.example.com", scopes: ["*"]), as: .system)
                let sam = try #require(made.token.supplierUserID)
                let ask = {
                    let headers = [("Authorization", "Bearer \(made.secret)")]
                    return try await world.rest("GET", "/v1/portal/orders", as: nil, headers: headers).status
                }
                for _ in 0..<2 { #expect(try await ask() == 200) }
                if isRevoked {
                    let actor = try #require(try await FindToken(made.secret).run(in: world.application))
                    try await world.application.perform(RevokeSupplierToken(made.token.id), as: Actor(actor.kind))
                } else {
                    _ = try await world.application.perform(SwitchSupplierUser(sam, isActive: false), as: .system)
                }
                #expect(try await ask() == 401, "revoked: \(isRevoked)")
            }
        }
    }

    @Test func `what another process revokes is refused a second later`() async throws {
        try await World.run { (world: World) async throws in
            let token = try await make(world)
            // The first use is written down, the second is kept in mind.
            for _ in 0..<2 { #expect(try await token.ask() == 200) }
            try await world.application.environment.database.write(isUrgent: true) { sql in
                _ = try sql.execute(
                    "UPDATE api_tokens SET revoked_at = 1 WHERE id = ?1", [.text(token.id.text)])
            }
            #expect(try await token.ask() == 200, "nobody told this process")
            world.passTime(hours: 1.1 / 3600)
            #expect(try await token.ask() == 401)
        }
    }
}
