/// Why a document is not read. The reason is plain English and never quotes the document at length.
package struct XMLError: Error, Sendable, Hashable {
    /// What kind of fault it is.
    package enum Kind: Sendable, Hashable {
        /// Not well formed: cut off, trailing junk, two roots, a character that XML forbids.
        case malformed
        /// An encoding that is not served, or bytes that are not in the encoding named.
        case encoding
        /// A declaration within the DOCTYPE, or a DOCTYPE where none belongs.
        case declaration
        /// Beyond one of ``XMLLimits``.
        case limit
    }

    /// What kind of fault it is.
    package let kind: Kind
    /// Line of the text, counted from 1.
    package let line: Int
    /// What is wrong, in words.
    package let reason: String

    init(_ kind: Kind, line: Int = 1, _ reason: String) {
        self.kind = kind
        self.line = line
        self.reason = reason
    }
}
