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

/// What came in and how it was proven.
package struct ReceivedDocument: Sendable {
    package var octets: [UInt8]
    /// Of the MIME type; wins over the XML declaration.
    package var charset: String?
    /// The connection's short name in the address.
    package var slug: String?
    package var basicUser: String?
    package var basicPassword: String?
    /// The verified TLS certificate: its subject, and its SHA-256 in hexadecimal.
    package var certificate: (subject: String, fingerprint: String)?
    /// What came along in the other parts of a MIME message.
    package var attachments: [ReceivedAttachment] = []
    /// The client's.
    package var address = ""
    /// What was odd about the way it was wrapped, in words for the message's warnings.
    package var leniencies: [String]

    package init(
        octets: [UInt8], charset: String? = nil, slug: String? = nil, basicUser: String? = nil, basicPassword: String? = nil,
        leniencies: [String] = []
    ) {
        self.leniencies = leniencies
        self.octets = octets
        self.charset = charset
        self.slug = slug
        self.basicUser = basicUser
        self.basicPassword = basicPassword
    }
}
