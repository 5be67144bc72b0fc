import FoundationEssentials
import JSON

/// What of one JSON value is not in another.
enum Difference {
    /// The places of scalars in `wanted` that `given` lacks or has otherwise; numbers and the texts that spell them are the same.
    static func of(_ wanted: JSON, _ given: JSON?, _ place: String) -> [String] {
        switch wanted {
        case .object(let members): members.flatMap { of($0.value, given?[$0.name], place + "/" + $0.name) }
        case .array(let items): items.enumerated().flatMap { of($1, given?[$0], "\(place)/\($0)") }
        case .null: []
        case .string, .number, .bool: scalar(wanted) == given.flatMap(scalar) ? [] : [place]
        }
    }

    private static func scalar(_ value: JSON) -> String? {
        switch value {
        // Amazon's texts carry blanks and line ends at their ends.
        case .string(let text): trimmed(text)
        case .number(let number): number.description
        case .bool(let flag): flag ? "true" : "false"
        case .null, .array, .object: nil
        }
    }

    private static func trimmed(_ text: String) -> String {
        let octets = Array(text.utf8)
        guard let start = octets.firstIndex(where: { $0 > 0x20 }), let end = octets.lastIndex(where: { $0 > 0x20 }) else {
            return ""
        }
        return String(decoding: octets[start...end], as: UTF8.self)
    }
}
