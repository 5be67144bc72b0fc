import HTTP
import JSON
import UseCases

extension Route {
    /// This operation as OpenAPI's Operation Object (§4.8.10).
    ///
    /// - Parameter shown: an example of the collection's records, which examples of its answers take their values from.
    func document(showing shown: JSON?) -> JSON {
        var members: [JSON.Member] = [
            JSON.Member("operationId", .string(name)), JSON.Member("tags", [.string(tag)]),
            JSON.Member("summary", .string(summary)), JSON.Member("description", .string(description)),
        ]
        if !parameterDocuments.isEmpty { members.append(JSON.Member("parameters", .array(parameterDocuments))) }
        if let body {
            var content: [JSON.Member] = [JSON.Member("schema", body.document)]
            if let example { content.append(JSON.Member("example", example)) }
            members.append(
                JSON.Member(
                    "requestBody",
                    ["required": JSON(!body.allowsEmpty), "content": ["application/json": .object(content)]]))
        }
        if kind == .upload {
            // OpenAPI 3.1 §4.8.14.2: octets have no schema.
            let content = uploadTypes.map { JSON.Member($0, $0 == "text/csv" ? ["schema": ["type": "string"]] : .object([])) }
            members.append(JSON.Member("requestBody", ["required": true, "content": .object(content)]))
        }
        members.append(JSON.Member("responses", .object(responses(showing: shown))))
        members.append(JSON.Member("security", security))
        return .object(members)
    }

    /// Either kind of credential will do, with the operation's scope (OpenAPI 3.1 §4.8.30 lets both kinds name it).
    private var security: JSON {
        if isOpen { return [] }
        let scopes: JSON = access.tokenScope.map { [.string($0)] } ?? []
        return .array(OpenAPIDocument.schemes.map { [$0: scopes] })
    }

    /// The note and who may do it.
    private var description: String {
        var sentences = [note].compactMap(\.self)
        if !access.roleWords.isEmpty { sentences.append("Needs the role \(access.roleWords.joined(separator: " or ")).") }
        if let scope = access.tokenScope { sentences.append("Token scope: `\(scope)`.") }
        return sentences.joined(separator: " ")
    }

    private var parameterDocuments: [JSON] {
        var documents: [JSON] = []
        if pattern.contains("{id}") {
            documents.append(["$ref": "#/components/parameters/Id"])
        }
        if pattern.contains("{number}") {
            documents.append([
                "name": "number", "in": "path", "required": true, "description": "Counted from 1.",
                "schema": ["type": "integer", "minimum": 1],
            ])
        }
        documents += parameters.map {
            ["name": .string($0.name), "in": "query", "description": .string($0.note), "schema": $0.schema.document]
        }
        func shared(_ names: String...) {
            documents += names.map { ["$ref": .string("#/components/parameters/\($0)")] }
        }
        switch kind {
        case .list: shared("Limit", "After")
        case .show, .file: shared("IfNoneMatch")
        case .remove: break
        case .create: shared("IdempotencyKey")
        case .verb, .upload: shared("IdempotencyKey")
        case .change: shared("IfMatch")
        }
        if takesIfMatch { shared("IfMatch") }
        return documents
    }

    /// What a list answers around its items.
    private var content: JSON {
        guard kind == .list else { return response.document }
        return [
            "type": "object", "required": ["data", "has_more", "next_cursor"],
            "properties": [
                "data": ["type": "array", "items": response.document], "has_more": ["type": "boolean"],
                "next_cursor": ["type": ["string", "null"]],
            ],
        ]
    }

    private func responses(showing shown: JSON?) -> [JSON.Member] {
        var headers: [JSON.Member] = []
        func header(_ name: String, _ component: String) {
            headers.append(JSON.Member(name, ["$ref": .string("#/components/headers/\(component)")]))
        }
        if kind == .show || kind == .file || kind == .change || takesIfMatch { header("ETag", "ETag") }
        if kind == .list { header("Link", "Link") }
        if kind == .create { header("Location", "Location") }
        if method == .post { header("Idempotency-Replayed", "IdempotencyReplayed") }
        var success: [JSON.Member] = [JSON.Member("description", .string(outcome))]
        if !headers.isEmpty { success.append(JSON.Member("headers", .object(headers))) }
        switch kind {
        case .remove: break
        case .file: success.append(JSON.Member("content", .object(fileTypes.map { JSON.Member($0, .object([])) })))
        default:
            success.append(
                JSON.Member("content", ["application/json": ["schema": content, "example": sample(showing: shown)]]))
        }
        var members = [JSON.Member(String(status.code), .object(success))]
        for (code, name) in refusals {
            members.append(JSON.Member(String(code), ["$ref": .string("#/components/responses/\(name)")]))
        }
        members.append(JSON.Member("default", ["$ref": "#/components/responses/Failure"]))
        return members
    }

    /// What success means, in a few words.
    private var outcome: String {
        switch kind {
        case .list: "A page of the list."
        case .show: "As it is now."
        case .create: "It was made; Location has its address."
        case .change: "As it is after the change."
        case .verb: "It was done; as things are afterwards."
        case .remove: "It is gone."
        case .file: "Its octets, to be saved."
        case .upload: "It was taken; how much it changed."
        }
    }

    /// An answer that fits the schema of success.
    func sample(showing shown: JSON?) -> JSON {
        let one = responseExample ?? response.sample(in: tag, over: kind == .verb ? nil : example ?? shown)
        return kind == .list ? ["data": [one], "has_more": false, "next_cursor": nil] : one
    }

    /// The refusals that this kind of operation knows, by status.
    private var refusals: [(Int, String)] {
        var refusals = [(400, "BadRequest")] + (isOpen ? [(404, "NotFound")] : [(401, "Unauthorized"), (403, "Forbidden")])
        if kind == .show || kind == .file { refusals.insert((304, "NotModified"), at: 0) }
        // Reports name records in their parameters.
        if pattern.contains("{id}") || tag == "reports" { refusals.append((404, "NotFound")) }
        guard method != .get else { return refusals + [(429, "TooManyRequests")] }
        refusals.append((409, "Conflict"))
        if kind == .change || takesIfMatch { refusals.append((412, "PreconditionFailed")) }
        return refusals + [
            (413, "ContentTooLarge"), (415, "UnsupportedMediaType"), (422, "Unprocessable"), (429, "TooManyRequests"),
        ]
    }
}
