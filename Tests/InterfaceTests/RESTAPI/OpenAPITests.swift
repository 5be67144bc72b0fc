import HTTP
import JSON
@testable import RESTAPI
import Testing
import UseCases

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
        for path in paths where path.name.hasPrefix("/v1/") {
            guard case .object(let operations) = path.value else { continue }
            for operation in operations {
                let name = try #require(operation.value["operationId"]?.stringValue)
                #expect(names.insert(name).inserted, "\(name)")
                // What takes an invitation in place of a token.
                if operation.value["security"]?.arrayValue?.isEmpty == true { continue }
                let target = path.name.replacing("{id}", with: "x_1").replacing("{number}", with: "1")
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

    @Test func `every operation is described in full`() async throws {
        let desk = try await Desk()
        for route in desk.routes {
            let document = route.document(showing: nil)
            #expect(route.name.wholeMatch(of: /[a-z][A-Za-z]+/) != nil, "\(route.name) is no name for a method")
            #expect(route.summary.hasSuffix(".") && route.summary.count > 12, "\(route.name): say in a sentence what it does")
            #expect(
                route.tag == route.pattern.split(separator: "/").dropFirst().first.map(String.init) || route.tag == "gl-accounts")
            #expect((route.body == nil) == (route.example == nil), "\(route.name): a body needs an example, and no other has one")
            for parameter in route.parameters {
                #expect(parameter.note.hasSuffix("."), "\(route.name): \(parameter.name)")
                // payloadIDs are partners' words, and anything can be the subject of an event.
                guard parameter.name.hasSuffix("_id"), !["payload_id", "subject_id"].contains(parameter.name) else { continue }
                guard case .identifier = parameter.schema else {
                    Issue.record("\(route.name): \(parameter.name) is an .identifier, whose form the document tells")
                    continue
                }
            }
            for member in route.body?.properties ?? [] { #expect(!member.name.contains("-"), "\(route.name): \(member.name)") }
            if route.isOpen { continue }
            let scope = try #require(route.access.tokenScope, "\(route.name) asks for no scope")
            #expect(Scope.all.contains { $0.word == scope }, "\(scope) is not in Scope.areas")
            #expect(document["security"]?.arrayValue?.count == 2 && document["tags"]?.arrayValue?.count == 1)
            for status in ["400", "401", "403", "429", "default"] {
                #expect(document["responses"]?[status] != nil, "\(route.name)")
            }
        }
    }

    @Test func `examples of requests and answers fit their schemas`() async throws {
        let desk = try await Desk()
        for route in desk.routes {
            if let body = route.body, let example = route.example {
                let problems = body.problems(in: example).map { "\($0.pointer): \($0.message)" }
                #expect(problems.isEmpty, "\(route.name): \(problems)")
            }
            let shown = desk.routes.first { $0.kind == .create && $0.tag == route.tag }?.example
            let sample = route.sample(showing: shown)
            let values = route.kind == .list ? sample["data"]?.arrayValue ?? [] : [sample]
            #expect(values.count == 1)
            for value in values {
                let problems = route.response.problems(in: value).map { "\($0.pointer): \($0.message)" }
                #expect(problems.isEmpty, "\(route.name): \(problems)")
            }
        }
    }

    @Test func `an answer's example looks like the request's`() async throws {
        let desk = try await Desk()
        let document = try await desk.send(.get, "/openapi.json", as: "").json
        let made = document["paths"]?["/v1/users"]?["post"]?["responses"]?["201"]?["content"]?["application/json"]?["example"]
        #expect(made?["id"] == "usr_01" && made?["email"] == "b@example.com" && made?["roles"] == ["buyer"])
        let list = document["paths"]?["/v1/users"]?["get"]?["responses"]?["200"]?["content"]?["application/json"]?["example"]
        #expect(list?["data"]?[0]?["name"] == "B" && list?["has_more"] == false)
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
