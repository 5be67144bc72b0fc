import FoundationEssentials
import JSON
import Procurement
import Testing
import UseCases

/// Signing in by the company's identity provider, against a real one in a process of its own.
@Suite(.enabled(if: RunningProvider.isThere, "python3 and openssl are not installed"))
struct ProviderStories {
    private func user(_ world: World, _ email: String) async throws -> User? {
        try await world.application.answer(ListUsers(), as: .system).first { $0.email == email }
    }

    private static let bianca: JSON = ["sub": "b-1", "email": "bianca@example.com", "email_verified": true]

    @Test func `a person comes back signed in, to the page they wanted, and is known by subject from then on`() async throws {
        try await RunningProvider.run { world, provider in
            #expect(try await WebClient(world).get("/sign-in").text.contains("Sign in with Contoso"))
            try await provider.control(["claims": Self.bianca])
            let client = WebClient(world)
            let back = try await client.signInByProvider(next: "/orders")
            #expect(back.status == 303 && back.location == "/orders", "\(back.text)")
            #expect(try await client.get("/orders").status == 200)
            #expect(client.cookies["portico_trip"] == nil)
            let id = try #require(try await user(world, "bianca@example.com")).id
            #expect(try await world.events(of: id.text).suffix(2) == ["user.identity_linked", "user.signed_in"])
            // The address may change at the provider; the subject stays.
            try await provider.control(["claims": ["sub": "b-1", "email": "other@example.com", "email_verified": false]])
            let later = WebClient(world)
            #expect(try await later.signInByProvider().status == 303)
            #expect(try await later.get("/").text.contains("Bianca Buyer"))
        }
    }

    @Test func `keys change whenever the provider likes, and ES256 is as good as RS256`() async throws {
        try await RunningProvider.run { world, provider in
            for algorithm: JSON in ["RS256", "ES256"] {
                try await provider.control(["claims": Self.bianca, "algorithm": algorithm])
                #expect(try await WebClient(world).signInByProvider().status == 303)
                world.passTime(hours: 0.01)
                try await provider.control(["rotate": true, "claims": Self.bianca])
                #expect(try await WebClient(world).signInByProvider().status == 303, "a key that was not known")
                world.passTime(hours: 0.01)
            }
        }
    }

    @Test func `a token that is forged, of another, for another, late or of another trip signs nobody in`() async throws {
        try await RunningProvider.run { world, provider in
            let bad: [(String, JSON)] = [
                ("unsigned", ["forge": "none"]), ("by a public key as a shared secret", ["forge": "hmac"]),
                ("by a stranger's key", ["forge": "stranger"]),
                ("of another issuer", ["claims": ["iss": "http://127.0.0.1:1"]]),
                ("for another client", ["claims": ["aud": "somebody-else"]]),
                ("for several, made for another", ["claims": ["aud": ["portico", "x"], "azp": "x"]]),
                ("for several, without a party", ["claims": ["aud": ["portico", "x"]]]),
                ("late", ["claims": ["exp": 1_789_999_000]]), ("without an end", ["claims": ["exp": nil]]),
                ("from the future", ["claims": ["iat": 1_790_009_000]]), ("of another trip", ["claims": ["nonce": "x"]]),
                ("without a trip", ["claims": ["nonce": nil]]), ("of nobody", ["claims": ["sub": ""]]),
            ]
            let id = try #require(try await user(world, "bianca@example.com")).id
            let before = try await world.events(of: id.text)
            for (what, change) in bad {
                try await provider.control(["forge": "", "claims": Self.bianca])
                var claims = Self.bianca
                if case .object(let members)? = change["claims"] { claims = claims.adding(members) }
                try await provider.control(["forge": change["forge"] ?? "", "claims": claims])
                let client = WebClient(world)
                let back = try await client.signInByProvider()
                #expect(back.status == 403 && back.text.contains("did not sign you in"), "\(what): \(back.status)")
                #expect(client.cookies["portico_session"] == nil, "\(what)")
            }
            #expect(try await world.events(of: id.text) == before)
        }
    }

    @Test func `the way back is good for the browser that left, once, with its own state`() async throws {
        try await RunningProvider.run { world, provider in
            try await provider.control(["claims": Self.bianca])
            let client = WebClient(world)
            let there = try await client.get(try #require(try await client.get("/sign-in/provider").location))
            let back = try #require(there.location)
            #expect(try await WebClient(world).get(back).status == 403, "another browser's")
            let tampered = try await client.get(back.replacing("state=", with: "state=x"))
            #expect(tampered.status == 403)
            // That took the trip away: a state is tried once.
            #expect(try await client.get(back).status == 403)
            let refused = WebClient(world)
            let left = try #require(try await refused.get("/sign-in/provider").location)
            let state = try #require(left.split(separator: "&").first { $0.hasPrefix("state=") })
            let no = try await refused.get("/sign-in/provider/return?error=access_denied&\(state)")
            #expect(no.status == 403 && no.text.contains("Contoso did not sign you in"))
            let late = WebClient(world)
            let slow = try await late.get(try #require(try await late.get("/sign-in/provider").location))
            world.passTime(hours: 1)
            #expect(try await late.get(try #require(slow.location)).status == 403)
        }
    }

    @Test func `roles are what the claim's words map to, at every sign-in`() async throws {
        try await RunningProvider.run(roles: ["buyers": [.buyer], "leads": [.approver, .buyer]], createsUsers: true) {
            world, provider in
            let person: JSON = ["sub": "n-1", "email": "new@example.com", "email_verified": true, "name": "Nina New"]
            func come(_ groups: JSON) async throws -> WebClient.Answer {
                try await provider.control(["claims": person.adding([JSON.Member("realm", ["groups": groups])])])
                return try await WebClient(world).signInByProvider()
            }
            #expect(try await come(["leads", "unheard-of"]).status == 303)
            let made = try #require(try await user(world, "new@example.com"))
            #expect(made.name == "Nina New" && made.roles == [.approver, .buyer])
            #expect(try await come(["buyers"]).status == 303)
            #expect(try await user(world, "new@example.com")?.roles == [.buyer])
            let none = try await come(["unheard-of"])
            #expect(none.status == 403 && none.text.contains("names no group of yours"))
            #expect(try await user(world, "new@example.com")?.roles == [.buyer], "refused, and nothing changed")
        }
    }

    @Test func `strangers, unverified addresses, second subjects and people who left stay out`() async throws {
        try await RunningProvider.run { world, provider in
            func come(_ claims: JSON) async throws -> WebClient.Answer {
                try await provider.control(["claims": claims])
                return try await WebClient(world).signInByProvider()
            }
            let stranger = try await come(["sub": "s", "email": "stranger@example.net", "email_verified": true])
            #expect(stranger.status == 403 && stranger.text.contains("Ask an administrator to add you"))
            let unverified = try await come(["sub": "u", "email": "bianca@example.com"])
            #expect(unverified.status == 403 && unverified.text.contains("has not verified"))
            #expect(try await come(Self.bianca).status == 303)
            let second = try await come(["sub": "b-2", "email": "bianca@example.com", "email_verified": true])
            #expect(second.status == 403 && second.text.contains("another account"))
            let id = try #require(try await user(world, "bianca@example.com")).id
            _ = try await world.application.perform(ChangeUser(id, isActive: false), as: .system)
            let left = try await come(Self.bianca)
            #expect(left.status == 403 && left.text.contains("may not sign in any more"))
        }
    }
}

/// What the provider tells besides its token, and the way back out.
@Suite(.enabled(if: RunningProvider.isThere, "python3 and openssl are not installed"))
struct ProviderTailStories {
    private func user(_ world: World, _ email: String) async throws -> User? {
        try await world.application.answer(ListUsers(), as: .system).first { $0.email == email }
    }

    @Test func `what the token leaves out is asked of userinfo, and only about the same person`() async throws {
        try await RunningProvider.run(roles: ["buyers": [.buyer]], createsUsers: true) { world, provider in
            try await provider.control([
                "claims": ["sub": "n-1"],
                "userinfo": [
                    "sub": "n-1", "email": "nina@example.com", "email_verified": true, "name": "Nina New",
                    "realm": ["groups": ["buyers"]],
                ],
            ])
            #expect(try await WebClient(world).signInByProvider().status == 303)
            let made = try #require(try await user(world, "nina@example.com"))
            #expect(made.name == "Nina New" && made.roles == [.buyer])
            // What the token says goes before, and is not asked again.
            try await provider.control([
                "claims": [
                    "sub": "n-2", "email": "omar@example.com", "email_verified": true, "realm": ["groups": ["buyers"]],
                ], "userinfo": ["sub": "somebody else", "email": "x@example.com"],
            ])
            #expect(try await WebClient(world).signInByProvider().status == 303)
            try await provider.control([
                "claims": ["sub": "n-3"],
                "userinfo": ["sub": "n-1", "email": "bianca@example.com", "email_verified": true],
            ])
            let swapped = try await WebClient(world).signInByProvider()
            #expect(swapped.status == 403 && swapped.text.contains("did not sign you in"))
        }
    }

    @Test func `signing out here leads to signing out there, with the token that was given`() async throws {
        try await RunningProvider.run { world, provider in
            try await provider.control([
                "claims": ["sub": "b-1", "email": "bianca@example.com", "email_verified": true], "logout": true,
            ])
            let client = WebClient(world)
            #expect(try await client.signInByProvider().status == 303)
            let left = try await client.post("/sign-out", from: try await client.get("/"), [])
            #expect(left.status == 200 && left.text.contains("You are signed out here"))
            #expect(client.cookies["portico_session"] == nil)
            let refresh = try #require(left.headers.first { $0.0.lowercased() == "refresh" }?.1)
            let address = try #require(refresh.split(separator: "url=", maxSplits: 1).last.map(String.init))
            #expect(address.hasPrefix(provider.issuer + "/logout?client_id=portico&post_logout_redirect_uri="))
            let back = try await client.get(address)
            #expect(back.status == 303 && back.location == world.porticoURL + "/sign-in")
            let hint = try await provider.hints().first?["id_token_hint"]?.stringValue ?? ""
            #expect(hint.split(separator: ".").count == 3)
            #expect(try await client.get("/orders").status == 303, "nobody is signed in any more")
            // A password is nobody's business but ours.
            let local = WebClient(world)
            _ = try await local.signIn("ada@example.com")
            let out = try await local.post("/sign-out", from: try await local.get("/"), [])
            #expect(out.status == 303 && out.location == "/sign-in")
        }
    }

    @Test func `a provider without an address for it, and one that is away, keep nobody signed in here`() async throws {
        try await RunningProvider.run { world, provider in
            try await provider.control(["claims": ["sub": "b-1", "email": "bianca@example.com", "email_verified": true]])
            let client = WebClient(world)
            #expect(try await client.signInByProvider().status == 303)
            let out = try await client.post("/sign-out", from: try await client.get("/"), [])
            #expect(out.status == 303 && out.location == "/sign-in" && client.cookies["portico_session"] == nil)
        }
    }

    @Test func `the provider's groups never take the last administrator away`() async throws {
        try await RunningProvider.run(roles: ["buyers": [.buyer], "it": [.administrator]]) { world, provider in
            func come(_ email: String, _ groups: JSON) async throws -> Int {
                try await provider.control([
                    "claims": [
                        "sub": .string(email), "email": .string(email), "email_verified": true, "realm": ["groups": groups],
                    ]
                ])
                return try await WebClient(world).signInByProvider().status
            }
            #expect(try await come("alex@example.com", ["buyers"]) == 303)
            let alex = try #require(try await user(world, "alex@example.com"))
            #expect(alex.roles == [.buyer, .administrator], "there is nobody else")
            let events = try await world.application.answer(
                ListEvents(subjectID: alex.id.text, page: PageRequest(limit: 100)), as: .system)
            #expect(events.items.contains { $0.details.contains("kept=administrator: nobody else is one") })
            #expect(try await come("ada@example.com", ["it"]) == 303)
            #expect(try await come("alex@example.com", ["buyers"]) == 303)
            #expect(try await user(world, "alex@example.com")?.roles == [.buyer])
        }
    }
}

extension JSON {
    /// This object with members laid over it.
    fileprivate func adding(_ more: [Member]) -> JSON {
        guard case .object(let members) = self else { return self }
        return .object(members.filter { old in !more.contains { $0.name == old.name } } + more)
    }
}
