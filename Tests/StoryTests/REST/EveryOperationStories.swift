import FoundationEssentials
import JSON
import Procurement
import Testing
import UseCases

/// `/openapi.json` against the running server: what it says of an operation is what the operation does.
struct EveryOperationStories {
    private func drive(_ story: (Drive, [DocumentedOperation]) async throws -> Void) async throws {
        // Decisions can be taken back here; documents leave at once.
        try await World.run(rules: { $0.undoDecisionSeconds = 30 }) { (world: World) async throws in
            try await world.openPortal()
            let drive = try await Drive(world)
            let operations = DocumentedOperation.all(in: drive.document)
            try #require(operations.count > 80)
            try await story(drive, operations)
        }
    }

    @Test func `every operation succeeds with its own example and answers what it describes`() async throws {
        try await drive { drive, operations in
            var made: [String: String] = [:]
            for operation in Self.ordered(operations) {
                let preparation = try await drive.prepare(operation)
                let id: String?
                if let known = preparation?.id ?? made[operation.collection] {
                    id = known
                } else {
                    id =
                        operation.path.contains("{id}")
                        ? try await drive.identifiers(in: String(operation.collection.dropFirst(4))).first : nil
                }
                if operation.path.contains("{id}"), id == nil {
                    Issue.record("\(operation.name) has nothing to act on: prepare it in Drive+Preparations.swift")
                    continue
                }
                let answer = try await succeed(operation, preparation ?? Preparation(), id, drive)
                if operation.name.hasPrefix("create") { made[operation.collection] = answer?["id"]?.text }
            }
        }
    }

    /// What is made first can be changed right after it, acted on later, and read in the end.
    private static func ordered(_ operations: [DocumentedOperation]) -> [DocumentedOperation] {
        let creates = operations.filter { $0.name.hasPrefix("create") }
        let changes = operations.filter { $0.method == "PATCH" }
        var first: [DocumentedOperation] = []
        // Each once: several operations may make things in one collection.
        for operation in creates.flatMap({ made in [made] + changes.filter { $0.collection == made.collection } })
        where !first.contains(where: { $0.name == operation.name }) { first.append(operation) }
        let rest = operations.filter { operation in !first.contains { $0.name == operation.name } }
        return first + rest.filter { $0.method != "GET" } + rest.filter { $0.method == "GET" }
    }

    /// Answers what came back.
    private func succeed(
        _ operation: DocumentedOperation, _ preparation: Preparation, _ id: String?, _ drive: Drive
    ) async throws -> JSON? {
        let path = operation.path.replacing("{id}", with: id ?? "").replacing("{number}", with: "1")
        let token = try await drive.world.token(of: preparation.user)
        var body: JSON?
        if let given = preparation.body {
            body = given
        } else if let example = operation.example {
            body = try await drive.real(example)
        }
        let key = operation.method == "POST" ? [("Idempotency-Key", "once-\(operation.name)")] : []
        let reply = try await drive.send(operation.method, path, body, token: token, key)
        if let refusal = preparation.refusal {
            #expect(
                reply.status == refusal.status && reply.json["code"]?.text == refusal.code, "\(operation.name): \(reply.json)")
            return nil
        }
        guard let success = operation.success else {
            Issue.record("\(operation.name) describes no success")
            return nil
        }
        #expect(reply.status == success.status, "\(operation.name) \(path) \(body?.text() ?? ""): \(reply.json.text())")
        // Neither 204 nor a download has a schema.
        guard let described = success.content["schema"] else { return nil }
        let schema = DocumentedSchema(document: drive.document)
        let problems = schema.problems(reply.json, described)
        #expect(problems.isEmpty, "\(operation.name): \(problems)")
        guard operation.method == "POST", reply.status == success.status else { return reply.json }
        let again = try await drive.send(operation.method, path, body, token: token, key)
        #expect(again.json == reply.json && again.header("Idempotency-Replayed") == "true", "\(operation.name)")
        return reply.json
    }

    @Test func `every operation refuses no token, an unknown one, one without its scope, and what it does not know`() async throws
    {
        try await drive { drive, operations in
            let narrow = try await drive.world.application.perform(
                CreateAPIToken(name: "narrow", userEmail: "alex@example.com", scopes: ["metrics.read"]), as: .system)
            let token = try await drive.world.token(of: "alex")
            // A supplier's token is refused elsewhere for who it is, whatever it may do.
            let supplier = try await drive.world.token(of: "sam")
            let narrowSupplier = try await drive.world.application.perform(
                CreateAPIToken(name: "narrow", userEmail: "sam@supplier.example.com", scopes: ["metrics.read"]), as: .system)
            let before = try await drive.happenings()
            for operation in operations {
                let path = operation.path.replacing("{id}", with: "\(operation.collection.dropFirst(4))_01")
                    .replacing("{number}", with: "1")
                let example = operation.example
                func send(_ path: String, _ body: JSON?, _ token: String?) async throws -> Drive.Reply {
                    try await drive.send(operation.method, path, body, token: token)
                }
                let isPortals = operation.path.hasPrefix("/v1/portal/")
                let (token, narrow) = isPortals ? (supplier, narrowSupplier) : (token, narrow)
                // What is asked without a token.
                if operation.scope == nil {
                    let odd = try await send("\(path)?no_such_parameter=1", example, nil)
                    drive.expectProblem(odd, 400, operation, naming: "no_such_parameter")
                    continue
                }
                drive.expectProblem(try await send(path, example, nil), 401, operation, naming: "not-signed-in")
                drive.expectProblem(try await send(path, example, "ptk_guess"), 401, operation, naming: "not-signed-in")
                let scope = try #require(operation.scope, "\(operation.name) names no scope")
                let refused = try await send(path, example, narrow.secret)
                drive.expectProblem(refused, 403, operation, naming: "insufficient-scope", scope)
                #expect(refused.header("WWW-Authenticate")?.contains("scope=\"\(scope)\"") == true, "\(operation.name)")
                let odd = try await send("\(path)?no_such_parameter=1", example, token)
                drive.expectProblem(odd, 400, operation, naming: "no_such_parameter")
                // What takes a file has no members.
                guard operation.method != "GET", !["importTable", "createInboxEntry"].contains(operation.name) else { continue }
                guard case .object(let members) = example ?? [:] else { continue }
                let more = try await send(path, .object(members + [JSON.Member("no_such_member", 1)]), token)
                drive.expectProblem(more, 422, operation, naming: "/no_such_member")
            }
            #expect(try await drive.happenings() == before, "nothing may have changed")
        }
    }

    @Test func `revoked and expired tokens are refused by name, with the remedy, and change nothing`() async throws {
        try await drive { drive, operations in
            let world = drive.world
            let revoked = try await world.application.perform(CreateAPIToken(name: "r", scopes: ["*"]), as: .system)
            _ = try await world.application.perform(RevokeAPIToken(revoked.token.id), as: .system)
            let end = world.application.environment.now().addingTimeInterval(60)
            let expired = try await world.application.perform(
                CreateAPIToken(name: "e", scopes: ["*"], expiresAt: end), as: .system)
            world.passTime(hours: 1)
            let before = try await drive.happenings()
            for operation in operations where operation.method != "GET" && operation.scope != nil {
                let path = operation.path.replacing("{id}", with: "x_01").replacing("{number}", with: "1")
                for (secret, code) in [(revoked.secret, "token-revoked"), (expired.secret, "token-expired")] {
                    let reply = try await drive.send(operation.method, path, operation.example, token: secret)
                    drive.expectProblem(reply, 401, operation, naming: code, "/Authorization", "Use a")
                    #expect(reply.header("WWW-Authenticate")?.contains("invalid_token") == true)
                }
            }
            #expect(try await drive.happenings() == before, "nothing may have changed")
        }
    }
}
