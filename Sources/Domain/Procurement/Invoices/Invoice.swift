package import FoundationEssentials

/// A supplier's bill, wherever it came from: raised in the portal (an *account*), sent as cXML or by mail, or entered by accounts
/// payable.
///
/// What the supplier wrote is never changed here. A match compares it with orders and receipts, a dispute sends it back.
package struct Invoice: Hashable, Sendable, Identified {
    package static let identifierPrefix = "inv"

    package enum Origin: String, Hashable, Sendable, CaseIterable {
        case portal, cxml
        /// A document that came by mail.
        case mail
        /// A document that somebody put into the inbox.
        case upload
        /// Typed in here, or sent by a program.
        case rest
    }

    /// cXML `InvoiceDetailRequestHeader/@purpose`: `creditMemo` and `lineLevelCreditMemo` are credit notes, the debit kinds debit
    /// notes.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case standard
        case creditNote = "credit_note"
        case debitNote = "debit_note"
    }

    package let id: Identifier<Invoice>
    package var status: Status
    package var match: MatchStatus
    package var origin: Origin
    package var kind: Kind
    package var supplierID: Identifier<Supplier>
    /// The supplier's own number. One supplier uses a number once, over all origins.
    package var number: String
    package var invoiceDate: Day
    package var paymentTerms: PaymentTerms?
    /// What the supplier says; otherwise it follows from date and terms.
    package var statedDueDate: Day?
    package var currency: Currency
    package var lines: [InvoiceLine]
    package var totals: InvoiceTotals
    /// The invoice that a credit or debit note corrects.
    package var originalID: Identifier<Invoice>?
    /// The same by the supplier's number, as it was written.
    package var originalNumber: String?
    /// Who looks after its exceptions.
    package var ownerID: Identifier<User>?
    package var legalEntityID: Identifier<LegalEntity>?
    /// Why it was disputed or rejected, in words for the supplier.
    package var reason: String?
    package var comment: String?
    package var payments: [InvoicePayment]
    /// The payloadID of the cXML document that it came in.
    package var sourcePayloadID: String?
    /// What was odd about that document: orders that nobody knows, amounts that had to be rounded. Each waits for a person.
    package var remarks: [String] = []
    /// Where the supplier wants to be paid, of an account.
    package var bankAccountID: Identifier<SupplierBankAccount>?
    package var createdAt: Date
    package var updatedAt: Date
    package var submittedAt: Date?
    package var acceptedAt: Date?
    /// Counts changes, from 1; the value of the REST `ETag`.
    package var version: Int

    package init(
        id: Identifier<Invoice>, origin: Origin, kind: Kind = .standard, supplierID: Identifier<Supplier>, number: String,
        invoiceDate: Day, currency: Currency, lines: [InvoiceLine], totals: InvoiceTotals, createdAt: Date
    ) {
        self.id = id
        self.status = .draft
        self.match = .none
        self.origin = origin
        self.kind = kind
        self.supplierID = supplierID
        self.number = number
        self.invoiceDate = invoiceDate
        self.currency = currency
        self.lines = lines
        self.totals = totals
        self.payments = []
        self.createdAt = createdAt
        self.updatedAt = createdAt
        self.version = 1
    }

    /// The day by which it is to be paid: the supplier's own, or the invoice date and the terms. Without either, the invoice
    /// date.
    package var dueDate: Day { statedDueDate ?? invoiceDate.adding(days: paymentTerms?.netDays ?? 0) }

    /// What is still to be paid; below zero for a credit note that was not settled yet.
    package var open: Money? {
        payments.reduce(totals.total) { left, payment in
            left.flatMap { $0.adding(Money(minorUnits: -payment.amount.minorUnits, currency: payment.amount.currency)) }
        }
    }

    /// The orders it bills, each once, in the order of the lines.
    package var orderIDs: [Identifier<PurchaseOrder>] {
        var found: [Identifier<PurchaseOrder>] = []
        for case let order? in lines.map(\.orderID) where !found.contains(order) { found.append(order) }
        return found
    }

    /// Whether two documents bill the same: one that was sent again under another payloadID is no second debt.
    package func billsTheSame(as other: Invoice) -> Bool {
        supplierID == other.supplierID && kind == other.kind && invoiceDate == other.invoiceDate && currency == other.currency
            && lines == other.lines && totals == other.totals
            && Self.comparable(number) == Self.comparable(other.number)
    }

    /// How a remark begins that an order was not found.
    package static let unknownOrder = "The order "

    /// The number as duplicates are looked for: capitals, without blanks and leading zeros, since the same bill comes by mail as
    /// `0012-a` and by cXML as `12-A`.
    package static func comparable(_ number: String) -> String {
        let letters = number.uppercased().filter { !$0.isWhitespace }
        let rest = letters.drop { $0 == "0" }
        return rest.isEmpty ? letters : String(rest)
    }
}

/// A payment, or with a negative amount one that was taken back. Payments are only added.
package struct InvoicePayment: Hashable, Sendable {
    package var amount: Money
    package var paidOn: Day
    /// The bank's or the payment run's reference.
    package var reference: String?
    /// Who entered it: by hand, by REST or from a file.
    package var source: Source

    package enum Source: String, Hashable, Sendable, CaseIterable { case page, rest, file }

    package init(amount: Money, paidOn: Day, reference: String? = nil, source: Source) {
        self.amount = amount
        self.paidOn = paidOn
        self.reference = reference
        self.source = source
    }
}
