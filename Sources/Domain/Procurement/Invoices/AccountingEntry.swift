package import FoundationEssentials

/// Something that accounting books: only added to, in the order in which it happened.
package struct AccountingEntry: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The invoice is owed.
        case accepted
        /// It is not owed after all: the same shares with the other sign.
        case withdrawn
        case paid
        case paymentReversed = "payment_reversed"
    }

    /// From 1, without meaning beyond its order.
    package var sequence: Int
    package var invoiceID: Identifier<Invoice>
    package var kind: Kind
    package var at: Date
    /// Together what is owed, or what was paid: one share without a coding for a payment.
    package var shares: [InvoiceAllocation]

    package init(sequence: Int, invoiceID: Identifier<Invoice>, kind: Kind, at: Date, shares: [InvoiceAllocation]) {
        self.sequence = sequence
        self.invoiceID = invoiceID
        self.kind = kind
        self.at = at
        self.shares = shares
    }
}

/// A program that takes what accounting books, and how far it has come.
package struct AccountingConsumer: Hashable, Sendable {
    /// Small letters, digits and hyphens.
    package var name: String
    /// Up to this entry it has acknowledged.
    package var taken: Int
    /// The end of the batch that it was given and has not acknowledged.
    package var batchEnd: Int?
    package var takenAt: Date?

    package init(name: String, taken: Int = 0, batchEnd: Int? = nil, takenAt: Date? = nil) {
        self.name = name
        self.taken = taken
        self.batchEnd = batchEnd
        self.takenAt = takenAt
    }

    /// Whether a name can be one: 1 to 40 letters from a to z, digits and hyphens.
    package static func isName(_ text: String) -> Bool {
        (1...40).contains(text.utf8.count)
            && text.utf8.allSatisfy { (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2d }
    }
}
