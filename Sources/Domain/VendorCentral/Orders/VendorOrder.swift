package import FoundationEssentials
package import Procurement

/// A purchase order of Amazon's, from the day it is first seen until it is billed.
package struct VendorOrder: Hashable, Sendable, Identified {
    package static let identifierPrefix = "vo"

    package let id: Identifier<VendorOrder>
    package let connection: Identifier<VendorConnection>
    package let programme: Programme
    /// Amazon's number; with connection and programme it names the order once.
    package let number: String
    /// The vendor code that Amazon ordered from (the selling party).
    package var vendorCode: String
    /// Changed by ``apply(_:)`` only.
    package internal(set) var status: Status
    /// What Amazon said last about its own state, as it came.
    package var amazonState: String
    package var orderedAt: Date?
    /// When Amazon last changed it.
    package var changedAt: Date?
    /// Until when goods have to leave (Amazon pays the freight) or arrive (we do).
    package var window: DateWindow?
    package var freight: Freight?
    /// Where the goods leave: Amazon's code of our warehouse. Retail orders carry none; the connection's default stands in.
    package var shipFrom: String?
    package var shipTo: VendorParty?
    package var lines: [VendorOrderLine]
    /// Why it may not be acknowledged or shipped yet; empty when nothing is in the way.
    package var holds: [Hold]

    package init(
        id: Identifier<VendorOrder>, connection: Identifier<VendorConnection>, programme: Programme, number: String,
        vendorCode: String, status: Status = .new, amazonState: String = "", orderedAt: Date? = nil, changedAt: Date? = nil,
        window: DateWindow? = nil, freight: Freight? = nil, shipFrom: String? = nil, shipTo: VendorParty? = nil,
        lines: [VendorOrderLine] = [], holds: [Hold] = []
    ) {
        self.id = id
        self.connection = connection
        self.programme = programme
        self.number = number
        self.vendorCode = vendorCode
        self.status = status
        self.amazonState = amazonState
        self.orderedAt = orderedAt
        self.changedAt = changedAt
        self.window = window
        self.freight = freight
        self.shipFrom = shipFrom
        self.shipTo = shipTo
        self.lines = lines
        self.holds = holds
    }

    /// Who pays the carrier of a retail order.
    package enum Freight: String, Hashable, Sendable, CaseIterable {
        /// Amazon's carrier fetches the goods; it gave a ship window.
        case collect
        /// We send them; it gave a delivery window.
        case prepaid
    }

    /// Why an order waits.
    package struct Hold: Hashable, Sendable {
        package enum Kind: String, Hashable, Sendable, CaseIterable {
            /// No warehouse of ours is known for Amazon's ship-from code.
            case unmappedWarehouse = "unmapped_warehouse"
            /// Something in Amazon's answer is missing or contradicts itself.
            case malformed
            /// Amazon refused what we sent.
            case refused
        }

        package let kind: Kind
        /// In words, with the remedy.
        package let message: String

        package init(_ kind: Kind, _ message: String) {
            self.kind = kind
            self.message = message
        }
    }

    /// Whether all that was promised has gone.
    package var isFullyShipped: Bool { lines.allSatisfy { $0.open == 0 } && lines.contains { $0.shipped > 0 } }
    package var isPartlyShipped: Bool { lines.contains { $0.shipped > 0 } }
    /// Whether everything was answered with a rejection.
    package var isFullyRejected: Bool {
        !lines.isEmpty && lines.allSatisfy { !$0.acknowledgements.isEmpty && $0.promised == 0 }
    }
}

extension VendorOrder {
    /// Takes the answers to its lines; those that are not named keep theirs.
    package mutating func answer(_ answers: [String: [LineAcknowledgement]]) {
        for index in lines.indices {
            if let given = answers[lines[index].sequence] { lines[index].acknowledgements = given }
        }
    }

    /// Declines every line, as the answer to a whole order does.
    package mutating func declineAll() {
        for index in lines.indices where lines[index].ordered.amount > 0 {
            lines[index].acknowledgements = [
                LineAcknowledgement(.rejected, lines[index].ordered.amount, reason: .temporarilyUnavailable)
            ]
        }
    }

    /// Counts what a fulfilment ships.
    package mutating func ship(_ items: [Carton.Content]) {
        for item in items {
            guard let index = lines.firstIndex(where: { $0.sequence == item.line }) else { continue }
            lines[index].shipped += item.quantity
        }
    }

    /// Counts what a bill bills; a credit note takes it back.
    package mutating func count(_ invoice: VendorInvoice, isReversed: Bool = false) {
        let sign = (invoice.kind == .invoice) == isReversed ? -1 : 1
        for part in invoice.lines {
            guard let index = lines.firstIndex(where: { $0.sequence == part.line }) else { continue }
            lines[index].invoiced = max(0, lines[index].invoiced + sign * part.quantity)
        }
    }

    /// Whether all that was shipped is billed.
    package var isFullyInvoiced: Bool { lines.allSatisfy { $0.invoiced >= $0.shipped } && lines.contains { $0.invoiced > 0 } }

    /// What Amazon pays for everything that is ordered; `nil` when costs are missing, mixed or too large.
    package var total: Money? {
        guard let currency = lines.first?.netCost?.currency else { return nil }
        var sum: Money? = .zero(currency)
        for line in lines where line.ordered.amount != 0 {
            sum = sum.flatMap { sum in line.netCost?.times(line.ordered.amount).flatMap { sum.adding($0) } }
        }
        return sum
    }

    /// Puts a reason on it, once.
    package mutating func hold(_ kind: Hold.Kind, _ message: String) {
        let hold = Hold(kind, message)
        if !holds.contains(hold) { holds.append(hold) }
    }

    package mutating func release(_ kind: Hold.Kind) { holds.removeAll { $0.kind == kind } }
}
