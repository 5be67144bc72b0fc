package import FoundationEssentials

/// What a mail is about: an event that somebody is told of, or several.
package enum MailKind: Hashable, Sendable, RawRepresentable {
    case notification(Notification.Kind)
    /// To a supplier.
    case toSupplier(SupplierMail)
    /// To somebody of a supplier who signs in to the portal.
    case portal(SupplierNotice.Kind)
    /// With a link that makes a supplier's sign-in.
    case invitation
    /// With a link that signs in once.
    case signInLink
    /// What came together in a day.
    case digest
    /// What came for one person within a moment, when it is much.
    case several
    /// To administrators, about the server itself.
    case alarm

    package init?(rawValue: String) {
        switch rawValue {
        case "digest": self = .digest
        case "several": self = .several
        case "alarm": self = .alarm
        case "supplier_invitation": self = .invitation
        case "supplier_sign_in_link": self = .signInLink
        default:
            if let kind = Notification.Kind(rawValue: rawValue) {
                self = .notification(kind)
            } else if let kind = SupplierMail(rawValue: rawValue) {
                self = .toSupplier(kind)
            } else if rawValue.hasPrefix("portal_"), let kind = SupplierNotice.Kind(rawValue: String(rawValue.dropFirst(7))) {
                self = .portal(kind)
            } else {
                return nil
            }
        }
    }

    package var rawValue: String {
        switch self {
        case .notification(let kind): kind.rawValue
        case .toSupplier(let kind): kind.rawValue
        case .portal(let kind): "portal_\(kind.rawValue)"
        case .invitation: "supplier_invitation"
        case .signInLink: "supplier_sign_in_link"
        case .digest: "digest"
        case .several: "several"
        case .alarm: "alarm"
        }
    }

    /// Those whose words a company can replace by its own.
    package static let worded: [MailKind] =
        Notification.Kind.allCases.map { .notification($0) } + SupplierMail.allCases.map { .toSupplier($0) }
        + SupplierNotice.Kind.allCases.map { .portal($0) } + [.invitation, .signInLink]

    /// What the company's own wording of this kind may name between braces.
    package var placeholders: [String] {
        switch self {
        case .notification(let kind): kind.placeholders
        case .toSupplier(let kind): kind.placeholders
        case .portal(let kind): kind.placeholders
        case .invitation: ["by", "supplier", "name"]
        case .signInLink: ["name"]
        case .digest, .several, .alarm: []
        }
    }
}

/// What suppliers are told by mail. A type of its own beside ``Notification``: what is told to our own people cannot be sent to
/// one of them.
package enum SupplierMail: String, Hashable, Sendable, CaseIterable {
    /// An order on paper.
    case order = "order_to_supplier"
    /// A comment that both sides read.
    case commented = "comment_to_supplier"

    package var placeholders: [String] {
        switch self {
        case .order: ["document", "customer", "total", "name"]
        case .commented: ["document", "customer", "author", "comment", "name"]
        }
    }
}

/// A mail that leaves or has left: its delivery, and what is known of it without opening it.
package struct OutgoingMail: Hashable, Sendable {
    package var delivery: Delivery
    package var userID: Identifier<User>?
    package var kind: MailKind
    package var recipient: String
    package var subject: String
    /// Since when an attempt runs whose outcome is not recorded.
    package var begunAt: Date?

    package init(
        delivery: Delivery, userID: Identifier<User>?, kind: MailKind, recipient: String, subject: String, begunAt: Date? = nil
    ) {
        self.delivery = delivery
        self.userID = userID
        self.kind = kind
        self.recipient = recipient
        self.subject = subject
        self.begunAt = begunAt
    }
}

/// The languages that mails are written in.
package enum MailLanguage: String, Hashable, Sendable, CaseIterable {
    case english = "en"
    case german = "de"
}

/// How a person wants to be told.
package struct MailPreference: Hashable, Sendable {
    package enum Mode: String, Hashable, Sendable, CaseIterable {
        /// A mail for each event; one for several when they come at once.
        case single
        /// One mail a day.
        case digest
        /// Nothing; the pages tell it all the same.
        case none
    }

    package var mode: Mode
    package var language: MailLanguage
    /// When the last digest was written.
    package var digestAt: Date?

    package init(mode: Mode = .single, language: MailLanguage = .english, digestAt: Date? = nil) {
        self.mode = mode
        self.language = language
        self.digestAt = digestAt
    }
}

/// A company's own words for one kind of mail in one language; `{name}` stands for what ``placeholders`` allow.
package struct MailWording: Hashable, Sendable {
    package var subject: String
    package var lead: String

    package init(_ subject: String, _ lead: String) {
        self.subject = subject
        self.lead = lead
    }

    /// The names between braces, and whether every brace has its other.
    package static func placeholders(in text: String) -> (names: [String], isBalanced: Bool) {
        var names: [String] = []
        var rest = text[...]
        while let start = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            guard rest[start] == "{", let end = rest[rest.index(after: start)...].firstIndex(where: { $0 == "{" || $0 == "}" }),
                rest[end] == "}"
            else { return (names, false) }
            names.append(String(rest[rest.index(after: start)..<end]))
            rest = rest[rest.index(after: end)...]
        }
        return (names, true)
    }

    /// The text with each placeholder replaced, once: a value that looks like one stays as it is.
    package static func fill(_ text: String, _ values: [String: String]) -> String {
        var filled = ""
        var rest = text[...]
        while let start = rest.firstIndex(of: "{"), let end = rest[start...].firstIndex(of: "}") {
            filled += rest[..<start]
            let name = String(rest[rest.index(after: start)..<end])
            filled += values[name] ?? String(rest[start...end])
            rest = rest[rest.index(after: end)...]
        }
        return filled + rest
    }
}
