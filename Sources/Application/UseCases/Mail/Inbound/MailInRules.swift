import Mail

/// Which mail this house takes.
package struct MailInRules: Sendable, Hashable {
    /// What stands before and behind the token in addresses that answers come back to; `nil` where answers are not read.
    package var reply: ReplyTemplate?
    /// The company's e-invoicing addresses, in small letters.
    package var invoiceAddresses: Set<String>
    /// Octets of the largest message that is taken.
    package var octets: Int

    package init(reply: ReplyTemplate? = nil, invoiceAddresses: Set<String> = [], octets: Int = 50 << 20) {
        self.reply = reply
        self.invoiceAddresses = invoiceAddresses
        self.octets = octets
    }
}

/// An address with a place for a token: `portico+{token}@example.com` or `{token}@reply.example.com`.
package struct ReplyTemplate: Sendable, Hashable {
    static let tokenLength = 32
    let prefix: String
    let suffix: String

    /// `nil` unless it has one `{token}`, before the @, and is an address that servers take once it is filled.
    package init?(_ text: String) {
        let parts = text.lowercased().split(separator: "{token}", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, parts[1].contains("@"), !parts[0].contains("@") else { return nil }
        (prefix, suffix) = (parts[0], parts[1])
        do throws(MailAddress.Problem) {
            _ = try MailAddress(prefix + String(repeating: "0", count: Self.tokenLength) + suffix)
        } catch {
            return nil
        }
    }

    func address(_ token: String) -> String { prefix + token + suffix }

    /// The token in an address in small letters; `nil` where the address is no such one.
    func token(in address: String) -> String? {
        guard address.hasPrefix(prefix), address.hasSuffix(suffix),
            address.utf8.count == prefix.utf8.count + Self.tokenLength + suffix.utf8.count
        else { return nil }
        return String(address.dropFirst(prefix.count).dropLast(suffix.count))
    }
}
