/// Takes secrets out of a document before it is stored or shown. Works on octets and needs no well-formed input: what is cut off in the
/// middle of a secret loses its rest, too. When in doubt more is blanked, never less.
package enum CXMLRedaction {
    /// A copy with `•••` in place of the content of SharedSecret, DigitalSignature and CredentialMac, of PCard's number and of the query in
    /// StartPage's URL. Names are found in any case, with or without prefix. UTF-16 and UTF-32 come back as UTF-8.
    package static func blanked(_ octets: [UInt8]) -> [UInt8] {
        var scanner = CXMLRedactor(octetsOf: octets)
        return scanner.blanked()
    }
}
