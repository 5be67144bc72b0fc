import FoundationEssentials
package import JSON

/// A request with the answer that Amazon's static sandbox gives to it.
package struct SandboxPair: Sendable {
    /// The line of the file it came from, counted from 1.
    package let line: Int
    package let method: String
    /// With `{placeholders}`.
    package let template: String
    package let path: JSON
    package let query: JSON
    package let body: JSON
    /// Answers whatever no other pair of the operation answers.
    package let isCatchAll: Bool
    package let status: Int
    package let response: JSON

    /// `nil` for a line that is no pair but an answer alone.
    init?(_ value: JSON, line: Int) {
        guard let method = value["method"]?.stringValue, let template = value["path"]?.stringValue,
            let request = value["request"], request != .null, case .number(let status) = value["status"],
            let response = value["response"]
        else { return nil }
        self.line = line
        self.method = method
        self.template = template
        path = request["path"] ?? .null
        query = request["query"] ?? .null
        body = request["body"] ?? .null
        isCatchAll = value["catchAll"] == true
        self.status = Int(status.description) ?? 500
        self.response = response
    }

    /// A concrete path of this pair: placeholders as the pair has them, and `1` where it does not say.
    package var concretePath: String {
        template.split(separator: "/").map { segment in
            guard segment.hasPrefix("{") else { return "/" + segment }
            return "/" + (path[String(segment.dropFirst().dropLast())].flatMap(Self.text) ?? "1")
        }.joined()
    }

    /// How many values the pair names when all of them occur in the request; `nil` when one does not.
    func fit(_ segments: [String: String], _ query: [String: String], _ body: JSON?) -> Int? {
        guard let inPath = Self.fit(path, segments), let inQuery = Self.fit(self.query, query) else { return nil }
        if self.body == .null { return inPath + inQuery }
        guard let body, let inBody = Self.fit(self.body, in: body) else { return nil }
        return inPath + inQuery + inBody
    }

    private static func fit(_ wanted: JSON, _ given: [String: String]) -> Int? {
        guard case .object(let members) = wanted else { return 0 }
        for member in members {
            guard let value = given[member.name], text(member.value) == value else { return nil }
        }
        return members.count
    }

    /// Every value of `wanted` must stand at the same place of `given`, which may have more.
    private static func fit(_ wanted: JSON, in given: JSON) -> Int? {
        switch wanted {
        case .object(let members):
            var count = 1
            for member in members {
                guard let value = given[member.name], let inside = fit(member.value, in: value) else { return nil }
                count += inside
            }
            return count
        case .array(let items):
            var count = 1
            for (index, item) in items.enumerated() {
                guard let value = given[index], let inside = fit(item, in: value) else { return nil }
                count += inside
            }
            return count
        case .null, .bool, .number, .string: return text(wanted) == text(given) ? 1 : nil
        }
    }

    /// Pairs mix `2` and `"2"`.
    static func text(_ value: JSON) -> String? {
        switch value {
        case .string(let text): text
        case .number(let number): number.description
        case .bool(let flag): flag ? "true" : "false"
        case .null, .array, .object: nil
        }
    }
}
