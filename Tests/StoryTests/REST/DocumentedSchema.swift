import FoundationEssentials
import JSON

/// The part of JSON Schema 2020-12 that `/openapi.json` uses, read from the document itself.
struct DocumentedSchema {
    let document: JSON

    /// Where and why `value` does not fit.
    func problems(_ value: JSON, _ schema: JSON, at place: String = "") -> [String] {
        if let reference = schema["$ref"]?.text {
            let parts = reference.split(separator: "/").dropFirst().map(String.init)
            guard let target = parts.reduce(document as JSON?, { $0?[$1] }) else { return ["\(place): \(reference) is nowhere"] }
            return problems(value, target, at: place)
        }
        if let choices = schema["anyOf"]?.elements {
            return choices.contains { problems(value, $0, at: place).isEmpty } ? [] : ["\(place): fits no choice: \(value)"]
        }
        var types = (schema["type"]?.elements ?? []).compactMap(\.text)
        if let type = schema["type"]?.text { types.append(type) }
        guard types.isEmpty || types.contains(where: { Self.isOf($0, value) }) else {
            return ["\(place): \(value) is not \(types.joined(separator: " or "))"]
        }
        if let words = schema["enum"]?.elements, !words.contains(value) { return ["\(place): \(value) is no such word"] }
        switch value {
        case .array(let items):
            guard let item = schema["items"] else { return [] }
            return items.enumerated().flatMap { problems($1, item, at: "\(place)/\($0)") }
        case .object(let members): return problems(members, schema, at: place)
        default: return []
        }
    }

    private func problems(_ members: [JSON.Member], _ schema: JSON, at place: String) -> [String] {
        var problems: [String] = []
        for name in schema["required"]?.elements ?? [] where !members.contains(where: { $0.name == name.text }) {
            problems.append("\(place): \(name) is missing")
        }
        for member in members {
            let inner = "\(place)/\(member.name)"
            if let known = schema["properties"]?[member.name] {
                problems += self.problems(member.value, known, at: inner)
            } else if let other = schema["additionalProperties"] {
                if other == .bool(false) {
                    problems.append("\(inner): is not described")
                } else {
                    problems += self.problems(member.value, other, at: inner)
                }
            }
        }
        return problems
    }

    private static func isOf(_ type: String, _ value: JSON) -> Bool {
        switch (type, value) {
        case ("object", .object), ("array", .array), ("string", .string), ("boolean", .bool), ("null", .null),
            ("number", .number):
            true
        case ("integer", .number(let number)): Int(number.description) != nil
        default: false
        }
    }
}
