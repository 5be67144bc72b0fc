package import JSON

/// One error of Amazon's. The code is an open set of words.
package struct ServiceError: Hashable, Sendable, CustomStringConvertible {
    package let code: String
    package let message: String
    package let details: String?

    package init(code: String, message: String, details: String? = nil) {
        self.code = code
        self.message = message
        self.details = details
    }

    package var description: String {
        let more = details.flatMap { $0.isEmpty ? nil : " (\($0))" } ?? ""
        return message.isEmpty ? "\(code)\(more)" : "\(code): \(message)\(more)"
    }

    /// The errors of an answer in any of the shapes that occur: `{"errors":[…]}`, a bare list, a bare `{"code","message"}`, and
    /// the token service's `{"error","error_description"}`. Empty for anything else, as a gateway's page.
    package static func read(_ answer: JSON) -> [ServiceError] {
        switch answer {
        case .array(let items): return items.compactMap(single)
        case .object:
            if let listed = answer["errors"]?.arrayValue { return listed.compactMap(single) }
            return single(answer).map { [$0] } ?? []
        case .null, .bool, .number, .string: return []
        }
    }

    /// ``read(_:)-(JSON)`` of bytes that may be no JSON.
    package static func read(_ body: [UInt8]) -> [ServiceError] { (try? JSON.read(body)).map(read) ?? [] }

    private static func single(_ value: JSON) -> ServiceError? {
        guard let code = value["code"]?.stringValue ?? value["error"]?.stringValue else { return nil }
        let message = value["message"]?.stringValue ?? value["error_description"]?.stringValue ?? ""
        return ServiceError(code: code, message: message, details: value["details"]?.stringValue)
    }
}
