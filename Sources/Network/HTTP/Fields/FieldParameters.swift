/// `; name=value` lists as Content-Type and Content-Disposition have them (RFC 9110 §5.6.6).
///
/// Everything here looks at octets: to a `Character`, a semicolon with a combining mark behind it would be no semicolon.
enum FieldParameters {
    /// The pieces between semicolons that are not inside quotes, trimmed.
    static func split(_ text: String) -> [String] {
        let octets = Array(text.utf8)
        var pieces: [String] = []
        var start = 0
        var inQuotes = false
        var escaped = false
        for (index, octet) in octets.enumerated() {
            if escaped {
                escaped = false
            } else if octet == UInt8(ascii: "\\"), inQuotes {
                escaped = true
            } else if octet == UInt8(ascii: "\"") {
                inQuotes.toggle()
            } else if octet == UInt8(ascii: ";"), !inQuotes {
                pieces.append(trimmed(octets[start..<index]))
                start = index + 1
            }
        }
        return pieces + [trimmed(octets[start...])]
    }

    private static func trimmed(_ octets: ArraySlice<UInt8>) -> String {
        String(decoding: ASCII.trimmed(octets), as: UTF8.self)
    }

    /// What stands before and behind the first `sign`; `nil` where there is none.
    static func halves(_ text: String, at sign: Unicode.Scalar) -> (String, String)? {
        guard let place = text.utf8.firstIndex(of: UInt8(ascii: sign)) else { return nil }
        return (String(text[..<place]), String(text[text.utf8.index(after: place)...]))
    }

    static func read(_ pieces: some Sequence<String>) -> [String: String] {
        var parameters: [String: String] = [:]
        for piece in pieces {
            guard let (name, value) = halves(piece, at: "="), parameters[name.lowercased()] == nil else { continue }
            parameters[name.lowercased()] = unquoted(value)
        }
        return parameters
    }

    private static func unquoted(_ text: String) -> String {
        let quote = UInt8(ascii: "\"")
        guard text.utf8.count >= 2, text.utf8.first == quote, text.utf8.last == quote else { return text }
        var result: [UInt8] = []
        var escaped = false
        for octet in text.utf8.dropFirst().dropLast() {
            if octet == UInt8(ascii: "\\"), !escaped {
                escaped = true
            } else {
                result.append(octet)
                escaped = false
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
