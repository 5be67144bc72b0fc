package import FoundationEssentials

/// One entry of the append-only trail.
package struct StoredEvent: Sendable, Hashable, Identified {
    package static let identifierPrefix = "evt"
    /// From 1, without gaps.
    package var sequence: Int
    package let id: Identifier<StoredEvent>
    package var at: Date
    package var type: String
    package var actorKind: String
    package var actorID: String?
    package var actorName: String
    package var subjectID: String
    /// What changed, name=value one a line, values percent-encoded.
    package var details: String
    /// SHA-256 over the hash before and everything above.
    package var hash: [UInt8]

    package init(
        sequence: Int, id: Identifier<StoredEvent>, at: Date, type: String, actorKind: String, actorID: String?,
        actorName: String,
        subjectID: String, details: String, hash: [UInt8]
    ) {
        self.sequence = sequence
        self.id = id
        self.at = at
        self.type = type
        self.actorKind = actorKind
        self.actorID = actorID
        self.actorName = actorName
        self.subjectID = subjectID
        self.details = details
        self.hash = hash
    }
}
