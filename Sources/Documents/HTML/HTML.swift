/// Markup that is safe to send: a run of UTF-8 octets that only source code and escaped values can get into.
///
/// A literal of this type is markup as the programmer wrote it; whatever is interpolated is escaped for text and for
/// double-quoted attributes, unless it is `HTML` itself. A name that does not exist is a compile error, and a page of
/// 150 elements compiles in about a second, which a result builder does not.
///
///     let row: HTML = "<li title=\"\(note)\">\(name)</li>"
///
/// Literals are `StaticString`s, so no initialiser takes a string made at run time except `init(trusted:)`.
/// Always put quotes around an attribute's value: an unquoted one ends at the first space of what is interpolated.
package struct HTML: Sendable, Hashable, ExpressibleByStringInterpolation {
    /// The markup, in UTF-8: the body of a response.
    package private(set) var bytes: [UInt8]

    /// Markup written in the source.
    package init(stringLiteral markup: StaticString) {
        bytes = []
        HTML.append(markup, to: &bytes)
    }

    /// Markup with values in it, each escaped as it went in.
    package init(stringInterpolation: Interpolation) {
        bytes = stringInterpolation.bytes
    }

    /// Takes a string for markup without looking at it. Only for markup that this program made and stored itself:
    /// anything a person, a partner or a file said goes through interpolation.
    package init(trusted markup: String) {
        bytes = Array(markup.utf8)
    }

    /// A value as text, escaped.
    package init(text: String) {
        bytes = []
        HTML.escape(text, into: &bytes)
    }

    /// Nothing at all.
    package static let empty = HTML(trusted: "")

    /// Whether there is nothing to show.
    package var isEmpty: Bool { bytes.isEmpty }

    /// The markup as a string, for tests and logs.
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Adds markup at the end.
    package mutating func append(_ other: HTML) {
        bytes.append(contentsOf: other.bytes)
    }

    /// Copies a literal's octets.
    static func append(_ literal: StaticString, to bytes: inout [UInt8]) {
        // The one look at a pointer: a literal lives as long as the program, and is copied before the closure ends.
        literal.withUTF8Buffer { literal in unsafe bytes.append(contentsOf: literal) }
    }
}

extension Sequence<HTML> {
    /// One piece of markup from several, with `separator` between them.
    package func joined(separator: HTML = HTML.empty) -> HTML {
        var whole = HTML.empty
        var isFirst = true
        for part in self {
            if !isFirst { whole.append(separator) }
            whole.append(part)
            isFirst = false
        }
        return whole
    }
}
