package import FoundationEssentials

/// Where a supplier wants to be paid. The details are sealed where they are kept; this is what is known without opening them.
package struct SupplierBankAccount: Hashable, Sendable, Identified {
    package static let identifierPrefix = "sba"

    /// What is sealed.
    package struct Details: Hashable, Sendable {
        package var holder: String
        /// IBAN, or the account number where there are none.
        package var account: String
        /// BIC, or the bank's name and routing number.
        package var bank: String

        package init(holder: String, account: String, bank: String) {
            self.holder = holder
            self.account = account
            self.bank = bank
        }
    }

    package let id: Identifier<SupplierBankAccount>
    package let supplierID: Identifier<Supplier>
    package var label: String
    /// The last four signs of the account.
    package let hint: String
    package var isActive: Bool
    package let createdAt: Date
    package let createdBy: String

    package init(
        id: Identifier<SupplierBankAccount>, supplierID: Identifier<Supplier>, label: String, hint: String,
        isActive: Bool = true, createdAt: Date, createdBy: String
    ) {
        self.id = id
        self.supplierID = supplierID
        self.label = label
        self.hint = hint
        self.isActive = isActive
        self.createdAt = createdAt
        self.createdBy = createdBy
    }
}

/// What was agreed with a supplier about paying and delivering, as the customer keeps it.
package struct SupplierTerms: Hashable, Sendable {
    package var payment: PaymentTerms?
    /// For example `DAP Seattle`.
    package var delivery: String?

    package init(payment: PaymentTerms? = nil, delivery: String? = nil) {
        self.payment = payment
        self.delivery = delivery
    }
}

/// An address, a contact or a certificate, as the supplier says it.
package struct SupplierEntry: Hashable, Sendable, Identified {
    package static let identifierPrefix = "sre"

    package enum Kind: String, Hashable, Sendable, CaseIterable { case address, contact, certificate }

    /// What a certificate is about.
    package enum CertificateKind: String, Hashable, Sendable, CaseIterable {
        /// ISO 9001 and its like.
        case quality
        case environment
        /// Of products or of work.
        case safety
        case insurance
        /// Exemptions, and proofs of having paid.
        case tax
        case other
    }

    /// How a certificate stands on a day.
    package enum Standing: Hashable, Sendable {
        case valid
        /// Within ``reminderDays``: with the days left, 0 on its last.
        case ending(days: Int)
        case expired
    }

    /// From how many days before its end a certificate is reminded of.
    package static let reminderDays = 30

    package let id: Identifier<SupplierEntry>
    package let supplierID: Identifier<Supplier>
    package let kind: Kind
    /// Of the place, the person, or the certificate.
    package var name: String
    package var email: String?
    package var phone: String?
    package var street: String?
    package var postalCode: String?
    package var city: String?
    /// ISO 3166, two letters.
    package var country: String?
    /// Who gave a certificate.
    package var issuer: String?
    /// Of certificates alone.
    package var certificateKind: CertificateKind?
    package var validUntil: Day?
    package var fileID: Identifier<SupplierFile>?
    package var updatedAt: Date
    package var updatedBy: String
    package var version: Int

    package init(
        id: Identifier<SupplierEntry>, supplierID: Identifier<Supplier>, kind: Kind, name: String, updatedAt: Date,
        updatedBy: String
    ) {
        self.id = id
        self.supplierID = supplierID
        self.kind = kind
        self.name = name
        self.updatedAt = updatedAt
        self.updatedBy = updatedBy
        self.version = 1
    }

    package func standing(on day: Day) -> Standing {
        guard let validUntil else { return .valid }
        if validUntil < day { return .expired }
        let left = day.days(through: validUntil) - 1
        return left <= Self.reminderDays ? .ending(days: left) : .valid
    }
}
