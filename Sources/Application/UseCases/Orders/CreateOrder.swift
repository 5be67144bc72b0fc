package import FoundationEssentials
package import Procurement
import ProcurementStore

/// A new draft order out of lines that its buyer, or a program of the company, wrote down: without a trip to the shop.
package struct CreateOrder: Command {
    package static let access = Access.roles(.buyer, scope: "purchase-orders.write")
    package static let changesSetUp = false
    /// The most lines of one order.
    package static let lineLimit = 1000

    /// A line as it was written.
    package struct Line: Sendable {
        package var supplierPartID: String
        package var auxiliaryID: String?
        package var description: String
        package var quantity: Decimal
        /// As written: `12.50`.
        package var unitPrice: String
        package var currency: String
        package var unitOfMeasure: String
        package var classificationDomain: String?
        package var classificationCode: String?
        package var manufacturerName: String?
        package var manufacturerPartID: String?
        package var coding: CodingChange
        /// `2026-01-31`.
        package var requestedDelivery: String?

        package init(
            supplierPartID: String, auxiliaryID: String? = nil, description: String, quantity: Decimal, unitPrice: String,
            currency: String, unitOfMeasure: String, classificationDomain: String? = nil, classificationCode: String? = nil,
            manufacturerName: String? = nil, manufacturerPartID: String? = nil, coding: CodingChange = CodingChange()
        ) {
            self.supplierPartID = supplierPartID
            self.auxiliaryID = auxiliaryID
            self.description = description
            self.quantity = quantity
            self.unitPrice = unitPrice
            self.currency = currency
            self.unitOfMeasure = unitOfMeasure
            self.classificationDomain = classificationDomain
            self.classificationCode = classificationCode
            self.manufacturerName = manufacturerName
            self.manufacturerPartID = manufacturerPartID
            self.coding = coding
        }
    }

    /// Problems of lines are told by their numbers, from 1.
    package var connectionID: String
    /// Whose order it is; `nil` for the actor's own. Only administrators may name somebody else.
    package var buyerID: String?
    package var lines: [Line]
    package var coding: CodingChange
    package var comment: String?

    package init(
        connectionID: String, buyerID: String? = nil, lines: [Line], coding: CodingChange = CodingChange(), comment: String? = nil
    ) {
        self.connectionID = connectionID
        self.buyerID = buyerID
        self.lines = lines
        self.coding = coding
        self.comment = comment
    }

    package func perform(in work: UnitOfWork) throws -> PurchaseOrder {
        var checks = FieldChecks()
        let connection = try Identifier<PunchOutConnection>(connectionID).flatMap(work.store.connection)
        if connection == nil {
            checks.add(
                "/connection_id", "not-found", "There is no connection “\(connectionID)”. Name the supplier's connection.")
        }
        let buyer = try buyer(in: work, &checks)
        if lines.isEmpty { checks.add("/lines", "required", "An order needs at least one line.") }
        if lines.count > Self.lineLimit {
            checks.add("/lines", "too-many", "An order has at most \(Self.lineLimit) lines. Make several orders.")
        }
        let read = lines.prefix(Self.lineLimit).enumerated().map { $1.checked("/lines/\($0 + 1)", &checks) }
        if let comment, comment.count > 2000 {
            checks.add("/comment", "too-long", "The comment is longer than 2000 characters. Shorten it.")
        }
        try checks.finish()
        guard let connection else { throw Refusal.invalid(checks.problems) }
        let cart = ReceivedCart(payloadID: "", currency: read.first?.currency, lines: read)
        return try work.makeOrder(cart, origin: .entered, connection: connection, buyer: buyer) { order in
            order.sourcePayloadID = nil
            order.comment = comment.map(FieldChecks.trimmed).flatMap { $0.isEmpty ? nil : InternalComment($0) }
            try code(&order, in: work)
        }
    }

    private func buyer(in work: UnitOfWork, _ checks: inout FieldChecks) throws -> User? {
        guard let buyerID else {
            if work.actor.user == nil { checks.add("/buyer_id", "required", "Name the buyer: this token is no person's.") }
            return work.actor.user
        }
        if buyerID != work.actor.user?.id.text, !work.actor.has(.administrator) {
            throw Refusal.forbidden("Only an administrator may make an order for somebody else. Leave buyer_id out.")
        }
        return try checks.activeUser(buyerID, "/buyer_id", in: work).flatMap(work.store.user)
    }

    /// What was chosen at once goes over what the order would start with.
    private func code(_ order: inout PurchaseOrder, in work: UnitOfWork) throws {
        guard !coding.isEmpty || lines.contains(where: { !$0.coding.isEmpty }) else { return }
        var checks = FieldChecks()
        let (before, choices) = (order, try CodingChoices(in: work))
        order.coding = try coding.applied(to: order.coding, "/coding", choices, &checks)
        for (index, line) in lines.enumerated() where !line.coding.isEmpty {
            order.lines[index].coding = try line.coding.applied(
                to: order.lines[index].coding, "/lines/\(index + 1)/coding", choices, &checks)
        }
        try work.derive(&order)
        try work.checkConsistency(of: order, changedFrom: before, &checks)
        try checks.finish()
    }

}

extension CreateOrder.Line {
    /// The line as it stands in an order, still without a number.
    func checked(_ place: String, _ checks: inout FieldChecks) -> OrderLine {
        let line = self
        let price = ExactNumber.parse(FieldChecks.trimmed(line.unitPrice))
        if price.map({ $0 < 0 }) ?? true {
            checks.add("\(place)/unit_price/amount", "invalid", "Write the price as digits with a point, for example 12.50.")
        }
        let currency = Currency(line.currency)
        if currency == nil {
            checks.add("\(place)/unit_price/currency", "invalid", "The currency must be a three-letter code, for example USD.")
        }
        if line.quantity <= 0 { checks.add("\(place)/quantity", "invalid", "The quantity must be above zero.") }
        var made = OrderLine(
            lineNumber: 0,
            supplierPartID: checks.text(line.supplierPartID, "\(place)/supplier_part_id", "The supplier's part number"),
            // Kept as inner XML, because suppliers send markup in it; here it is text.
            auxiliaryID: checks.optionalText(
                line.auxiliaryID, "\(place)/supplier_part_auxiliary_id", "The auxiliary part number"
            )?.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;"),
            description: checks.text(line.description, "\(place)/description", "The description", limit: 2000),
            quantity: line.quantity, unitPrice: price, currency: currency ?? .usd,
            unitOfMeasure: checks.text(line.unitOfMeasure, "\(place)/unit_of_measure", "The unit of measure", limit: 20),
            classificationDomain: checks.optionalText(
                line.classificationDomain, "\(place)/classification/domain", "The classification's domain"),
            classificationCode: checks.optionalText(
                line.classificationCode, "\(place)/classification/code", "The classification's code"),
            manufacturerName: checks.optionalText(line.manufacturerName, "\(place)/manufacturer_name", "The manufacturer"),
            manufacturerPartID: checks.optionalText(
                line.manufacturerPartID, "\(place)/manufacturer_part_id", "The manufacturer's part number"))
        made.requestedDelivery = line.requestedDelivery.flatMap { Day(checks.day($0, "\(place)/requested_delivery", "The day")) }
        return made
    }
}
