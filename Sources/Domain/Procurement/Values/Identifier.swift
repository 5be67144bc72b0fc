/// A kind of record that has identifiers of its own, told apart by a short prefix such as `po`.
package protocol Identified: Sendable {
    /// The letters before the underscore, for example `po` in `po_01J…`.
    static var identifierPrefix: String { get }
}

/// An opaque identifier that cannot be mistaken for one of another kind: `po_` and 26 letters and digits.
///
/// Identifiers are given by whoever composes the program; the domain never makes one.
package struct Identifier<Subject: Identified>: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    /// An identifier as it came from outside; `nil` when the prefix is another kind's or the text is not one of ours.
    package init?(_ text: String) {
        let prefix = Subject.identifierPrefix
        guard text.utf8.count <= 64, text.hasPrefix(prefix + "_"), text.utf8.count > prefix.utf8.count + 1,
            text.utf8.allSatisfy({ Identifier.isAllowed($0) })
        else { return nil }
        self.text = text
    }

    /// An identifier that this program made or stored itself.
    package init(trusted text: String) {
        self.text = text
    }

    package var description: String { text }

    private static func isAllowed(_ octet: UInt8) -> Bool {
        switch octet {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
