import FoundationEssentials
import JSON
import UseCases

extension Schema {
    /// Everything about `value` that does not fit, each with its place: members that are missing, of another kind, or
    /// unknown. What a value means is checked by the use case.
    func problems(in value: JSON, at pointer: String = "") -> [FieldProblem] {
        switch (self, value) {
        case (.nullable, .null): return []
        case (.nullable(let inner), _), (.named(_, let inner), _): return inner.problems(in: value, at: pointer)
        case (.string(_, let limit), .string(let text)):
            if let limit, text.count > limit {
                return [FieldProblem(pointer, "too-long", "This text is longer than \(limit) characters.")]
            }
            return []
        case (.identifier, .string): return []
        case (.word(let words), .string(let text)):
            if words.contains(text) { return [] }
            return [FieldProblem(pointer, "invalid", "This is none of: \(words.joined(separator: ", ")).")]
        case (.integer(let minimum), .number(let number)):
            guard let integer = Int(number.description) else {
                return [FieldProblem(pointer, "wrong-type", "This is not a whole number.")]
            }
            if let minimum, integer < minimum {
                return [FieldProblem(pointer, "invalid", "This is less than \(minimum).")]
            }
            return []
        case (.number, .number), (.boolean, .bool): return []
        case (.array(let item), .array(let values)):
            return values.enumerated().flatMap { item.problems(in: $1, at: "\(pointer)/\($0)") }
        case (.map(let item), .object(let members)):
            return members.flatMap { item.problems(in: $0.value, at: Self.append($0.name, to: pointer)) }
        case (.object(let properties), .object(let members)):
            return Self.problems(properties, members, at: pointer)
        default:
            return [FieldProblem(pointer, "wrong-type", "This is \(value.kind), not \(kind).")]
        }
    }

    private static func problems(_ properties: [Property], _ members: [JSON.Member], at pointer: String) -> [FieldProblem] {
        var problems: [FieldProblem] = []
        for member in members {
            let place = append(member.name, to: pointer)
            guard let property = properties.first(where: { $0.name == member.name }) else {
                let known = properties.map(\.name).joined(separator: ", ")
                problems.append(FieldProblem(place, "unknown", "This member is not known here. Known are: \(known)."))
                continue
            }
            problems += property.schema.problems(in: member.value, at: place)
        }
        for property in properties where property.isRequired && !members.contains(where: { $0.name == property.name }) {
            problems.append(FieldProblem(append(property.name, to: pointer), "required", "This member is missing."))
        }
        return problems
    }

    /// RFC 6901 §3.
    static func append(_ name: String, to pointer: String) -> String {
        if name.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) {
            return "\(pointer)/\(name.replacing("~", with: "~0").replacing("/", with: "~1"))"
        }
        return pointer + "/" + name
    }

    /// For messages.
    private var kind: String {
        switch self {
        case .string, .identifier, .word: "a string"
        case .integer: "a whole number"
        case .number: "a number"
        case .boolean: "a boolean"
        case .array: "an array"
        case .object, .map: "an object"
        case .nullable(let inner), .named(_, let inner): inner.kind
        }
    }
}
