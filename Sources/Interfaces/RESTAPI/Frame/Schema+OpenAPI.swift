import JSON

extension Schema {
    /// This schema in the words of JSON Schema 2020-12 (OpenAPI 3.1 §4.8.24); named ones as references.
    var document: JSON {
        switch self {
        case .string(let format, let limit):
            let look = format.map { format in
                Self.looks[format].map { JSON.Member("pattern", .string($0)) } ?? JSON.Member("format", .string(format))
            }
            let most = limit.map { JSON.Member("maxLength", JSON($0)) }
            return .object([JSON.Member("type", "string")] + [look, most].compactMap(\.self))
        case .identifier(let prefix): return ["type": "string", "pattern": .string("^\(prefix)_[0-9A-Z]{1,40}$")]
        case .word(let words): return ["type": "string", "enum": .array(words.map { .string($0) })]
        case .integer(let minimum):
            return .object(
                [JSON.Member("type", "integer")] + [minimum.map { JSON.Member("minimum", JSON($0)) }].compactMap(\.self))
        case .number: return ["type": "number"]
        case .boolean: return ["type": "boolean"]
        case .array(let item): return ["type": "array", "items": item.document]
        case .map(let item): return ["type": "object", "additionalProperties": item.document]
        case .named(let name, _): return ["$ref": .string("#/components/schemas/\(name)")]
        case .nullable(let inner): return inner.nullableDocument
        case .object(let properties): return Self.document(of: properties)
        }
    }

    /// A type list for plain kinds, `anyOf` for references.
    private var nullableDocument: JSON {
        if case .object(let members) = document, case .string(let type)? = document["type"] {
            return .object(
                members.map { member in
                    switch member.name {
                    case "type": JSON.Member("type", [.string(type), "null"])
                    case "enum": JSON.Member("enum", .array((member.value.arrayValue ?? []) + [.null]))
                    default: member
                    }
                })
        }
        return ["anyOf": [document, ["type": "null"]]]
    }

    private static func document(of properties: [Property]) -> JSON {
        var members: [JSON.Member] = [JSON.Member("type", "object")]
        let required = properties.filter(\.isRequired).map { JSON.string($0.name) }
        if !required.isEmpty { members.append(JSON.Member("required", .array(required))) }
        members.append(
            JSON.Member(
                "properties",
                .object(
                    properties.map { property in
                        var document = property.schema.document
                        if let note = property.note, case .object(let members) = document {
                            document = .object(members + [JSON.Member("description", .string(note))])
                        }
                        return JSON.Member(property.name, document)
                    })))
        members.append(JSON.Member("additionalProperties", false))
        return .object(members)
    }

    /// Every named schema in here, inner ones included.
    func collect(into components: inout [String: Schema]) {
        switch self {
        case .named(let name, let inner):
            guard components[name] == nil else { return }
            components[name] = inner
            inner.collect(into: &components)
        case .nullable(let inner), .array(let inner), .map(let inner): inner.collect(into: &components)
        case .object(let properties): for property in properties { property.schema.collect(into: &components) }
        case .string, .identifier, .word, .integer, .number, .boolean: break
        }
    }
}
