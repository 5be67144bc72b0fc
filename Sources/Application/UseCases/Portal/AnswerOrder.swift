package import FoundationEssentials
package import Procurement
import ProcurementStore

/// What a supplier says in the portal about lines of an order: accepted, refused, late. It has the effect of a cXML
/// ConfirmationRequest.
package struct ConfirmOrder: Command {
    package static let access = Access.supplier("portal-orders.write")
    package static let changesSetUp = false

    package struct Line: Sendable {
        package var lineNumber: Int
        package var accepted: Decimal
        package var refused: Decimal
        /// When it is delivered, `2026-01-31`.
        package var deliveryDate: String?
        package var comment: String?

        package init(
            lineNumber: Int, accepted: Decimal = 0, refused: Decimal = 0, deliveryDate: String? = nil, comment: String? = nil
        ) {
            self.lineNumber = lineNumber
            self.accepted = accepted
            self.refused = refused
            self.deliveryDate = deliveryDate
            self.comment = comment
        }
    }

    package var id: Identifier<PurchaseOrder>
    /// Empty: all of it as ordered.
    package var lines: [Line]
    /// The supplier's own number of the order.
    package var reference: String?
    package var comment: String?

    package init(_ id: Identifier<PurchaseOrder>, _ lines: [Line], reference: String? = nil, comment: String? = nil) {
        self.id = id
        self.lines = lines
        self.reference = reference
        self.comment = comment
    }

    package func perform(in work: UnitOfWork) throws -> PurchaseOrder {
        var order = try work.openOrder(id)
        var checks = FieldChecks()
        let reference = checks.optionalText(reference, "/reference", "Your number of the order", limit: 100)
        let comment = checks.optionalText(comment, "/comment", "The comment", limit: 2000)
        if lines.count > 1000 { checks.add("/lines", "too-many", "An order has 1000 lines at most.") }
        let said = lines.prefix(1000).enumerated().compactMap { check($1, "/lines/\($0)", order, &checks) }
        try checks.finish()
        let open = order.lines.filter { $0.quantity > $0.confirmation.accepted + $0.confirmation.rejected }
        if said.isEmpty, open.isEmpty {
            throw Refusal.conflict(code: "answered-already", "Every line of the order is answered already.")
        }
        let whole = open.map {
            SupplierConfirmation.Line(
                lineNumber: $0.lineNumber, accepted: $0.quantity - $0.confirmation.accepted - $0.confirmation.rejected)
        }
        let id: Identifier<SupplierNotice> = work.newID()
        let confirmation = SupplierConfirmation(
            confirmID: reference.map { "\($0)-\(id.text.suffix(6))" } ?? "portal-\(id.text.suffix(12))", noticeDate: work.now,
            receivedAt: work.now, scope: .lines, lines: said.isEmpty ? whole : said, comment: comment)
        if let reference { order.supplierReference = order.supplierReference ?? reference }
        try work.take(confirmation, updating: nil, about: &order)
        return order
    }

    private func check(
        _ line: Line, _ pointer: String, _ order: PurchaseOrder, _ checks: inout FieldChecks
    ) -> SupplierConfirmation.Line? {
        guard let ordered = order.lines.first(where: { $0.lineNumber == line.lineNumber }) else {
            checks.add("\(pointer)/line_number", "not-found", "The order has no line \(line.lineNumber).")
            return nil
        }
        let open = ordered.quantity - ordered.confirmation.accepted - ordered.confirmation.rejected
        if line.accepted < 0 { checks.add("\(pointer)/accepted", "invalid", "What is accepted is 0 or above.") }
        if line.refused < 0 { checks.add("\(pointer)/refused", "invalid", "What is refused is 0 or above.") }
        if line.accepted >= 0, line.refused >= 0, line.accepted + line.refused == 0 {
            checks.add("\(pointer)/accepted", "required", "Say how many you accept or refuse, or leave the line out.")
        }
        if line.accepted + line.refused > open {
            checks.add(
                "\(pointer)/accepted", "too-large",
                "Line \(line.lineNumber) has \(ExactNumber.text(open)) that are not answered yet.")
        }
        var note = checks.optionalText(line.comment, "\(pointer)/comment", "The comment", limit: 500)
        if let text = line.deliveryDate, !text.isEmpty {
            if Day(text) == nil { checks.add("\(pointer)/delivery_date", "invalid", "Write the day as 2026-01-31.") }
            note = ["delivery \(text)", note].compactMap(\.self).joined(separator: ": ")
        }
        return SupplierConfirmation.Line(
            lineNumber: line.lineNumber, accepted: line.accepted, rejected: line.refused, note: note)
    }
}

/// A ship notice of a supplier in the portal; it has the effect of a cXML ShipNoticeRequest.
package struct ShipOrder: Command {
    package static let access = Access.supplier("portal-orders.write")
    package static let changesSetUp = false
    package var id: Identifier<PurchaseOrder>
    /// Empty: all that is not shipped yet.
    package var lines: [Shipment.Line]
    package var carrier: String?
    package var trackingNumbers: [String]
    package var trackingURL: String?
    package var shippedOn: String?
    package var expectedOn: String?

    package init(
        _ id: Identifier<PurchaseOrder>, lines: [Shipment.Line] = [], carrier: String? = nil, trackingNumbers: [String] = [],
        trackingURL: String? = nil, shippedOn: String? = nil, expectedOn: String? = nil
    ) {
        self.id = id
        self.lines = lines
        self.carrier = carrier
        self.trackingNumbers = trackingNumbers
        self.trackingURL = trackingURL
        self.shippedOn = shippedOn
        self.expectedOn = expectedOn
    }

    package func perform(in work: UnitOfWork) throws -> PurchaseOrder {
        var order = try work.openOrder(id)
        var checks = FieldChecks()
        for (index, line) in lines.prefix(1000).enumerated() { check(line, "/lines/\(index)", order, &checks) }
        let carrier = checks.optionalText(carrier, "/carrier", "The carrier", limit: 100)
        if trackingNumbers.count > 50 { checks.add("/tracking_numbers", "too-many", "Name 50 parcels at most.") }
        let numbers = trackingNumbers.prefix(50).enumerated().compactMap {
            checks.optionalText($1, "/tracking_numbers/\($0)", "The tracking number", limit: 100)
        }
        let url = trackingURL.flatMap { $0.isEmpty ? nil : checks.url($0, "/tracking_url", "The tracking address") }
        let shipped = day(shippedOn, "/shipped_on", &checks)
        let expected = day(expectedOn, "/expected_on", &checks)
        try checks.finish()
        let rest = order.lines.compactMap { line -> Shipment.Line? in
            let left = line.quantity - line.confirmation.rejected - line.shipped
            return left > 0 ? Shipment.Line(lineNumber: line.lineNumber, quantity: left) : nil
        }
        if lines.isEmpty, rest.isEmpty {
            throw Refusal.conflict(code: "shipped-already", "All of the order is shipped already.")
        }
        let notice: Identifier<SupplierNotice> = work.newID()
        try work.take(
            Shipment(
                shipmentID: "portal-\(notice.text.suffix(12))", noticeDate: work.now, carrier: carrier,
                trackingNumbers: Array(numbers), trackingURL: url, shippedAt: shipped ?? work.now, expectedAt: expected,
                lines: lines.isEmpty ? rest : lines), about: &order)
        return order
    }

    private func day(_ text: String?, _ pointer: String, _ checks: inout FieldChecks) -> Date? {
        guard let text, !text.isEmpty else { return nil }
        if Day(text) == nil { checks.add(pointer, "invalid", "Write the day as 2026-01-31.") }
        return try? Date("\(text)T12:00:00Z", strategy: Date.ISO8601FormatStyle())
    }

    private func check(_ line: Shipment.Line, _ pointer: String, _ order: PurchaseOrder, _ checks: inout FieldChecks) {
        guard let ordered = order.lines.first(where: { $0.lineNumber == line.lineNumber }) else {
            return checks.add("\(pointer)/line_number", "not-found", "The order has no line \(line.lineNumber).")
        }
        let left = ordered.quantity - ordered.confirmation.rejected - ordered.shipped
        if line.quantity <= 0 {
            checks.add("\(pointer)/quantity", "invalid", "What is shipped is above zero. Leave out what is not.")
        } else if line.quantity > left {
            checks.add(
                "\(pointer)/quantity", "too-large", "Line \(line.lineNumber) has \(ExactNumber.text(left)) left to ship.")
        }
    }
}

extension Workspace {
    /// An order that the supplier may still say something about.
    fileprivate func openOrder(_ id: Identifier<PurchaseOrder>) throws -> PurchaseOrder {
        let order = try suppliersOrder(id)
        guard order.status == .approved else {
            throw Refusal.conflict(
                code: "wrong-state", "The order is \(order.status.rawValue): there is nothing to confirm or ship any more.")
        }
        return order
    }
}
