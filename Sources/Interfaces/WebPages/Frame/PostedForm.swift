import Cryptography
import HTML
import HTTP

/// A form as it was sent: names and values in their order, and files.
struct PostedForm: Sendable {
    /// A file of a `multipart/form-data` form.
    struct File: Sendable {
        var name: String
        var filename: String
        var bytes: [UInt8]
    }

    /// What a page's form may be long.
    static let maximumOctets = 1 << 20

    var fields: [(name: String, value: String)] = []
    var files: [File] = []

    /// The first value of that name.
    subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    /// Every value of that name: boxes of a list.
    func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

    /// The value without blanks around it; `nil` when nothing was typed.
    func text(_ name: String) -> String? {
        guard let value = self[name] else { return nil }
        var slice = value[...]
        while slice.first?.isWhitespace == true { slice.removeFirst() }
        while slice.last?.isWhitespace == true { slice.removeLast() }
        return slice.isEmpty ? nil : String(slice)
    }

    func isTicked(_ name: String) -> Bool { self[name] != nil }

    func file(_ name: String) -> File? { files.first { $0.name == name && !$0.filename.isEmpty } }

    /// What was typed, to show it again.
    var values: [String: String] {
        var values: [String: String] = [:]
        for field in fields where field.name != Form.tokenName && values[field.name] == nil { values[field.name] = field.value }
        return values
    }

    /// What was typed, with what is wrong beside it. `names` gives the fields whose names are not those of the pointers.
    func state(_ refusal: Refused, names: [String: String] = [:]) -> FormState {
        FormState(values: values, problems: refusal.problems(names: names))
    }

    /// Whether the hidden field holds the session's token; compared in constant time.
    func carries(token: String) -> Bool {
        guard !token.isEmpty, let sent = self[Form.tokenName] else { return false }
        return constantTimeEquals(sent, token)
    }
}
