package import FoundationEssentials

/// What was read in a document that may be an invoice: each value as a plain text, with the place where it stands.
///
/// Values are normalised by their readers: days as `2026-01-31`, numbers as digits with a point, currencies as three capitals,
/// everything else trimmed. Signs are the document's own: a credit note writes its amounts above zero.
package struct ProposedInvoice: Hashable, Sendable {
    /// In which way it was written.
    package enum Format: String, Hashable, Sendable, CaseIterable {
        /// UBL 2.1 `Invoice` or `CreditNote`.
        case ubl
        /// UN/CEFACT Cross Industry Invoice: also that of Factur-X and ZUGFeRD.
        case cii
        /// cXML `InvoiceDetailRequest`.
        case cxml
        /// The text of a PDF, read by its labels.
        case text
        /// Nothing was read: a person types it in.
        case none

        /// Whether the document says itself what each value means.
        package var isStructured: Bool { self == .ubl || self == .cii || self == .cxml }
    }

    /// A value and where it stands.
    package struct Found: Hashable, Sendable {
        package var value: String
        package var place: Place

        package init(_ value: String, _ place: Place) {
            self.value = value
            self.place = place
        }
    }

    /// Where a value was found.
    package enum Place: Hashable, Sendable {
        /// Names from the root down: `Invoice/LegalMonetaryTotal/PayableAmount`.
        case element(String)
        /// Both from 1.
        case text(page: Int, line: Int)
        /// A person typed it.
        case person

        /// In words for people.
        package var words: String {
            switch self {
            case .element(let path): path
            case .text(let page, let line): "page \(page), line \(line)"
            case .person: "typed in"
            }
        }
    }

    /// What is said of the invoice as a whole; the terms are those of EN 16931-1.
    package enum Field: String, Hashable, Sendable, CaseIterable {
        /// `standard`, `credit_note` or `debit_note`, out of BT-3, the type code of UNTDID 1001.
        case kind
        /// The supplier's identifier, where a person chose it.
        case supplier = "supplier_id"
        /// BT-1
        case number
        /// BT-2
        case invoiceDate = "invoice_date"
        /// BT-9
        case dueDate = "due_date"
        /// BT-5
        case currency
        /// BT-10
        case buyerReference = "buyer_reference"
        /// BT-12
        case contract
        /// BT-13, our order's number.
        case orderNumber = "order_number"
        /// BT-14, the supplier's own number of the order.
        case supplierOrderNumber = "supplier_order_number"
        /// cXML `OrderReference/DocumentReference/@payloadID`.
        case orderPayloadID = "order_payload_id"
        /// cXML `@payloadID` of the document itself.
        case payloadID = "payload_id"
        /// BT-20
        case paymentTerms = "payment_terms"
        /// BT-22
        case note
        /// BT-25, the invoice that a credit note or a correction is about.
        case originalNumber = "original_number"
        /// BT-27
        case sellerName = "seller_name"
        /// BT-31
        case sellerVAT = "seller_vat"
        /// BT-32, the local tax number.
        case sellerTaxNumber = "seller_tax_number"
        /// BT-29 with the scheme 0088.
        case sellerGLN = "seller_gln"
        /// BT-34, `scheme:value`.
        case sellerEndpoint = "seller_endpoint"
        /// BT-43, or the address that a document shows.
        case sellerMail = "seller_mail"
        /// BT-44
        case buyerName = "buyer_name"
        /// BT-48
        case buyerVAT = "buyer_vat"
        /// BT-84
        case iban
        /// BT-106, the sum of the lines.
        case subtotal
        /// BT-107 without what was paid before.
        case discount
        /// BT-108 without freight.
        case charges
        /// What of BT-108 is for carriage (UNTDID 7161 FC and DL).
        case freight
        /// BT-110
        case tax
        /// BT-119, where there is one rate.
        case taxRate = "tax_rate"
        /// BT-112
        case totalWithTax = "total_with_tax"
        /// BT-113
        case prepaid
        /// BT-115: what is to be paid.
        case total
    }

    /// What is said of a line.
    package enum LineField: String, Hashable, Sendable, CaseIterable {
        /// BT-126
        case number
        /// BT-153
        case description
        /// BT-155
        case partID = "part_id"
        /// BT-129
        case quantity
        /// BT-130
        case unit
        /// BT-146, without tax.
        case price
        /// BT-149
        case priceBasis = "price_basis"
        /// BT-131, without tax.
        case amount
        case tax
        /// BT-152
        case taxRate = "tax_rate"
        /// BT-132, the order's line.
        case orderLine = "order_line"
        case orderNumber = "order_number"
        case orderPayloadID = "order_payload_id"
        case supplierOrderNumber = "supplier_order_number"
    }

    package typealias Line = [LineField: Found]

    package var format: Format
    package var fields: [Field: Found]
    package var lines: [Line]
    /// What could not be taken as it stands, in words: each waits for a person.
    package var remarks: [String]

    package init(_ format: Format, _ fields: [Field: Found] = [:], lines: [Line] = [], remarks: [String] = []) {
        self.format = format
        self.fields = fields
        self.lines = lines
        self.remarks = remarks
    }

    /// The text of a field; setting it says that a person typed it, or takes it away.
    package subscript(field: Field) -> String? {
        get { fields[field]?.value }
        set { fields[field] = newValue.map { Found($0, .person) } }
    }
}

extension ProposedInvoice {
    package var kind: Invoice.Kind { self[.kind].flatMap { Invoice.Kind(rawValue: $0) } ?? .standard }
    package var invoiceDate: Day? { self[.invoiceDate].flatMap { Day($0) } }
    package var dueDate: Day? { self[.dueDate].flatMap { Day($0) } }
    package var currency: Currency? { self[.currency].flatMap { Currency($0) } }

    package func number(_ field: Field) -> Decimal? { self[field].flatMap { ExactNumber.parse($0) } }

    /// An amount in the document's currency; `nil` without one, and for more digits than it has.
    package func money(_ field: Field) -> Money? {
        guard let currency, let exact = number(field), let money = Money(exact, currency), money.amount == exact else {
            return nil
        }
        return money
    }

    /// What an invoice needs, as far as it is missing.
    package var missing: [Field] {
        let needed: [Field] = [.number, .invoiceDate, .currency, .total]
        return needed.filter { self[$0] == nil }
    }
}
