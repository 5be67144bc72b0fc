package import HTTPClient
package import Procurement
package import UseCases

/// The cXML side of the house: documents into use cases and back.
package struct Exchange: Sendable {
    package let application: Application
    package let sender: any HTTPSender

    package init(application: Application, sender: any HTTPSender) {
        self.application = application
        self.sender = sender
    }
}

/// A trip to a shop that may begin: where to send the browser, at once and once.
package struct StartedPunchOut: Sendable {
    package var session: PunchOutSession
    /// Single-use and short-lived; not stored.
    package var startPageURL: String
    package var returnURL: String
}

/// A form field as a browser posted it.
package struct PostedField: Sendable {
    package var name: String
    package var value: [UInt8]

    package init(name: String, value: [UInt8]) {
        self.name = name
        self.value = value
    }
}

extension Exchange {
    /// Opens a session, sends the PunchOutSetupRequest and answers where the shop starts. Throws `Refusal`, with the code
    /// `shop-refused` or `shop-unreachable` and the shop's own words when it said no.
    package func startPunchOut(connectionID: String, as actor: Actor) async throws -> StartedPunchOut {
        throw Refusal.conflict(code: "shop-unreachable", "")
    }

    /// Tries a ProfileRequest and a set-up, and keeps in words what it found.
    package func check(_ id: Identifier<PunchOutConnection>, as actor: Actor) async throws -> PunchOutConnection {
        throw Refusal.conflict(code: "shop-unreachable", "")
    }

    /// Takes a cart that a browser brought back as form fields (`cXML-urlencoded`, `cXML-base64`).
    package func returnCart(sessionID: String, fields: [PostedField]) async throws -> CartReturn { .unknownSession }

    /// Takes a cart that came as a raw document; the answer is a cXML Response.
    package func returnCart(sessionID: String, document: [UInt8], charset: String?) async throws -> (CartReturn, answer: [UInt8]) {
        (.unknownSession, [])
    }
}
