/// `; name=value` lists as Content-Type and Content-Disposition have them (RFC 9110 §5.6.6).
enum FieldParameters {
    /// The pieces between semicolons that are not inside quotes, trimmed.
    static func split(_ text: String) -> [String] {
        var pieces: [String] = []
        var piece = ""
        var inQuotes = false
        var escaped = false
        for character in text {
            if escaped {
                escaped = false
            } else if character == "\\", inQuotes {
                escaped = true
            } else if character == "\"" {
                inQuotes.toggle()
            } else if character == ";", !inQuotes {
                pieces.append(piece)
                piece = ""
                continue
            }
            piece.append(character)
        }
        pieces.append(piece)
        return pieces.map { String(decoding: ASCII.trimmed(Array($0.utf8)[...]), as: UTF8.self) }
    }

    static func read(_ pieces: some Sequence<String>) -> [String: String] {
        var parameters: [String: String] = [:]
        for piece in pieces {
            let parts = piece.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, let name = parts.first, parameters[name.lowercased()] == nil else { continue }
            parameters[name.lowercased()] = unquoted(String(parts[1]))
        }
        return parameters
    }

    private static func unquoted(_ text: String) -> String {
        guard text.count >= 2, text.first == "\"", text.last == "\"" else { return text }
        var result = ""
        var escaped = false
        for character in text.dropFirst().dropLast() {
            if character == "\\", !escaped {
                escaped = true
            } else {
                result.append(character)
                escaped = false
            }
        }
        return result
    }
}
