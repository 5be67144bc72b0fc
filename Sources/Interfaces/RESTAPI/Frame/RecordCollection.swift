import HTTP
import JSON
import Procurement
import Routing
import UseCases

/// A collection that is read page by page from storage: the routes that such collections have in common.
struct RecordCollection<List: Query, Show: Query, Item: Identified>: Sendable
where List.Answer == Page<Item>, Show.Answer == Item {
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
    /// Whether its records can go out of use, so that the list takes `is_active`.
    var hasActivity = false
    let list: @Sendable (PageRequest, Bool?) -> List
    let show: @Sendable (Identifier<Item>) -> Show
    let id: @Sendable (Item) -> String
    let schema: Schema
    let json: @Sendable (Item) -> JSON

    /// GET of the list and of one.
    var readRoutes: [Route] { [listRoute, showRoute] }

    private var listRoute: Route {
        let this = self
        let activity = Route.Parameter(
            name: "is_active", schema: .word(["true", "false"]), note: "Only those in use, or only those that are not.")
        return Route(
            kind: .list, pattern: "/v1/\(path)", name: "list\(plural)", tag: path, summary: "List every \(noun).",
            access: List.access, parameters: hasActivity ? [activity] : [], response: schema
        ) { call in
            let isActive = this.hasActivity ? try call.flag("is_active") : nil
            return .page(try await call.answer(this.list(try call.page(of: Item.self), isActive)), for: call, this.json)
        }
    }

    private var showRoute: Route {
        let this = self
        return Route(
            kind: .show, pattern: "/v1/\(path)/{id}", name: "show\(symbol)", tag: path, summary: "Show one \(noun).",
            access: Show.access, response: schema
        ) { call in Answer(this.json(try await call.answer(this.show(try call.id(this.noun))))) }
    }

    /// POST of a new one.
    func createRoute<C: Command>(
        _ body: Schema, example: JSON, note: String? = nil, _ make: @escaping @Sendable (JSONObject) throws -> C
    ) -> Route where C.Outcome == Item {
        let this = self
        return Route(
            kind: .create, pattern: "/v1/\(path)", name: "create\(symbol)", tag: path, summary: "Add a new \(noun).", note: note,
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
            kind: .change, pattern: "/v1/\(path)/{id}", name: "change\(symbol)", tag: path,
            summary: "Change the given members of one \(noun).",
            note: "Members that are left out stay as they are; null clears one that may be empty; arrays are replaced whole.",
            access: C.access, body: body, response: schema, example: example
        ) { call in
            let change = Amend<Show, C>(this.show(try call.id(this.noun))) { item in
                try ETag.demand(ETag.make(version: nil, body: this.json(item).bytes()), call.request.headers)
                return try make(item, call.body)
            }
            return Answer(this.json(try await call.perform(change)))
        }
    }

    /// POST `…/{id}/{verb}`.
    func verbRoute<C: Command>(
        _ verb: String, summary: String, _ make: @escaping @Sendable (Identifier<Item>) -> C
    ) -> Route where C.Outcome == Item {
        let this = self
        return Route(
            kind: .verb, pattern: "/v1/\(path)/{id}/\(verb)", name: Route.name(verb, symbol), tag: path, summary: summary,
            access: C.access, response: schema
        ) { call in Answer(this.json(try await call.perform(make(try call.id(this.noun))))) }
    }
}

extension RecordCollection where Item: ReadableRecord, List == ListRecords<Item>, Show == ShowRecord<Item> {
    /// A collection of records of one table.
    init(
        path: String, symbol: String, hasActivity: Bool = true, schema: Schema, json: @escaping @Sendable (Item) -> JSON
    ) {
        self.init(
            path: path, noun: Item.noun, symbol: symbol, hasActivity: hasActivity, list: { ListRecords($0, isActive: $1) },
            show: { ShowRecord($0) }, id: { $0.identifierText }, schema: schema, json: json)
    }
}

extension JSONObject {
    /// What a change says about a yes or no.
    func flag(_ name: String, over present: Bool) throws(JSONFieldError) -> Bool { try optionalBool(name) ?? present }
}
