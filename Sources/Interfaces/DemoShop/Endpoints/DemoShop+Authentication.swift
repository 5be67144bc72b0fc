import CXML
import Cryptography
import HTTP

extension DemoShop {
    /// Whether a document comes from the buyer; nil when it does, else the answer.
    ///
    /// The proof is the shared secret in Sender or, where `takesBasic`, HTTP Basic with the buyer's identity and the secret. Everything
    /// that is wrong gets the same 401, but for a secret in From, which real shops call a bad request.
    func refusal(of envelope: CXMLEnvelope?, request: HTTPRequest, takesBasic: Bool) -> CXMLStatus? {
        let unauthorized = CXMLStatus(.unauthorized, "The sender is not known here, or its secret is wrong.")
        var isProven = false
        if takesBasic, case .basic(let user, let password) = request.authorization {
            // Both are compared always, so that the time tells nothing.
            let isUser = constantTimeEquals(user, configuration.buyerIdentity)
            isProven = constantTimeEquals(password, configuration.sharedSecret) && isUser
            if !isProven { return unauthorized }
        }
        guard let header = envelope?.header else { return isProven ? nil : unauthorized }
        if !isProven {
            if header.sender.allSatisfy({ $0.sharedSecret == nil }), header.from.contains(where: { $0.sharedSecret != nil }) {
                return CXMLStatus(.badRequest, "The SharedSecret belongs into Sender, not into From.")
            }
            for credential in header.sender {
                let isSecret = constantTimeEquals(credential.sharedSecret?.value ?? "", configuration.sharedSecret)
                let isBuyer = constantTimeEquals(credential.identity, configuration.buyerIdentity)
                if isSecret && isBuyer { isProven = true }
            }
        }
        let isFromBuyer = header.from.contains { constantTimeEquals($0.identity, configuration.buyerIdentity) }
        let isForUs = header.to.contains { $0.identity == configuration.shopIdentity || $0.identity == configuration.duns }
        return isProven && isFromBuyer && isForUs ? nil : unauthorized
    }
}
