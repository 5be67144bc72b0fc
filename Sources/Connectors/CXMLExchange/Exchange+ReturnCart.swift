import CXML
import Cryptography
import FoundationEssentials
import Procurement
package import UseCases

/// A cart that could not be read, in words for the buyer.
package struct UnreadableCart: Error, Sendable {
    package let message: String
}

extension Exchange {
    /// Takes a cart that a browser brought back as form fields (`cXML-urlencoded`, `cXML-base64`). Throws `UnreadableCart`;
    /// the blanked document is in the message log then.
    package func returnCart(sessionID: String, fields: [PostedField]) async throws -> CartReturn {
        let form: CXMLForm
        do {
            form = try CXMLForm.decode(fields.map { (name: $0.name, value: $0.value) })
        } catch {
            throw UnreadableCart(message: error.text)
        }
        do {
            let document = try CXMLReader().read(form.octets, charset: form.charset)
            return try await takeCart(document, octets: form.octets, sessionID: sessionID, leniencies: form.leniencies)
        } catch let refusal as CXMLRefusal {
            try await keep(form.octets, refusal)
            throw UnreadableCart(message: refusal.text)
        }
    }

    /// Takes a cart that came as a raw document; the answer is a cXML Response.
    package func returnCart(
        sessionID: String, document octets: [UInt8], charset: String?
    ) async throws -> (outcome: CartReturn?, answer: [UInt8]) {
        let replies = Replies(host: application.payloadHost, hash: SHA256.digest(octets))
        let now = application.now
        do {
            let document = try CXMLReader().read(octets, charset: charset)
            let outcome = try await takeCart(document, octets: octets, sessionID: sessionID, leniencies: [])
            let (code, text) = Self.status(of: outcome)
            return (outcome, replies.status(code, text, at: now))
        } catch let refusal as CXMLRefusal {
            try await keep(octets, refusal)
            return (nil, replies.status(refusal.statusCode.rawValue, refusal.text, at: now))
        } catch let unreadable as UnreadableCart {
            return (nil, replies.status(400, unreadable.message, at: now))
        }
    }

    private static func status(of outcome: CartReturn) -> (Int, String) {
        switch outcome {
        case .order, .emptyCart, .asksToEmpty: (200, "")
        case .usedBefore: (409, "This session was used before.")
        case .expired: (400, "This session has expired.")
        case .unknownSession: (400, "There is no such session.")
        case .wrongCookie: (400, "The BuyerCookie is another session's.")
        case .pending: (400, "The quote is pending. Send the cart when it is final.")
        }
    }

    private func takeCart(
        _ document: CXMLDocument, octets: [UInt8], sessionID: String, leniencies: [String]
    ) async throws -> CartReturn {
        guard case .punchOutOrderMessage(let message) = document.body else {
            try await application.perform(
                LogMessage(
                    direction: .received, kind: document.body.name, payloadID: document.envelope.payloadID,
                    statusText: "not a cart", body: CXMLRedaction.blanked(octets)), as: .system)
            throw UnreadableCart(message: "The shop sent a \(document.body.name) where a cart was expected.")
        }
        var cart = CartMapping(document: document).cart(message)
        cart.warnings = leniencies + cart.warnings
        return try await application.perform(
            ReturnCart(
                sessionID: sessionID, cart: cart, isPending: message.isQuotePending, document: CXMLRedaction.blanked(octets)),
            as: .nobody)
    }

    private func keep(_ octets: [UInt8], _ refusal: CXMLRefusal) async throws {
        try await application.perform(
            LogMessage(
                direction: .received, kind: refusal.bodyName ?? "unreadable", payloadID: refusal.envelope?.payloadID,
                statusCode: refusal.statusCode.rawValue, statusText: refusal.text, body: CXMLRedaction.blanked(octets)),
            as: .system)
    }
}

extension Exchange {
    /// The document in a posted form, its tolerated wrappings undone. Throws `UnreadableCart` when no field holds one.
    package static func unwrap(_ fields: [PostedField]) throws -> (
        octets: [UInt8], charset: String?, leniencies: [String]
    ) {
        do {
            let form = try CXMLForm.decode(fields.map { (name: $0.name, value: $0.value) })
            return (form.octets, form.charset, form.leniencies)
        } catch {
            throw UnreadableCart(message: error.text)
        }
    }
}
