import Cryptography
import Database
import FoundationEssentials
import HTTP
import JSON
import Procurement
import SQLiteDatabase
import Synchronization
import Testing
import UseCases

/// Client credentials: RFC 6749 §4.4 and §5.2.
struct OAuthTests {
    private func form(_ fields: KeyValuePairs<String, String>) -> String {
        fields.map { "\($0.key)=\($0.value.replacing(" ", with: "+"))" }.joined(separator: "&")
    }

    private func basic(_ id: String, _ secret: String) -> (String, String) {
        ("Authorization", "Basic \(Base64.standard.encode(Array("\(id):\(secret)".utf8)))")
    }

    private func client(_ desk: Desk, scopes: JSON = ["departments.read", "users.*"]) async throws -> (id: String, secret: String)
    {
        let reply = try await desk.send(.post, "/v1/oauth-clients", ["name": "ERP", "scopes": scopes])
        try #require(reply.status == 201, "\(reply.json)")
        return (try #require(reply.json["id"]?.stringValue), try #require(reply.json["client_secret"]?.stringValue))
    }

    private func token(_ desk: Desk, _ client: (id: String, secret: String), scope: String? = nil) async throws -> String {
        let body = "grant_type=client_credentials" + (scope.map { "&scope=\($0)" } ?? "")
        let reply = try await desk.post("/oauth/token", form: body, [basic(client.id, client.secret)])
        return try #require(reply.json["access_token"]?.stringValue, "\(reply.json)")
    }

    @Test func `a client gets a token by Basic or in the body, and it works within its scopes`() async throws {
        let desk = try await Desk()
        let client = try await client(desk)
        let byBasic = try await desk.post(
            "/oauth/token", form: form(["grant_type": "client_credentials"]), [basic(client.id, client.secret)])
        let inBody = try await desk.post(
            "/oauth/token",
            form: form([
                "grant_type": "client_credentials", "client_id": client.id, "client_secret": client.secret,
                "scope": "users.read departments.read",
            ]))
        #expect(byBasic.status == 200 && byBasic.json["scope"] == "departments.read users.*")
        #expect(inBody.status == 200 && inBody.json["scope"] == "users.read departments.read")
        for reply in [byBasic, inBody] {
            #expect(reply.json["token_type"] == "Bearer" && reply.json["expires_in"] == 900)
            #expect(reply.headers[first: "Cache-Control"] == "no-store")
            let token = try #require(reply.json["access_token"]?.stringValue)
            #expect(try await desk.send(.get, "/v1/departments", as: token).status == 200)
            #expect(try await desk.send(.get, "/v1/users", as: token).status == 200)
            let refused = try await desk.send(.post, "/v1/departments", ["name": "A"], as: token)
            #expect(refused.status == 403 && refused.code == "insufficient-scope")
        }
        let narrow = try #require(inBody.json["access_token"]?.stringValue)
        #expect(try await desk.send(.post, "/v1/users", ["email": "a@b", "name": "a", "roles": []], as: narrow).status == 403)
        let shown = try await desk.send(.get, "/v1/oauth-clients/\(client.id)")
        #expect(shown.json["last_used_at"] != .null)
        #expect(!shown.json.text().contains(client.secret))
        #expect(try await desk.send(.get, "/v1/api-tokens").json["data"]?.arrayValue?.count == 1, "the test's own")
    }

    @Test func `errors are those of RFC 6749, and a wrong secret is like an unknown client`() async throws {
        let desk = try await Desk()
        let client = try await client(desk)
        let good = basic(client.id, client.secret)
        let grant = "grant_type=client_credentials"
        let cases: [(String, [(String, String)], Int, String)] = [
            (grant, [], 401, "invalid_client"), (grant, [basic(client.id, "wrong")], 401, "invalid_client"),
            (grant, [basic("tok_0", client.secret)], 401, "invalid_client"),
            (grant, [("Authorization", "Bearer \(client.secret)")], 401, "invalid_client"),
            ("scope=x", [good], 400, "invalid_request"), ("grant_type=password", [good], 400, "unsupported_grant_type"),
            (grant + "&scope=purchase-orders.read", [good], 400, "invalid_scope"),
            (grant + "&scope=*", [good], 400, "invalid_scope"), (grant + "&scope=nonsense", [good], 400, "invalid_scope"),
            (grant + "&" + grant, [good], 400, "invalid_request"),
            (grant + "&client_id=\(client.id)&client_secret=\(client.secret)", [good], 400, "invalid_request"),
        ]
        var texts: Set<String> = []
        for (body, headers, status, word) in cases {
            let reply = try await desk.post("/oauth/token", form: body, headers)
            #expect(reply.status == status && reply.json["error"]?.stringValue == word, "\(body): \(reply.json)")
            if status == 401 {
                #expect(reply.headers[first: "WWW-Authenticate"]?.hasPrefix("Basic ") == true)
                texts.insert(reply.json.text())
            }
        }
        #expect(texts.count == 1)
        let json = try await desk.send(.post, "/oauth/token", ["grant_type": "client_credentials"], as: nil, [])
        #expect(json.status == 400 && json.json["error"] == "invalid_request")
    }

    @Test func `an access token ends by time, by another secret, and with its client`() async throws {
        let desk = try await Desk()
        let client = try await client(desk)
        let first = try await token(desk, client)
        #expect(try await desk.send(.get, "/v1/users", as: first).status == 200)
        desk.clock.advance(901)
        let late = try await desk.send(.get, "/v1/users", as: first)
        #expect(late.status == 401 && late.code == "token-expired")
        let second = try await token(desk, client)
        let rotated = try await desk.send(.post, "/v1/oauth-clients/\(client.id)/rotate-secret")
        let secret = try #require(rotated.json["client_secret"]?.stringValue)
        #expect(secret != client.secret && rotated.status == 200)
        #expect(try await desk.send(.get, "/v1/users", as: second).status == 401)
        let old = try await desk.post("/oauth/token", form: "grant_type=client_credentials", [basic(client.id, client.secret)])
        #expect(old.json["error"] == "invalid_client")
        let third = try await token(desk, (client.id, secret))
        #expect(try await desk.send(.post, "/v1/oauth-clients/\(client.id)/revoke").status == 200)
        #expect(try await desk.send(.get, "/v1/users", as: third).code == "token-revoked")
        let again = try await desk.send(.post, "/v1/oauth-clients/\(client.id)/rotate-secret")
        #expect(again.status == 409 && again.code == "revoked")
    }

    @Test func `secrets and access tokens are no bearer tokens of another kind, and are nowhere in the database`() async throws {
        let desk = try await Desk()
        let client = try await client(desk)
        #expect(try await desk.send(.get, "/v1/users", as: client.secret).status == 401)
        let tokenID = try await desk.make("api-tokens", ["name": "x", "scopes": ["*"]])
        let confused = try await desk.post("/oauth/token", form: "grant_type=client_credentials", [basic(tokenID, desk.token)])
        #expect(confused.json["error"] == "invalid_client")
        let access = try await token(desk, client)
        var forged = Array(access)
        forged[40] = forged[40] == "A" ? "B" : "A"
        #expect(try await desk.send(.get, "/v1/users", as: String(forged)).status == 401)
        let kept = try await desk.database.read { sql in
            try sql.query("SELECT hex(token_hash), name, scopes FROM api_tokens", []) { try $0.text(0) }
        }
        #expect(!kept.contains { $0.lowercased().contains(Hex.encode(Array(client.secret.utf8))) })
        #expect(kept.contains(Hex.encode(SHA256.digest(client.secret)).uppercased()))
    }

    @Test func `a client cannot be made mightier than its maker`() async throws {
        let desk = try await Desk()
        let token = try await desk.token(of: "a@example.com", roles: ["administrator"], scopes: ["api-tokens.*", "users.*"])
        let mightier = try await desk.send(.post, "/v1/oauth-clients", ["name": "x", "scopes": ["*"]], as: token)
        #expect(mightier.status == 422 && mightier.pointers == ["/scopes"])
        let within = try await desk.send(.post, "/v1/oauth-clients", ["name": "x", "scopes": ["users.read"]], as: token)
        #expect(within.status == 201)
        let odd = try await desk.send(.post, "/v1/oauth-clients", ["name": "x", "scopes": ["ordres.read"]])
        #expect(odd.status == 422 && odd.json.text().contains("purchase-orders"), "the remedy names the areas")
        let other = try await client(desk)
        let stolen = try await desk.send(.post, "/v1/oauth-clients/\(other.id)/rotate-secret", as: token)
        #expect(stolen.status == 422, "its new secret would do more than the asking token")
    }

    @Test func `the server's metadata says where and how`() async throws {
        let desk = try await Desk()
        let reply = try await desk.send(.get, "/.well-known/oauth-authorization-server", as: "")
        #expect(reply.json["token_endpoint"]?.stringValue?.hasSuffix("/oauth/token") == true)
        #expect(reply.json["grant_types_supported"] == ["client_credentials"])
    }

    @Test func `too many tries with one client wait`() async throws {
        let tries = Mutex(0)
        let desk = try await Desk(tryClient: { _, _ in
            tries.withLock {
                $0 += 1
                return $0 > 2 ? 7 : nil
            }
        })
        for _ in 0..<2 {
            #expect(
                try await desk.post("/oauth/token", form: "client_id=a&client_secret=b&grant_type=client_credentials").status
                    == 401)
        }
        let reply = try await desk.post("/oauth/token", form: "client_id=a&client_secret=b&grant_type=client_credentials")
        #expect(reply.status == 429 && reply.headers[first: "Retry-After"] == "7")
    }
}
