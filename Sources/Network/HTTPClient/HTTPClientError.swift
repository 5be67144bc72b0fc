/// Why there is no answer, and above all: whether the other side may have acted on the request all the same.
package struct HTTPClientError: Error, Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// The request itself is wrong (URL, method, header); trying again is of no use.
        case invalidRequest
        /// The target's address is one that this server must not reach; see ``AddressGuard``.
        case refusedTarget
        /// No byte of the request left: name not found, connection refused, TLS failed, or time ran out before.
        case notSent
        /// Some of the request left and no complete answer came: reset, or time ran out. The outcome is unknown.
        case noAnswer
        /// An answer came that is longer than allowed. The outcome is unknown.
        case answerTooLarge
    }

    package let kind: Kind
    /// In words, for the operator; may name the host, never a header or the body.
    package let message: String

    package init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }

    /// Whether the request may have reached the other side: it must then be treated as neither done nor failed.
    package var mayHaveArrived: Bool {
        switch kind {
        case .invalidRequest, .refusedTarget, .notSent: false
        case .noAnswer, .answerTooLarge: true
        }
    }
}

extension HTTPClientError: CustomStringConvertible {
    package var description: String {
        mayHaveArrived ? "\(message) (whether the request was carried out is unknown)" : message
    }
}
