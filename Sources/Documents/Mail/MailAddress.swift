/// An address that mail can be sent to (RFC 5321, 4.1.2: a dot-atom, `@`, a domain).
///
/// Quoted local parts, address literals and addresses outside ASCII (SMTPUTF8, RFC 6531) are refused: hardly a server takes
/// them, and a mail that is refused at the first step is better told to the person who enters the address.
package struct MailAddress: Hashable, Sendable {
    /// Why a text is no address, in a sentence that says what would be one.
    package struct Problem: Error, Hashable, Sendable {
        package let message: String
    }

    package let local: String
    package let domain: String

    /// - Throws: ``Problem``
    package init(_ text: String) throws(Problem) {
        let octets = Array(text.utf8)
        guard octets.allSatisfy({ $0 < 0x80 }) else {
            throw Problem(
                message:
                    "An address with letters outside ASCII cannot be mailed to: write the domain as xn--… and use a plain local part."
            )
        }
        guard let at = octets.lastIndex(of: UInt8(ascii: "@")), octets.count <= 254, at <= 64 else {
            throw Problem(message: "This is no e-mail address of the form name@example.com.")
        }
        guard Self.isAtom(octets[..<at], Self.isAtomText) else {
            throw Problem(message: "What stands before the @ holds a character that mail servers do not take.")
        }
        let domain = octets[(at + 1)...]
        let hasGoodLabels = domain.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy {
            $0.count <= 63 && $0.first != UInt8(ascii: "-") && $0.last != UInt8(ascii: "-")
        }
        guard Self.isAtom(domain, Self.isDomainText), hasGoodLabels else {
            throw Problem(message: "What stands behind the @ is no domain of the form example.com.")
        }
        local = String(decoding: octets[..<at], as: UTF8.self)
        self.domain = String(decoding: domain, as: UTF8.self)
    }

    package var text: String { "\(local)@\(domain)" }

    /// Words with single dots between them.
    private static func isAtom(_ octets: ArraySlice<UInt8>, _ isText: (UInt8) -> Bool) -> Bool {
        let dot = UInt8(ascii: ".")
        return octets.split(separator: dot, omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty && $0.allSatisfy(isText) }
    }

    /// RFC 5322, 3.2.3.
    static func isAtomText(_ octet: UInt8) -> Bool {
        isDomainText(octet) || Array("!#$%&'*+/=?^_`{|}~".utf8).contains(octet)
    }

    private static func isDomainText(_ octet: UInt8) -> Bool {
        (48...57).contains(octet) || (65...90).contains(octet) || (97...122).contains(octet) || octet == UInt8(ascii: "-")
    }
}

/// An address with the name of who it belongs to.
package struct Mailbox: Hashable, Sendable {
    /// Any text: it is encoded as it needs to be.
    package var name: String
    package var address: MailAddress

    package init(_ address: MailAddress, name: String = "") {
        self.address = address
        self.name = name
    }
}

/// The name of one message in the world (RFC 5322, 3.6.4), without its angle brackets.
package struct MessageID: Hashable, Sendable {
    package let text: String

    /// `nil` unless it is `left@right` of characters that may stand there.
    package init?(_ text: String) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        let isPlain = text.utf8.allSatisfy { MailAddress.isAtomText($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "@") }
        guard text.utf8.count <= 250, isPlain, parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
        self.text = text
    }
}
