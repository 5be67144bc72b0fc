/// What the invoice inbox takes.
package struct InboxRules: Sendable, Hashable {
    /// Whether mail of senders that no rule names waits for a person before it is read.
    package var quarantinesUnknown = true
    /// The octets of the largest document that is read. Larger ones are kept and waited with.
    package var documentOctets = 20 << 20
    /// Whether a scanner looks at every file before anybody else does.
    package var isScanned = false

    package init() {}
}
