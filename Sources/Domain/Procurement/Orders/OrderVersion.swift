package import FoundationEssentials

/// An order as it was approved and sent: kept whole, so that two versions can be laid side by side.
package struct OrderVersion: Hashable, Sendable {
    /// From 1; the first is what was ordered.
    package var number: Int
    package var order: PurchaseOrder
    package var at: Date
    /// Who made it.
    package var who: String
    package var reason: String?

    package init(number: Int, order: PurchaseOrder, at: Date, who: String, reason: String? = nil) {
        self.number = number
        self.order = order
        self.at = at
        self.who = who
        self.reason = reason
    }
}

/// One field that differs between two versions of an order.
package struct OrderDifference: Hashable, Sendable {
    /// `nil` for the head of the order.
    package var lineNumber: Int?
    /// The name that REST has for it.
    package var field: String
    /// `nil` where the line or value was not there.
    package var old: String?
    package var new: String?

    package init(lineNumber: Int? = nil, field: String, old: String?, new: String?) {
        self.lineNumber = lineNumber
        self.field = field
        self.old = old
        self.new = new
    }
}

extension PurchaseOrder {
    /// What `newer` has otherwise, head first, then line by line. A line that one of them lacks is one difference, in the field `line`.
    package func differences(to newer: PurchaseOrder) -> [OrderDifference] {
        var found: [OrderDifference] = []
        Self.compare(headFields, newer.headFields, line: nil, into: &found)
        let (old, new) = (Self.byNumber(lines), Self.byNumber(newer.lines))
        for number in Set(old.keys).union(new.keys).sorted() {
            switch (old[number], new[number]) {
            case (let before?, let after?): Self.compare(before.fields, after.fields, line: number, into: &found)
            case (let before?, nil):
                found.append(OrderDifference(lineNumber: number, field: "line", old: before.description, new: nil))
            case (nil, let after?):
                found.append(OrderDifference(lineNumber: number, field: "line", old: nil, new: after.description))
            case (nil, nil): break
            }
        }
        return found
    }

    private static func byNumber(_ lines: [OrderLine]) -> [Int: OrderLine] {
        Dictionary(lines.map { ($0.lineNumber, $0) }) { first, _ in first }
    }

    private static func compare(
        _ old: [(String, String?)], _ new: [(String, String?)], line: Int?, into found: inout [OrderDifference]
    ) {
        for (before, after) in zip(old, new) where before.1 != after.1 {
            found.append(OrderDifference(lineNumber: line, field: before.0, old: before.1, new: after.1))
        }
    }

    private var headFields: [(String, String?)] {
        [
            ("currency", currency.code), ("shipping", shipping?.text), ("tax", tax?.text), ("comment", comment?.text),
            ("total", total?.text),
        ] + coding.fields
    }
}

extension OrderLine {
    /// What a version is compared by. What the supplier answered is no part of it.
    fileprivate var fields: [(String, String?)] {
        [
            ("supplier_part_id", supplierPartID), ("description", description), ("quantity", ExactNumber.text(quantity)),
            ("unit_price", unitPrice.map(ExactNumber.text)), ("price_basis", ExactNumber.text(priceBasis)),
            ("currency", currency.code), ("unit_of_measure", unitOfMeasure),
        ] + coding.fields
    }
}

extension Coding {
    fileprivate var fields: [(String, String?)] {
        Field.allCases.map { ("coding.\($0.rawValue)", id(of: $0)) }
    }
}
