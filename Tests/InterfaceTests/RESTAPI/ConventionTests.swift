import Cryptography
import Database
import HTTP
import JSON
import SQLiteDatabase
import Testing
import UseCases

struct ConventionTests {
    @Test func `a missing and an unknown token get the same problem`() async throws {
        let desk = try await Desk()
        let unknown = try await desk.send(.get, "/v1/users", as: "ptk_nobody")
        let missing = try await desk.send(.get, "/v1/users", as: "")
        #expect(unknown.status == 401)
        #expect(unknown.json == missing.json)
        #expect(unknown.headers[first: "Content-Type"] == "application/problem+json")
        #expect(unknown.headers[first: "WWW-Authenticate"]?.hasPrefix("Bearer") == true)
        #expect(unknown.json["request_id"] == "req-1")
    }

    @Test func `unknown, missing and mistyped members are refused together, each with its pointer`() async throws {
        let desk = try await Desk()
        let reply = try await desk.send(
            .post, "/v1/budgets", ["nmae": "x", "amount": ["amount": 5, "currency": "USD"], "period_start": "2026-01-01"])
        #expect(reply.status == 422)
        #expect(Set(reply.pointers) == ["/nmae", "/amount/amount", "/name", "/period_end"])
    }

    @Test func `a use case's problems keep their pointers`() async throws {
        let desk = try await Desk()
        let reply = try await desk.send(
            .post, "/v1/approval-policies",
            [
                "name": "All",
                "stages": [["from_amount": ["amount": "0.00", "currency": "USD"], "approvers": [["user_id": "usr_none"]]]],
            ])
        #expect(reply.status == 422)
        #expect(reply.pointers == ["/stages/0/approvers/0/user_id"])
    }

    @Test func `a body of another type is 415, one that is no JSON 400, one that is too large 413`() async throws {
        let desk = try await Desk()
        #expect(try await desk.send(.post, "/v1/departments", ["name": "A"], type: "text/plain").status == 415)
        let large = JSON.string(String(repeating: "x", count: 1_048_576))
        #expect(try await desk.send(.post, "/v1/departments", ["name": large]).status == 413)
    }

    @Test func `a number that cannot be held exactly is 422, because it is JSON all the same`() async throws {
        let desk = try await Desk()
        let reply = try await desk.post(
            "/v1/messages/purge", json: "{\"older_than_days\":1e999}")
        #expect(reply.status == 422 && reply.code == "number-out-of-range")
        #expect(try await desk.post("/v1/messages/purge", json: "{\"older_than_days\":}").status == 400)
    }

    @Test func `another method is 405 and another path 404, both as problems`() async throws {
        let desk = try await Desk()
        let method = try await desk.send(.delete, "/v1/users")
        #expect(method.status == 405 && method.code == "method-not-allowed")
        #expect(method.headers[first: "Allow"] == "GET, HEAD, OPTIONS, POST")
        let path = try await desk.send(.get, "/v1/nothing")
        #expect(path.status == 404 && path.code == "not-found")
    }

    @Test func `lists are read page by page, with a link to the next`() async throws {
        let desk = try await Desk()
        for name in ["A", "B", "C"] { _ = try await desk.make("departments", ["name": .string(name)]) }
        let first = try await desk.send(.get, "/v1/departments?limit=2")
        #expect(first.json["has_more"] == true)
        let cursor = try #require(first.json["next_cursor"]?.stringValue)
        #expect(first.headers[first: "Link"] == "</v1/departments?limit=2&after=\(cursor)>; rel=\"next\"")
        let second = try await desk.send(.get, "/v1/departments?limit=2&after=\(cursor)")
        #expect(second.json["has_more"] == false)
        #expect(second.json["next_cursor"] == .null)
        #expect(second.json["data"]?.arrayValue?.count == 1)
        for query in ["limit=0", "limit=x", "after=nothing", "after=usr_01", "stauts=draft"] {
            #expect(try await desk.send(.get, "/v1/departments?\(query)").status == 400, "\(query)")
        }
    }

    @Test func `an ETag saves the body and guards a change`() async throws {
        let desk = try await Desk()
        let id = try await desk.make("departments", ["name": "A"])
        let tag = try #require(try await desk.send(.get, "/v1/departments/\(id)").headers[first: "ETag"])
        let again = try await desk.send(.get, "/v1/departments/\(id)", nil, as: nil, [("If-None-Match", tag)])
        #expect(again.status == 304 && again.json == .null)
        let changed = try await desk.send(.patch, "/v1/departments/\(id)", ["name": "B"], as: nil, [("If-Match", tag)])
        #expect(changed.status == 200)
        let late = try await desk.send(.patch, "/v1/departments/\(id)", ["name": "C"], as: nil, [("If-Match", tag)])
        #expect(late.status == 412 && late.code == "stale")
    }

    @Test func `a token without the scope is refused and cannot make a mightier one`() async throws {
        let desk = try await Desk()
        let token = try await desk.token(of: "a@example.com", roles: ["administrator"], scopes: ["api-tokens.write"])
        #expect(try await desk.send(.get, "/v1/users", as: token).status == 403)
        let mightier = try await desk.send(.post, "/v1/api-tokens", ["name": "x", "scopes": ["*"]], as: token)
        #expect(mightier.status == 422 && mightier.pointers == ["/scopes"])
    }
}

struct IdempotencyTests {
    @Test func `the same request under a key is done once and answered twice`() async throws {
        let desk = try await Desk()
        let key = [("Idempotency-Key", "k1")]
        let first = try await desk.send(.post, "/v1/departments", ["name": "A"], as: nil, key)
        let second = try await desk.send(.post, "/v1/departments", ["name": "A"], as: nil, key)
        #expect(first.status == 201 && second.status == 201)
        #expect(first.json == second.json)
        #expect(second.headers[first: "Location"] == first.headers[first: "Location"])
        #expect(first.headers[first: "Idempotency-Replayed"] == nil)
        #expect(second.headers[first: "Idempotency-Replayed"] == "true")
        #expect(try await desk.send(.get, "/v1/departments").json["data"]?.arrayValue?.count == 1)
        #expect(try await desk.send(.post, "/v1/departments", ["name": "B"], as: nil, key).status == 422)
    }

    @Test func `a refused request can be corrected under its key`() async throws {
        let desk = try await Desk()
        let key = [("Idempotency-Key", "k2")]
        #expect(try await desk.send(.post, "/v1/departments", ["name": " "], as: nil, key).status == 422)
        #expect(try await desk.send(.post, "/v1/departments", ["name": "A"], as: nil, key).status == 201)
    }

    @Test func `keys of different actors never meet, and a key has at most 255 characters`() async throws {
        let desk = try await Desk()
        let other = try await desk.token(of: "a@example.com", roles: ["administrator"])
        let key = [("Idempotency-Key", "k3")]
        let first = try await desk.send(.post, "/v1/departments", ["name": "A"], as: nil, key)
        let second = try await desk.send(.post, "/v1/departments", ["name": "B"], as: other, key)
        #expect(first.json["id"] != second.json["id"] && second.status == 201)
        let long = [("Idempotency-Key", String(repeating: "k", count: 256))]
        #expect(try await desk.send(.post, "/v1/departments", ["name": "C"], as: nil, long).status == 400)
    }

    @Test func `a twin of a request that still runs is told to wait`() async throws {
        let desk = try await Desk()
        let actor = try #require(try await FindToken(desk.token).run(in: desk.application))
        let body: JSON = ["name": "A"]
        let hash = SHA256.digest(Array("POST /v1/departments\n".utf8) + body.bytes())
        let reserve = ReserveIdempotencyKey(actor: try #require(actor.id), key: "k5", requestHash: hash)
        #expect(try await desk.application.perform(reserve, as: actor) == .fresh)
        let twin = try await desk.send(.post, "/v1/departments", body, as: nil, [("Idempotency-Key", "k5")])
        #expect(twin.status == 409 && twin.code == "idempotency-running")
        #expect(twin.headers[first: "Retry-After"] == "1")
    }

    @Test func `after a crash the key of what did nothing is free, and of what was done the answer is told to be lost`()
        async throws
    {
        let desk = try await Desk()
        let actor = try #require(try await FindToken(desk.token).run(in: desk.application))
        let id = try #require(actor.id)
        func reserve(_ key: String, _ body: JSON) async throws {
            let hash = SHA256.digest(Array("POST /v1/departments\n".utf8) + body.bytes())
            let reserve = ReserveIdempotencyKey(actor: id, key: key, requestHash: hash)
            #expect(try await desk.application.perform(reserve, as: actor) == .fresh)
        }
        func send(_ key: String, _ body: JSON) async throws -> Desk.Reply {
            try await desk.send(.post, "/v1/departments", body, as: nil, [("Idempotency-Key", key)])
        }
        // One was cut off before its transaction, the other between that and the answer.
        try await reserve("idle", ["name": "A"])
        try await reserve("done", ["name": "B"])
        var running = actor
        running.idempotencyKey = "done"
        _ = try await desk.application.perform(SaveDepartment(name: "B"), as: running)
        #expect(try await send("kept", ["name": "C"]).status == 201)
        for key in ["idle", "done"] {
            #expect(try await send(key, ["name": .string(key == "idle" ? "A" : "B")]).code == "idempotency-running")
        }
        // The restart.
        try await desk.application.perform(EndUnansweredKeys(), as: .system)
        #expect(try await send("idle", ["name": "A"]).status == 201)
        let lost = try await send("done", ["name": "B"])
        #expect(lost.status == 409 && lost.code == "idempotency-answer-lost")
        #expect(try await send("done", ["name": "D"]).code == "idempotency-reused")
        let again = try await send("kept", ["name": "C"])
        #expect(again.status == 201 && again.headers[first: "Idempotency-Replayed"] == "true")
        #expect(try await desk.send(.get, "/v1/departments").json["data"]?.arrayValue?.count == 3, "B is there once")
        desk.clock.advance(25 * 3600)
        #expect(try await send("done", ["name": "E"]).status == 201, "after its time the key is anybody's")
    }

    @Test func `a refused request's transaction leaves no trace at its key`() async throws {
        let desk = try await Desk()
        #expect(try await desk.send(.post, "/v1/departments", ["name": " "], as: nil, [("Idempotency-Key", "no")]).status == 422)
        let kept = try await desk.database.read { sql in
            try sql.query("SELECT is_done FROM idempotency_keys", []) { try $0.integer(0) }
        }
        #expect(kept.isEmpty)
        #expect(try await desk.send(.post, "/v1/departments", ["name": "A"], as: nil, [("Idempotency-Key", "yes")]).status == 201)
        let done = try await desk.database.read { sql in
            try sql.query("SELECT is_done FROM idempotency_keys", []) { try $0.integer(0) }
        }
        #expect(done == [1], "noted in the transaction that did it")
    }

    @Test func `a new token's answer is kept sealed and repeated`() async throws {
        let desk = try await Desk()
        let key = [("Idempotency-Key", "k4")]
        let body: JSON = ["name": "script", "scopes": ["purchase-orders.read"]]
        let first = try await desk.send(.post, "/v1/api-tokens", body, as: nil, key)
        let second = try await desk.send(.post, "/v1/api-tokens", body, as: nil, key)
        let secret = try #require(first.json["token"]?.stringValue)
        #expect(second.json["token"]?.stringValue == secret)
        let kept = try await desk.database.read { sql in
            try sql.query("SELECT body FROM idempotency_keys", []) { String(decoding: try $0.blob(0), as: UTF8.self) }
        }
        #expect(kept.count == 1 && !kept.contains { $0.contains(secret) })
    }
}
