/// The number of a `Status`: 2xx done, 4xx permanent, 5xx transient. Only the codes that cXML knows have names here;
/// 202, 404, 405, 407, 408 and 410 are HTTP's and are never produced. Unknown codes received count by their class.
package struct CXMLStatusCode: Sendable, Hashable, RawRepresentable {
    /// The number.
    package let rawValue: Int

    /// Takes any number, as a partner may send one.
    package init(rawValue: Int) {
        self.rawValue = rawValue
    }

    /// Executed; for an order: received for processing.
    package static let ok = CXMLStatusCode(rawValue: 200)
    /// Accepted, not finished; a StatusUpdateRequest follows.
    package static let accepted = CXMLStatusCode(rawValue: 201)
    /// Nothing to return; on a cart: the session ended without a change.
    package static let noContent = CXMLStatusCode(rawValue: 204)
    /// Done by a machine or broadcast.
    package static let automatic = CXMLStatusCode(rawValue: 211)
    /// Forwarded by a hub.
    package static let forwarded = CXMLStatusCode(rawValue: 280)
    /// Forwarded over an unreliable channel such as e-mail.
    package static let forwardedUnreliably = CXMLStatusCode(rawValue: 281)
    /// Read, yet not acceptable.
    package static let badRequest = CXMLStatusCode(rawValue: 400)
    /// Sender not recognised.
    package static let unauthorized = CXMLStatusCode(rawValue: 401)
    /// A complete Payment element is required.
    package static let paymentRequired = CXMLStatusCode(rawValue: 402)
    /// Not permitted to this party.
    package static let forbidden = CXMLStatusCode(rawValue: 403)
    /// Could not be parsed.
    package static let notAcceptable = CXMLStatusCode(rawValue: 406)
    /// The state here forbids it: the same payloadID with another content.
    package static let conflict = CXMLStatusCode(rawValue: 409)
    /// A condition of the request does not hold: no such session.
    package static let preconditionFailed = CXMLStatusCode(rawValue: 412)
    /// A condition of the resource does not hold: no such order or line.
    package static let expectationFailed = CXMLStatusCode(rawValue: 417)
    /// Not implemented.
    package static let notImplemented = CXMLStatusCode(rawValue: 450)
    /// A digital signature is required.
    package static let signatureRequired = CXMLStatusCode(rawValue: 475)
    /// The digital signature is wrong.
    package static let signatureFailed = CXMLStatusCode(rawValue: 476)
    /// The digital signature is of an unacceptable kind.
    package static let signatureUnacceptable = CXMLStatusCode(rawValue: 477)
    /// Document too large.
    package static let tooLarge = CXMLStatusCode(rawValue: 499)
    /// A fault of this server; the sender tries again.
    package static let serverError = CXMLStatusCode(rawValue: 500)
    /// The next server cannot be reached.
    package static let unreachable = CXMLStatusCode(rawValue: 550)
    /// The request cannot be forwarded.
    package static let cannotForward = CXMLStatusCode(rawValue: 551)
    /// Out of service for a while.
    package static let temporarilyUnavailable = CXMLStatusCode(rawValue: 560)

    /// What the sender of the request does with the code.
    package enum Outcome: Sendable {
        /// 2xx: done.
        case done
        /// 4xx, and 501 which is the old name of 450: do not try again.
        case permanentFailure
        /// Other 5xx, and numbers of no class: try again with identical bytes.
        case transientFailure
    }

    /// The class of the code, by which unknown ones are treated, too.
    package var outcome: Outcome {
        switch rawValue {
        case 200..<300: .done
        case 400..<500, 501: .permanentFailure
        default: .transientFailure
        }
    }

    /// The short words for `Status/@text`; by class for codes without a name.
    package var text: String {
        Self.texts[rawValue] ?? (outcome == .done ? "OK" : rawValue < 500 ? "Bad Request" : "Internal Server Error")
    }

    private static let texts: [Int: String] = [
        200: "OK", 201: "Accepted", 204: "No Content", 211: "OK", 280: "Forwarded", 281: "Forwarded Unreliably",
        400: "Bad Request", 401: "Unauthorized", 402: "Payment Required", 403: "Forbidden", 406: "Not Acceptable",
        409: "Conflict", 412: "Precondition Failed", 417: "Expectation Failed", 450: "Not Implemented",
        475: "Signature Required", 476: "Signature Verification Failed", 477: "Signature Unacceptable",
        499: "Document Size Error", 500: "Internal Server Error", 550: "Unable to Reach cXML Server",
        551: "Unable to Forward Request", 560: "Temporary Server Error",
    ]
}
