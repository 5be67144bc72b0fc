package import FoundationEssentials

/// An object that is read member by member, that knows its place in the document and which members nobody asked for.
///
/// ```swift
/// let order = try JSONObject(JSON.read(body))
/// let number = try order.string("number")
/// let lines = try order.objects("lines").map { try Line(number: $0.integer("line_number"), quantity: $0.decimal("quantity")) }
/// try order.refuseUnknown(["number", "lines"])
/// ```
/// A member that is `null` counts as absent. Every function throws ``JSONFieldError``.
package struct JSONObject: Sendable {
    private let members: [JSON.Member]
    /// The place of this object in the document.
    package let pointer: String

    /// - Throws: when `value` is no object.
    package init(_ value: JSON, at pointer: String = "") throws(JSONFieldError) {
        guard case .object(let members) = value else {
            throw JSONFieldError(pointer: pointer, problem: "is \(value.kind), not an object")
        }
        self.members = members
        self.pointer = pointer
    }

    /// The names of all members, in their order.
    package var names: [String] { members.map(\.name) }

    /// Whether a member of that name is there, `null` included: tells "set to nothing" from "not said".
    package func has(_ name: String) -> Bool { members.contains { $0.name == name } }

    /// The member as it is; `nil` when absent or `null`.
    package func value(_ name: String) -> JSON? {
        guard let value = members.first(where: { $0.name == name })?.value, value != .null else { return nil }
        return value
    }

    /// Refuses members that are none of `known`: a misspelt name is an error, not a value that is quietly lost.
    package func refuseUnknown(_ known: Set<String>) throws(JSONFieldError) {
        for member in members where !known.contains(member.name) {
            throw error(member.name, "is not known here")
        }
    }

    /// An error about a member, for checks of the caller's own.
    package func error(_ name: String, _ problem: String) -> JSONFieldError {
        JSONFieldError(pointer: Self.append(name, to: pointer), problem: problem)
    }

    /// The pointer of a member, `~` and `/` escaped (RFC 6901 §3).
    static func append(_ name: String, to pointer: String) -> String {
        var escaped = ""
        for character in name {
            switch character {
            case "~": escaped += "~0"
            case "/": escaped += "~1"
            default: escaped.append(character)
            }
        }
        return "\(pointer)/\(escaped)"
    }

    private func required<T>(_ name: String, _ found: T?) throws(JSONFieldError) -> T {
        guard let found else { throw error(name, "is missing") }
        return found
    }

    private func mismatch(_ name: String, _ value: JSON, _ expected: String) -> JSONFieldError {
        error(name, "is \(value.kind), not \(expected)")
    }
}

extension JSONObject {
    package func optionalString(_ name: String) throws(JSONFieldError) -> String? {
        guard let value = value(name) else { return nil }
        guard case .string(let text) = value else { throw mismatch(name, value, "a string") }
        return text
    }

    package func string(_ name: String) throws(JSONFieldError) -> String { try required(name, optionalString(name)) }

    package func optionalBool(_ name: String) throws(JSONFieldError) -> Bool? {
        guard let value = value(name) else { return nil }
        guard case .bool(let flag) = value else { throw mismatch(name, value, "a boolean") }
        return flag
    }

    package func bool(_ name: String) throws(JSONFieldError) -> Bool { try required(name, optionalBool(name)) }

    /// A number, or a string that spells one: clients without exact numbers send prices as strings.
    package func optionalDecimal(_ name: String) throws(JSONFieldError) -> Decimal? {
        guard let value = value(name) else { return nil }
        switch value {
        case .number(let number): return number
        case .string(let text):
            guard let read = try? JSON.read(text), case .number(let number) = read else { throw error(name, "is not a number") }
            return number
        default: throw mismatch(name, value, "a number")
        }
    }

    package func decimal(_ name: String) throws(JSONFieldError) -> Decimal { try required(name, optionalDecimal(name)) }

    /// A number without a fraction that fits an `Int`.
    package func optionalInteger(_ name: String) throws(JSONFieldError) -> Int? {
        guard let value = value(name) else { return nil }
        guard case .number(let number) = value else { throw mismatch(name, value, "a whole number") }
        guard let integer = Int(number.description) else { throw error(name, "is not a whole number") }
        return integer
    }

    package func integer(_ name: String) throws(JSONFieldError) -> Int { try required(name, optionalInteger(name)) }

    package func optionalArray(_ name: String) throws(JSONFieldError) -> [JSON]? {
        guard let value = value(name) else { return nil }
        guard case .array(let items) = value else { throw mismatch(name, value, "an array") }
        return items
    }

    package func array(_ name: String) throws(JSONFieldError) -> [JSON] { try required(name, optionalArray(name)) }

    /// An array of strings only.
    package func optionalStrings(_ name: String) throws(JSONFieldError) -> [String]? {
        guard let items = try optionalArray(name) else { return nil }
        var texts: [String] = []
        for (index, item) in items.enumerated() {
            guard case .string(let text) = item else {
                throw JSONFieldError(
                    pointer: "\(Self.append(name, to: pointer))/\(index)", problem: "is \(item.kind), not a string")
            }
            texts.append(text)
        }
        return texts
    }

    package func strings(_ name: String) throws(JSONFieldError) -> [String] { try required(name, optionalStrings(name)) }

    package func optionalObject(_ name: String) throws(JSONFieldError) -> JSONObject? {
        guard let value = value(name) else { return nil }
        return try JSONObject(value, at: Self.append(name, to: pointer))
    }

    package func object(_ name: String) throws(JSONFieldError) -> JSONObject { try required(name, optionalObject(name)) }

    /// An array of objects only, each with its place.
    package func optionalObjects(_ name: String) throws(JSONFieldError) -> [JSONObject]? {
        guard let items = try optionalArray(name) else { return nil }
        var objects: [JSONObject] = []
        for (index, item) in items.enumerated() {
            objects.append(try JSONObject(item, at: "\(Self.append(name, to: pointer))/\(index)"))
        }
        return objects
    }

    package func objects(_ name: String) throws(JSONFieldError) -> [JSONObject] { try required(name, optionalObjects(name)) }
}
