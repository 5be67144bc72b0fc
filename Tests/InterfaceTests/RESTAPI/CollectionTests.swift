import HTTP
import JSON
import Testing

struct CollectionTests {
    @Test func `the shapes that scripts rely on make a whole company`() async throws {
        let desk = try await Desk()
        let user = try await desk.make("users", ["email": "b@example.com", "name": "B", "roles": ["buyer"]])
        let entity = try await desk.make("legal-entities", ["name": "Example Inc.", "currency": "USD"])
        let address = try await desk.make(
            "addresses",
            ["code": "HQ", "name": "Example Inc.", "street": ["1 Main Street"], "city": "Seattle", "country": "US"])
        let location = try await desk.make(
            "locations", ["name": "Seattle", "legal_entity_id": .string(entity), "address_id": .string(address)])
        let department = try await desk.make("departments", ["name": "Engineering"])
        _ = try await desk.make("gl-accounts", ["code": "6815", "name": "Office supplies"])
        _ = try await desk.make(
            "budgets",
            [
                "name": "2026", "department_id": .string(department), "amount": ["amount": "5000.00", "currency": "USD"],
                "period_start": "2026-01-01", "period_end": "2026-12-31",
            ])
        _ = try await desk.make(
            "approval-policies",
            [
                "name": "All",
                "stages": [
                    ["from_amount": ["amount": "0.00", "currency": "USD"], "approvers": [["user_id": .string(user)]]]
                ],
            ])
        let supplier = try await desk.make("suppliers", ["name": "Amazon Business"])
        let connection = try await desk.make("punchout-connections", Self.connection(supplier, location, entity))
        _ = try await desk.make(
            "groups",
            [
                "name": "Punchin", "mode": "punch_in", "connection_id": .string(connection),
                "members": [["user_id": .string(user), "role": "punchout_buyer"]],
            ])
        for path in ["users", "legal-entities", "addresses", "locations", "departments", "gl-accounts", "budgets"] {
            #expect(try await desk.send(.get, "/v1/\(path)").json["data"]?.arrayValue?.count == 1, "\(path)")
        }
        let events = try await desk.send(.get, "/v1/events?subject_id=\(connection)")
        #expect(events.json["data"]?[0]?["type"] == "punchout_connection.created")
    }

    static func connection(_ supplier: String, _ location: String, _ entity: String) -> JSON {
        [
            "name": "Amazon Business US", "slug": "amazon", "supplier_id": .string(supplier), "from_identity": "BUYER1",
            "from_domain": "NetworkId", "to_identity": "Amazon", "to_domain": "NetworkId", "shared_secret": "s3cret-word",
            "punchout_url": "https://shop.example.com/punchout", "order_url": "https://shop.example.com/orders",
            "mode": "test", "require_approval": true, "default_location_id": .string(location),
            "default_legal_entity_id": .string(entity),
        ]
    }

    @Test func `a connection's secret is never shown, and null clears a default`() async throws {
        let desk = try await Desk()
        _ = try await desk.make("users", ["email": "a@example.com", "name": "A", "roles": ["administrator"]])
        let supplier = try await desk.make("suppliers", ["name": "S"])
        let entity = try await desk.make("legal-entities", ["name": "E", "currency": "EUR"])
        let location = try await desk.make("locations", ["name": "L", "legal_entity_id": .string(entity)])
        let id = try await desk.make("punchout-connections", Self.connection(supplier, location, entity))
        let changed = try await desk.send(
            .patch, "/v1/punchout-connections/\(id)", ["default_location_id": nil, "require_approval": false])
        #expect(changed.status == 200)
        #expect(changed.json["default_location_id"] == .null)
        #expect(changed.json["default_legal_entity_id"]?.stringValue == entity)
        #expect(changed.json["require_approval"] == false)
        #expect(changed.json["has_shared_secret"] == true)
        #expect(!changed.json.text().contains("s3cret-word"))
        let active = try await desk.send(.post, "/v1/punchout-connections/\(id)/activate")
        #expect(active.json["mode"] == "active")
        #expect(try await desk.send(.post, "/v1/punchout-connections/\(id)/deactivate").json["mode"] == "test")
        let check = try await desk.send(.post, "/v1/punchout-connections/\(id)/check")
        #expect(check.status == 200 && check.json["last_check"]?["ok"] == false, "\(check.json.text())")
    }

    @Test func `a change keeps what it does not name`() async throws {
        let desk = try await Desk()
        let department = try await desk.make("departments", ["name": "D"])
        let id = try await desk.make(
            "budgets",
            [
                "name": "2026", "department_id": .string(department), "amount": ["amount": "5000", "currency": "USD"],
                "period_start": "2026-01-01", "period_end": "2026-12-31",
            ])
        let changed = try await desk.send(.patch, "/v1/budgets/\(id)", ["name": "Year"])
        #expect(changed.json["amount"] == ["amount": "5000.00", "currency": "USD"])
        #expect(changed.json["department_id"]?.stringValue == department)
        #expect(changed.json["name"] == "Year")
        let cleared = try await desk.send(.patch, "/v1/budgets/\(id)", ["department_id": nil])
        #expect(cleared.json["department_id"] == .null && cleared.json["name"] == "Year")
        #expect(try await desk.send(.patch, "/v1/budgets/\(id)", ["name": nil]).pointers == ["/name"])
    }

    @Test func `a token is shown once and ends when it is revoked`() async throws {
        let desk = try await Desk()
        let user = try await desk.make("users", ["email": "b@example.com", "name": "B", "roles": ["buyer"]])
        let made = try await desk.send(
            .post, "/v1/api-tokens", ["name": "script", "scopes": ["*"], "user_id": .string(user)])
        let secret = try #require(made.json["token"]?.stringValue)
        let id = try #require(made.json["id"]?.stringValue)
        #expect(made.json["user_id"]?.stringValue == user)
        #expect(try await desk.send(.get, "/v1/purchase-orders", as: secret).status == 200)
        #expect(try await desk.send(.get, "/v1/api-tokens/\(id)").json["token"] == nil)
        #expect(try await desk.send(.post, "/v1/api-tokens/\(id)/revoke").status == 200)
        #expect(try await desk.send(.get, "/v1/purchase-orders", as: secret).status == 401)
        let past = try await desk.send(
            .post, "/v1/api-tokens", ["name": "x", "scopes": ["*"], "expires_at": "2020-01-01T00:00:00+01:00"])
        #expect(past.status == 422 && past.pointers == ["/expires_at"])
    }

    @Test func `a punch-out belongs to a person, and a shop that does not answer is told in words`() async throws {
        let desk = try await Desk()
        let buyer = try await desk.token(of: "b@example.com", roles: ["buyer"])
        let supplier = try await desk.make("suppliers", ["name": "S"])
        let entity = try await desk.make("legal-entities", ["name": "E", "currency": "EUR"])
        let location = try await desk.make("locations", ["name": "L", "legal_entity_id": .string(entity)])
        let id = try await desk.make("punchout-connections", Self.connection(supplier, location, entity))
        let body: JSON = ["connection_id": .string(id)]
        #expect(try await desk.send(.post, "/v1/punchout-sessions", body).status == 403)
        let refused = try await desk.send(.post, "/v1/punchout-sessions", body, as: buyer)
        #expect(refused.status == 409 && ["shop-refused", "shop-unreachable"].contains(refused.code))
        let unknown = try await desk.send(.post, "/v1/punchout-sessions", ["connection_id": "poc_none"], as: buyer)
        #expect(unknown.pointers == ["/connection_id"])
    }
}
