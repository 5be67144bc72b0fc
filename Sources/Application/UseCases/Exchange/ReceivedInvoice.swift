import FoundationEssentials
package import Procurement
import ProcurementStore

/// A supplier's bill as a document said it, before anybody knows which orders it means.
package struct ReceivedInvoice: Sendable, Hashable {
    package struct Line: Sendable, Hashable {
        /// Its quantities and amounts as the supplier wrote them; the order's line as the supplier numbers it.
        package var line: InvoiceLine
        /// How the document names the order; empty where it names none.
        package var order: OrderReference

        package init(_ line: InvoiceLine, order: OrderReference) {
            self.line = line
            self.order = order
        }
    }

    package var payloadID: String
    package var number: String
    package var kind: Invoice.Kind
    package var invoiceDate: Day
    package var paymentTerms: PaymentTerms?
    package var currency: Currency
    package var lines: [Line]
    package var totals: InvoiceTotals
    /// The invoice that it corrects, by its number or the payloadID of its document.
    package var originalNumber: String?
    package var originalPayloadID: String?
    /// What was odd, in words for accounts payable.
    package var remarks: [String]
    package var comment: String?

    package init(
        payloadID: String, number: String, kind: Invoice.Kind, invoiceDate: Day, paymentTerms: PaymentTerms?,
        currency: Currency, lines: [Line], totals: InvoiceTotals, originalNumber: String? = nil,
        originalPayloadID: String? = nil, remarks: [String] = [], comment: String? = nil
    ) {
        self.payloadID = payloadID
        self.number = number
        self.kind = kind
        self.invoiceDate = invoiceDate
        self.paymentTerms = paymentTerms
        self.currency = currency
        self.lines = lines
        self.totals = totals
        self.originalNumber = originalNumber
        self.originalPayloadID = originalPayloadID
        self.remarks = remarks
        self.comment = comment
    }
}

extension OrderReference {
    /// `PO-000123`, or whatever else the document calls it.
    var words: String { number ?? supplierNumber ?? payloadID ?? "" }

    var isEmpty: Bool { payloadID == nil && number == nil && supplierNumber == nil }
}

extension PurchaseOrder {
    /// The line that a document means: its number, if the part there is the one that is billed; otherwise the only line with that
    /// part; otherwise the number all the same.
    func line(numbered number: Int?, part: String?) -> OrderLine? {
        let byNumber = lines.first { $0.lineNumber == number }
        guard let part = part?.uppercased() else { return byNumber }
        if let byNumber, byNumber.supplierPartID.uppercased() == part { return byNumber }
        let byPart = lines.filter { $0.supplierPartID.uppercased() == part }
        return byPart.count == 1 ? byPart[0] : byNumber
    }
}
