package import FoundationEssentials

/// A change of an order that its supplier had already: the supplier is asked about it, and answers it as a whole.
///
/// The answer decides nothing about the order, which is what the customer ordered; what is accepted counts as confirmed, and what
/// is refused comes back to the buyer.
package struct SupplierChange: Hashable, Sendable {
    package enum Status: String, Hashable, Sendable, CaseIterable {
        /// Not answered yet.
        case open
        case accepted
        case refused
        /// The order was changed again before it was answered.
        case overtaken
    }

    package enum Trigger: String, Hashable, Sendable, CaseIterable {
        case accept, refuse
        /// By the next change.
        case overtake
        /// The next change was taken back.
        case restore
    }

    package static let lifecycle = Lifecycle<Status, Trigger>([
        (.open, .accept, .accepted),
        (.open, .refuse, .refused),
        (.open, .overtake, .overtaken),
        (.overtaken, .restore, .open),
    ])

    /// When a line is delivered: what the supplier promises with its yes, or could do with its no.
    package struct Promise: Hashable, Sendable {
        package var lineNumber: Int
        package var day: Day

        package init(lineNumber: Int, day: Day) {
            self.lineNumber = lineNumber
            self.day = day
        }
    }

    package let orderID: Identifier<PurchaseOrder>
    package let supplierID: Identifier<Supplier>
    /// Of the order's versions: what it became.
    package let version: Int
    /// The version that the supplier said something about last, or had first.
    package let since: Int
    package let askedAt: Date
    package private(set) var status: Status
    /// The supplier's words; a refusal has some.
    package var reason: String?
    package var promises: [Promise]
    package var answeredAt: Date?
    /// A name.
    package var answeredBy: String?

    package init(
        orderID: Identifier<PurchaseOrder>, supplierID: Identifier<Supplier>, version: Int, since: Int, askedAt: Date,
        status: Status = .open, reason: String? = nil, promises: [Promise] = [], answeredAt: Date? = nil,
        answeredBy: String? = nil
    ) {
        self.orderID = orderID
        self.supplierID = supplierID
        self.version = version
        self.since = since
        self.askedAt = askedAt
        self.status = status
        self.reason = reason
        self.promises = promises
        self.answeredAt = answeredAt
        self.answeredBy = answeredBy
    }

    package mutating func apply(_ trigger: Trigger) throws(LifecycleRefusal) {
        status = try Self.lifecycle.after(trigger, from: status)
    }

    /// Whether the supplier said something.
    package var isAnswered: Bool { status == .accepted || status == .refused }

    /// `Line 2: 2026-12-01. Line 4: 2026-12-08.`
    package var promisesInWords: String? {
        promises.isEmpty ? nil : promises.map { "Line \($0.lineNumber): \($0.day.text)." }.joined(separator: " ")
    }
}

extension OrderSnapshot {
    /// What `newer` has otherwise of what the supplier may know. Codings, shares and internal words are our own business, and so is
    /// whatever is added to orders later until it is named here. A line that comes or goes is one difference.
    package func supplierDifferences(to newer: OrderSnapshot) -> [OrderDifference] {
        differences(to: newer).compactMap { difference in
            guard let number = difference.lineNumber else {
                return Self.knownOfOrder.contains(difference.field) ? difference : nil
            }
            if difference.kind != .changed {
                return difference.field == "description"
                    ? OrderDifference(
                        difference.kind, lineNumber: number, field: "line", old: lines[number].map(Self.inShort),
                        new: newer.lines[number].map(Self.inShort)) : nil
            }
            return Self.knownOfLines.contains(difference.field) ? difference : nil
        }
    }

    private static let knownOfOrder: Set = ["total", "currency", "shipping", "tax", "note_to_supplier"]
    private static let knownOfLines: Set = [
        "supplier_part_id", "description", "quantity", "unit_price", "price_basis_quantity", "amount", "unit_of_measure",
        "requested_delivery",
    ]

    /// A whole line: `2 × Desk lamp at 24.90`.
    private static func inShort(_ line: Fields) -> String {
        let price = line["unit_price"].map { " at \($0)" } ?? ""
        return "\(line["quantity"] ?? "") × \(line["description"] ?? "")\(price)"
    }
}
