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
    }

    /// The supplier's own order number, for example `105-…`; empty when it gave none.
    package var confirmID: String
    package var noticeDate: Date
    package var receivedAt: Date
    package var scope: Scope
    package var lines: [Line]
    package var total: Money?
    package var comment: String?

    package init(
        confirmID: String, noticeDate: Date, receivedAt: Date, scope: Scope, lines: [Line], total: Money? = nil,
        comment: String? = nil
    ) {
        self.confirmID = confirmID
        self.noticeDate = noticeDate
        self.receivedAt = receivedAt
        self.scope = scope
        self.lines = lines
        self.total = total
        self.comment = comment
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
            if let price = statement.unitPrice { lines[index].confirmation.unitPrice = price }
            if let note = statement.note { lines[index].confirmation.notes.append(note) }
        }
    }
}
