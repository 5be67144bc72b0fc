import HTTP
import JSON
import Testing

struct OpenAPITests {
    @Test func `the document needs no token and every reference in it leads somewhere`() async throws {
        let desk = try await Desk()
        let reply = try await desk.send(.get, "/openapi.json", as: "")
        #expect(reply.status == 200 && reply.json["openapi"] == "3.1.0")
        var references: Set<String> = []
        Self.collect(reply.json, into: &references)
        #expect(references.count > 30)
        for reference in references {
            let parts = reference.split(separator: "/").dropFirst().map(String.init)
            #expect(parts.reduce(reply.json as JSON?) { $0?[$1] } != nil, "\(reference)")
        }
    }

    @Test func `every operation of the document runs, has a name of its own, and asks for a token`() async throws {
        let desk = try await Desk()
        guard case .object(let paths)? = try await desk.send(.get, "/openapi.json").json["paths"] else {
            Issue.record("no paths")
            return
        }
        var names: Set<String> = []
        for path in paths {
            guard case .object(let operations) = path.value else { continue }
            for operation in operations {
                let name = try #require(operation.value["operationId"]?.stringValue)
                #expect(names.insert(name).inserted, "\(name)")
                let target = path.name.replacing("{id}", with: "x_1")
                let reply = try await desk.send(Method(token: operation.name.uppercased()), target, as: "nobody")
                #expect(reply.status == 401, "\(operation.name) \(target)")
            }
        }
        #expect(names.count >= 60)
    }

    @Test func `the examples of the document fit its schemas`() async throws {
        let desk = try await Desk()
        guard case .object(let paths)? = try await desk.send(.get, "/openapi.json").json["paths"] else { return }
        for path in paths where !path.name.contains("{id}") {
            guard let content = path.value["post"]?["requestBody"]?["content"]?["application/json"],
                let example = content["example"]
            else { continue }
            let reply = try await desk.send(.post, path.name, example)
            // Identifiers of examples name nothing; members and kinds have to fit.
            let codes = (reply.json["errors"]?.arrayValue ?? []).compactMap { $0["code"]?.stringValue }
            #expect(
                codes.allSatisfy { !["unknown", "required", "wrong-type"].contains($0) }, "\(path.name): \(reply.json.text())")
        }
    }

    private static func collect(_ json: JSON, into references: inout Set<String>) {
        switch json {
        case .object(let members):
            for member in members {
                if member.name == "$ref", let text = member.value.stringValue { references.insert(text) }
                collect(member.value, into: &references)
            }
        case .array(let items): for item in items { collect(item, into: &references) }
        default: break
        }
    }
}
