import HTTP
import JSON
import UseCases

extension Route {
    /// This operation as OpenAPI's Operation Object (§4.8.10).
    var document: JSON {
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
        members.append(JSON.Member("responses", .object(responses)))
        if let scope = access.tokenScope { members.append(JSON.Member("x-scope", .string(scope))) }
        return .object(members)
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
            documents.append(["name": "id", "in": "path", "required": true, "schema": ["type": "string"]])
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
        case .verb: shared("IdempotencyKey")
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

    private var responses: [JSON.Member] {
        var headers: [JSON.Member] = []
        func header(_ name: String, _ component: String) {
            headers.append(JSON.Member(name, ["$ref": .string("#/components/headers/\(component)")]))
        }
        if kind == .show || kind == .change || takesIfMatch { header("ETag", "ETag") }
        if kind == .list { header("Link", "Link") }
        if kind == .create { header("Location", "Location") }
        if method == .post { header("Idempotency-Replayed", "IdempotencyReplayed") }
        var success: [JSON.Member] = [JSON.Member("description", .string(status.reason))]
        if !headers.isEmpty { success.append(JSON.Member("headers", .object(headers))) }
        switch kind {
        case .remove: break
        case .file: success.append(JSON.Member("content", ["application/octet-stream": .object([])]))
        default: success.append(JSON.Member("content", ["application/json": ["schema": content]]))
        }
        var members = [JSON.Member(String(status.code), .object(success))]
        for (code, name) in refusals {
            members.append(JSON.Member(String(code), ["$ref": .string("#/components/responses/\(name)")]))
        }
        return members
    }

    /// The refusals that this kind of operation knows, by status.
    private var refusals: [(Int, String)] {
        var refusals = [(400, "BadRequest"), (401, "Unauthorized"), (403, "Forbidden")]
        if kind == .show { refusals.insert((304, "NotModified"), at: 0) }
        if pattern.contains("{id}") { refusals.append((404, "NotFound")) }
        if kind == .remove { return refusals + [(429, "TooManyRequests")] }
        guard method != .get else { return refusals + [(429, "TooManyRequests")] }
        refusals.append((409, "Conflict"))
        if kind == .change || takesIfMatch { refusals.append((412, "PreconditionFailed")) }
        return refusals + [
            (413, "ContentTooLarge"), (415, "UnsupportedMediaType"), (422, "Unprocessable"), (429, "TooManyRequests"),
        ]
    }
}
