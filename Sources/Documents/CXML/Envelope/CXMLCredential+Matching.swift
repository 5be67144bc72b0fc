extension CXMLCredential {
    /// True for the same party: domains are compared without case (`NetworkId`, `NetworkID` …), identities exactly, but for the test
    /// suffix `-T` of Ariba network ids, which is also written `-t`.
    package func matches(domain otherDomain: String, identity otherIdentity: String) -> Bool {
        guard domain.lowercased() == otherDomain.lowercased() else { return false }
        return Self.folded(identity) == Self.folded(otherIdentity)
    }

    private static func folded(_ identity: String) -> String {
        identity.hasPrefix("AN") && identity.hasSuffix("-t") ? String(identity.dropLast()) + "T" : identity
    }
}
