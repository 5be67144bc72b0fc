package import FoundationEssentials

/// One document that was sent to try a connection, with what came back.
package struct Trial: Sendable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case profile
        case setup
    }

    package var kind: Kind
    /// As it was sent, secrets blanked.
    package var request: [UInt8]
    /// As it came, secrets blanked; `nil` when nothing came.
    package var answer: [UInt8]?
    package var httpStatus: Int?
    /// Of the cXML Status.
    package var code: Int?
    /// What it means, in a sentence.
    package var verdict: String
    package var isGood: Bool
    /// Seconds until the answer.
    package var duration: TimeInterval

    package init(
        kind: Kind, request: [UInt8], answer: [UInt8]? = nil, httpStatus: Int? = nil, code: Int? = nil, verdict: String = "",
        isGood: Bool = false, duration: TimeInterval = 0
    ) {
        self.kind = kind
        self.request = request
        self.answer = answer
        self.httpStatus = httpStatus
        self.code = code
        self.verdict = verdict
        self.isGood = isGood
        self.duration = duration
    }
}
