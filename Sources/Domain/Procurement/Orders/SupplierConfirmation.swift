package import FoundationEssentials

/// One confirmation as the supplier sent it, kept under (order, confirm id) so that several of them add up.
package struct SupplierConfirmation: Hashable, Sendable {
    /// What is said about pieces of one line.
    package struct Line: Hashable, Sendable {
        package var lineNumber: Int
        package var accepted: Decimal
        package var rejected: Decimal
        package var backordered: Decimal
        package var unitPrice: Decimal?
        package var note: String?

        package init(
            lineNumber: Int, accepted: Decimal = 0, rejected: Decimal = 0, backordered: Decimal = 0, unitPrice: Decimal? = nil,
            note: String? = nil
        ) {
            self.lineNumber = lineNumber
            self.accepted = accepted
            self.rejected = rejected
            self.backordered = backordered
            self.unitPrice = unitPrice
            self.note = note
        }
    }

    /// What it says about lines it does not name.
    package enum Scope: String, Hashable, Sendable, CaseIterable {
        /// The lines named and no others.
        case lines
        /// The whole order as ordered, except what the lines say (cXML types `accept` and `except`).
        case acceptWhole = "accept_whole"
        /// The whole order is refused (cXML type `reject`).
        case rejectWhole = "reject_whole"
        /// All there is to say about the lines named, in place of what was said before (cXML type `allDetail`).
        case restate
        /// The whole order is late (cXML type `backordered` without items).
        case backorderWhole = "backorder_whole"
    }

    /// The supplier's own order number, for example `105-…`. The payloadID stands for one that it did not give.
    package var confirmID: String
    package var noticeDate: Date
    package var receivedAt: Date
    package var scope: Scope
    package var lines: [Line]
    package var total: Money?
    package var comment: String?
    /// The payloadID of the document that said it.
    package var payloadID: String?

    package init(
        confirmID: String, noticeDate: Date, receivedAt: Date, scope: Scope, lines: [Line], total: Money? = nil,
        comment: String? = nil, payloadID: String? = nil
    ) {
        self.confirmID = confirmID
        self.noticeDate = noticeDate
        self.receivedAt = receivedAt
        self.scope = scope
        self.lines = lines
        self.total = total
        self.comment = comment
        self.payloadID = payloadID
    }
}

extension PurchaseOrder {
    /// Sets every line's confirmation to what the supplier's confirmations add up to, oldest notice first.
    ///
    /// Confirmations with lines are summed; one that speaks of the whole order supersedes everything before it (cXML
    /// Reference, ConfirmationHeader/@type accept, reject, except).
    package mutating func fold(_ confirmations: [SupplierConfirmation]) {
        for index in lines.indices { lines[index].confirmation = LineConfirmation() }
        let inOrder = confirmations.sorted { ($0.noticeDate, $0.receivedAt) < ($1.noticeDate, $1.receivedAt) }
        for confirmation in inOrder {
            switch confirmation.scope {
            case .lines: break
            case .acceptWhole:
                for index in lines.indices {
                    let named = confirmation.lines.contains { $0.lineNumber == lines[index].lineNumber }
                    lines[index].confirmation = LineConfirmation(accepted: named ? 0 : lines[index].quantity)
                }
            case .rejectWhole:
                for index in lines.indices {
                    lines[index].confirmation = LineConfirmation(
                        rejected: lines[index].quantity, notes: [confirmation.comment].compactMap(\.self))
                }
                continue
            case .backorderWhole:
                for index in lines.indices {
                    lines[index].confirmation = LineConfirmation(
                        backordered: lines[index].quantity, notes: [confirmation.comment].compactMap(\.self))
                }
                continue
            case .restate:
                for index in lines.indices where confirmation.lines.contains(where: { $0.lineNumber == lines[index].lineNumber })
                {
                    lines[index].confirmation = LineConfirmation()
                }
            }
            add(confirmation.lines)
        }
        confirmation = derivedConfirmation
    }

    private mutating func add(_ statements: [SupplierConfirmation.Line]) {
        for statement in statements {
            guard let index = lines.firstIndex(where: { $0.lineNumber == statement.lineNumber }) else { continue }
            lines[index].confirmation.accepted += statement.accepted
            lines[index].confirmation.rejected += statement.rejected
            lines[index].confirmation.backordered += statement.backordered
            lines[index].releaseBackorder()
            if let price = statement.unitPrice { lines[index].confirmation.unitPrice = price }
            if let note = statement.note { lines[index].confirmation.notes.append(note) }
        }
    }
}

extension OrderLine {
    /// Pieces that were late and are accepted or rejected later on are late no more: they are not counted twice.
    fileprivate mutating func releaseBackorder() {
        let said = confirmation.accepted + confirmation.rejected + confirmation.backordered
        if said > quantity, confirmation.backordered > 0 {
            confirmation.backordered = Swift.max(0, confirmation.backordered - (said - quantity))
        }
    }

    /// More pieces are accepted, rejected and late than were ordered.
    package var isOverConfirmed: Bool {
        confirmation.accepted + confirmation.rejected + confirmation.backordered > quantity
    }
}
