import FoundationEssentials
package import Procurement
package import ProcurementStore

/// A cart as it came from a shop, in the domain's words: by a browser or in a document.
package struct ReceivedCart: Sendable {
    package var payloadID: String
    package var currency: Currency?
    package var lines: [OrderLine]
    package var shipping: Money?
    package var tax: Money?
    /// The supplier's own order id, of a punch-in.
    package var supplierReference: String?
    /// The e-mail addresses that may name its owner, best first.
    package var emails: [String]
    package var buyerCookie: String?
    package var isTest: Bool
    /// The shop says that nothing changed (Status 204), whatever else the document holds.
    package var isUnchanged = false
    /// What the shop allows with the cart later on.
    package var operationAllowed: PunchOutSession.Operation?
    /// What was odd about the document as a whole.
    package var warnings: [String]
    /// The rows of the lines, where they were laid out before the transaction.
    package var rows: OrderLineRows?

    package init(
        payloadID: String, currency: Currency?, lines: [OrderLine], shipping: Money? = nil, tax: Money? = nil,
        supplierReference: String? = nil, emails: [String] = [], buyerCookie: String? = nil, isTest: Bool = false,
        warnings: [String] = []
    ) {
        self.payloadID = payloadID
        self.currency = currency
        self.lines = lines
        self.shipping = shipping
        self.tax = tax
        self.supplierReference = supplierReference
        self.emails = emails
        self.buyerCookie = buyerCookie
        self.isTest = isTest
        self.warnings = warnings
    }

    /// Numbers the lines 1…n, for good.
    mutating func number() {
        // Looked at first, because the lines are copied as soon as one of them might change.
        if lines.indices.allSatisfy({ lines[$0].lineNumber == $0 + 1 }) { return }
        for index in lines.indices { lines[index].lineNumber = index + 1 }
    }
}
