import HTTP
import JSON
import Procurement
import Routing
import UseCases

/// A collection whose records are few enough to be read as one list: the routes that such collections have in common.
struct Collection<Question: Query, Item: Sendable>: Sendable {
    /// In the address, for example `gl-accounts`.
    let path: String
    /// One of it, for example `GL account`.
    let noun: String
    /// In names of operations, for example `GLAccount`.
    let symbol: String
    /// More than one of it, in names of operations.
    var plural: String {
        symbol.hasSuffix("s") ? symbol + "es" : symbol.hasSuffix("y") ? symbol.dropLast() + "ies" : symbol + "s"
    }
    /// What answers all of them.
    let question: Question
    let items: @Sendable (Question.Answer) -> [Item]
    let id: @Sendable (Item) -> String
    let schema: Schema
    let json: @Sendable (Item) -> JSON
    /// The document's chapter, where the path has more than one part.
    var tag: String?

    /// GET of the list and of one.
    var readRoutes: [Route] { [listRoute, showRoute] }

    private var listRoute: Route {
        let this = self
        return Route(
            kind: .list, pattern: "/v1/\(path)", name: "list\(plural)", tag: tag ?? path, summary: "List every \(noun).",
            access: Question.access, response: schema
        ) { call in
            let all = this.items(try await call.answer(this.question))
            return .page(try this.cut(all, try call.page()), for: call, this.json)
        }
    }

    private var showRoute: Route {
        let this = self
        return Route(
            kind: .show, pattern: "/v1/\(path)/{id}", name: "show\(symbol)", tag: tag ?? path, summary: "Show one \(noun).",
            access: Question.access, response: schema
        ) { call in Answer(this.json(try this.find(call.parameters["id"], in: try await call.answer(this.question)))) }
    }

    /// POST of a new one.
    func createRoute<C: Command>(
        _ body: Schema, example: JSON, note: String? = nil, _ make: @escaping @Sendable (JSONObject) throws -> C
    ) -> Route where C.Outcome == Item {
        let this = self
        return Route(
            kind: .create, pattern: "/v1/\(path)", name: "create\(symbol)", tag: tag ?? path, summary: "Add a new \(noun).",
            note: note,
            access: C.access, body: body, response: schema, example: example
        ) { call in
            let item = try await call.perform(try make(call.body))
            return .created(this.json(item), at: "/v1/\(this.path)/\(this.id(item))")
        }
    }

    /// PATCH of one: `make` lays the given members over the present record, inside the transaction that saves it.
    func changeRoute<C: Command>(
        _ body: Schema, example: JSON, _ make: @escaping @Sendable (Item, JSONObject) throws -> C
    ) -> Route where C.Outcome == Item {
        let this = self
        return Route(
            kind: .change, pattern: "/v1/\(path)/{id}", name: "change\(symbol)", tag: tag ?? path,
            summary: "Change the given members of one \(noun).",
            note: "Members that are left out stay as they are; null clears one that may be empty; arrays are replaced whole.",
            access: C.access, body: body, response: schema, example: example
        ) { call in
            let change = Amend<Question, C>(this.question) { answer in
                let item = try this.find(call.parameters["id"], in: answer)
                try ETag.demand(ETag.make(version: nil, body: this.json(item).bytes()), call.request.headers)
                return try make(item, call.body)
            }
            return Answer(this.json(try await call.perform(change)))
        }
    }

    /// POST `…/{id}/{verb}`.
    func verbRoute<C: Command, Subject: Identified>(
        _ verb: String, summary: String, _ make: @escaping @Sendable (Identifier<Subject>) -> C
    ) -> Route where C.Outcome == Item {
        let this = self
        return Route(
            kind: .verb, pattern: "/v1/\(path)/{id}/\(verb)", name: Route.name(verb, symbol), tag: tag ?? path, summary: summary,
            access: C.access, response: schema
        ) { call in Answer(this.json(try await call.perform(make(try call.id(this.noun))))) }
    }

    func find(_ id: String?, in answer: Question.Answer) throws -> Item {
        guard let item = items(answer).first(where: { self.id($0) == id }) else { throw Refusal.notFound(noun) }
        return item
    }

    /// A page of a list that is there as a whole; the cursor is the last row's identifier.
    private func cut(_ all: [Item], _ request: PageRequest) throws -> Page<Item> {
        var rest = all[...]
        if let after = request.after {
            guard let index = all.firstIndex(where: { id($0) == after }) else { throw Problem.badCursor }
            rest = all[(index + 1)...]
        }
        return Page(reading: Array(rest.prefix(request.limit + 1)), limit: request.limit, cursor: id)
    }
}
