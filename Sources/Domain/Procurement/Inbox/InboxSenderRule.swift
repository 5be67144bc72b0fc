/// What is done with documents from a sender.
///
/// The sender is who the mail says it is from, which anybody can write: how far that is believed is for the mail server's own checks
/// (SPF, DKIM, DMARC). What comes of a false one is an invoice that is matched and approved like any other.
package struct InboxSenderRule: Hashable, Sendable, Identified {
    package static let identifierPrefix = "isr"

    package enum Action: String, Hashable, Sendable, CaseIterable {
        /// Read at once.
        case accept
        /// Kept until a person releases it.
        case quarantine
        /// Rejected at once; the file is kept all the same.
        case block
    }

    package let id: Identifier<InboxSenderRule>
    /// An address, `ar@example.com`, or all of a domain, `example.com`. In small letters.
    package var sender: String
    package var action: Action
    /// Whose documents these are. Structured ones that fit an order in everything become invoices without a person.
    package var supplierID: Identifier<Supplier>?
    package var isActive: Bool

    package init(
        id: Identifier<InboxSenderRule>, sender: String, action: Action, supplierID: Identifier<Supplier>? = nil,
        isActive: Bool = true
    ) {
        self.id = id
        self.sender = sender
        self.action = action
        self.supplierID = supplierID
        self.isActive = isActive
    }

    /// The rule for an address: one for the address itself before one for its domain.
    package static func rule(for address: String, among rules: [InboxSenderRule]) -> InboxSenderRule? {
        let address = address.lowercased()
        let domain = address.split(separator: "@").last.map(String.init)
        return rules.first { $0.isActive && $0.sender == address } ?? rules.first { $0.isActive && $0.sender == domain }
    }
}

/// A number by which a supplier calls itself in documents.
package struct SupplierKey: Hashable, Sendable, Identified {
    package static let identifierPrefix = "sky"

    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// VAT number (BT-31).
        case vat
        /// Local tax number (BT-32).
        case taxNumber = "tax_number"
        /// Global Location Number (BT-29, scheme 0088).
        case gln
        /// Electronic address (BT-34), `scheme:value`.
        case endpoint
    }

    package let id: Identifier<SupplierKey>
    package var kind: Kind
    /// Capitals, without blanks and points.
    package var value: String
    package var supplierID: Identifier<Supplier>

    package init(id: Identifier<SupplierKey>, kind: Kind, value: String, supplierID: Identifier<Supplier>) {
        self.id = id
        self.kind = kind
        self.value = Self.comparable(value)
        self.supplierID = supplierID
    }

    /// `de 123.456.789` and `DE123456789` are the same number.
    package static func comparable(_ value: String) -> String {
        String(value.uppercased().filter { !$0.isWhitespace && $0 != "." && $0 != "-" })
    }
}

extension ProposedInvoice {
    /// How the seller calls itself, surest first.
    package var sellerKeys: [(kind: SupplierKey.Kind, value: String)] {
        let fields: [(SupplierKey.Kind, Field)] = [
            (.vat, .sellerVAT), (.gln, .sellerGLN), (.endpoint, .sellerEndpoint), (.taxNumber, .sellerTaxNumber),
        ]
        return fields.compactMap { kind, field in self[field].map { (kind, SupplierKey.comparable($0)) } }
    }
}
