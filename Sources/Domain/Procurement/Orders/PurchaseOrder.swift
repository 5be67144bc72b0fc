package import FoundationEssentials

/// One document from draft to closed: a shop's cart, coded, approved, sent and answered.
///
/// It gets its number at the last approval and never before, and leaves the house in no form without one.
package struct PurchaseOrder: Hashable, Sendable, Identified {
    package static let identifierPrefix = "po"

    package enum Origin: String, Hashable, Sendable, CaseIterable {
        case punchOut = "punch_out"
        case punchIn = "punch_in"
        /// A cart of our own buyers from the internal catalogue.
        case catalogue
        /// Written down here, or sent by one of our own programs.
        case entered
    }

    package let id: Identifier<PurchaseOrder>
    package var number: String?
    package var status: Status
    package var origin: Origin
    package var connectionID: Identifier<PunchOutConnection>
    package var supplierID: Identifier<Supplier>
    /// The buying group that decided about approval; `nil` before submission or when no group covers the buyer.
    package var groupID: Identifier<BuyingGroup>?
    /// `nil` while unclaimed: a punch-in whose e-mail no user has.
    package var buyerID: Identifier<User>?
    /// The e-mail that a punch-in named, as it came.
    package var buyerEmail: String?
    /// Whether it goes out with deploymentMode="test".
    package var isTest: Bool
    package var currency: Currency
    package var coding: Coding
    /// What is asked for and ordered.
    package var lines: [OrderLine]
    /// What an approver refused while the rest went on. Their numbers stay theirs.
    package var refusedLines: [RefusedLine] = []
    package var shipping: Money?
    package var tax: Money?
    /// The supplier's own order id of a punch-in.
    package var supplierReference: String?
    /// The payloadID of the document that made this order.
    package var sourcePayloadID: String?
    /// The buyer's words for approvers.
    package var comment: InternalComment?
    /// The buyer's words for the supplier.
    package var supplierNote: SupplierNote?
    package var transmission: Transmission
    package var confirmation: Confirmation
    package var receipt: Receipt
    package var billing: Billing
    package var createdAt: Date
    package var updatedAt: Date
    package var submittedAt: Date?
    package var approvedAt: Date?
    package var confirmedAt: Date?
    /// When the shop's cart came that it is made of, and with it the prices that the shop holds for a while; `nil` for lines from
    /// elsewhere.
    package var cartAt: Date?
    /// Counts changes, from 1; the value of the REST `ETag`.
    package var version: Int

    package init(
        id: Identifier<PurchaseOrder>, origin: Origin, connectionID: Identifier<PunchOutConnection>,
        supplierID: Identifier<Supplier>,
        buyerID: Identifier<User>?, buyerEmail: String? = nil, isTest: Bool, currency: Currency, coding: Coding,
        lines: [OrderLine],
        shipping: Money? = nil, tax: Money? = nil, supplierReference: String? = nil, sourcePayloadID: String? = nil,
        createdAt: Date
    ) {
        self.id = id
        self.status = .draft
        self.origin = origin
        self.connectionID = connectionID
        self.supplierID = supplierID
        self.buyerID = buyerID
        self.buyerEmail = buyerEmail
        self.isTest = isTest
        self.currency = currency
        self.coding = coding
        self.lines = lines
        self.shipping = shipping
        self.tax = tax
        self.supplierReference = supplierReference
        self.sourcePayloadID = sourcePayloadID
        self.transmission = .notSent
        self.confirmation = .none
        self.receipt = .none
        self.billing = .none
        self.createdAt = createdAt
        self.updatedAt = createdAt
        self.version = 1
    }

    /// The goods alone, as cXML `Total` counts; `nil` when a line has no usable price or the sum is too large.
    package var total: Money? { lines.total(in: currency) }

    /// The line of that number, which nearly always stands at its number's place.
    package func line(_ number: Int) -> OrderLine? {
        if number > 0, number <= lines.count, lines[number - 1].lineNumber == number { return lines[number - 1] }
        return lines.first { $0.lineNumber == number }
    }

    /// Why this order cannot be ordered as it stands, in words that name the field; empty when it can.
    package var orderability: [OrderProblem] {
        var problems: [OrderProblem] = []
        if lines.isEmpty { problems.append(OrderProblem(lineNumber: nil, field: "lines", message: "The order has no lines.")) }
        for line in lines {
            if line.unitPrice == nil {
                problems.append(
                    OrderProblem(
                        lineNumber: line.lineNumber, field: "unit_price",
                        message: "The supplier sent no price that can be read. Shop again, or ask the supplier."))
            } else if line.currency != currency {
                problems.append(
                    OrderProblem(
                        lineNumber: line.lineNumber, field: "currency",
                        message: "The price is in \(line.currency), the order in \(currency). Order it separately."))
            } else if line.amount == nil {
                problems.append(
                    OrderProblem(lineNumber: line.lineNumber, field: "unit_price", message: "The amount is too large."))
            }
            if line.quantity <= 0 {
                problems.append(
                    OrderProblem(lineNumber: line.lineNumber, field: "quantity", message: "The quantity must be above zero."))
            }
            if line.supplierPartID.isEmpty {
                problems.append(
                    OrderProblem(
                        lineNumber: line.lineNumber, field: "supplier_part_id", message: "The supplier's part number is missing.")
                )
            }
        }
        if problems.isEmpty, total == nil {
            problems.append(OrderProblem(lineNumber: nil, field: "total", message: "The total is too large."))
        }
        return problems
    }
}

/// A reason why an order cannot be ordered, with the field it is about.
package struct OrderProblem: Hashable, Sendable {
    package var lineNumber: Int?
    package var field: String
    package var message: String

    package init(lineNumber: Int?, field: String, message: String) {
        self.lineNumber = lineNumber
        self.field = field
        self.message = message
    }
}

extension [OrderLine] {
    /// The sum of their amounts; `nil` when one has no usable price or another currency, and when the sum is too large.
    package func total(in currency: Currency) -> Money? {
        var sum = Money.zero(currency)
        // By four fields of each: taken out of the array whole, as for its own amount, a line is copied with all its texts.
        for index in indices {
            let amount = OrderLine.amount(
                self[index].quantity, self[index].unitPrice, per: self[index].priceBasis, in: self[index].currency)
            guard let amount, let next = sum.adding(amount) else { return nil }
            sum = next
        }
        return sum
    }
}
