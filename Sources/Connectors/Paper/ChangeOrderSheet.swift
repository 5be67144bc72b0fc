package import PDF
package import Procurement
package import UseCases

extension PDFDocument {
    /// A change of an order as its supplier gets it: what is otherwise, and the whole order as it is now.
    ///
    /// - Parameters:
    ///   - paper: the order as it was changed.
    ///   - old: the version before.
    ///   - new: the version that `paper` shows.
    package static func change(
        _ paper: OrderPaper, from old: OrderVersion, to new: OrderVersion, _ head: PaperHead
    ) -> PDFDocument {
        let words = head.wording
        var document = blank(paper, head, title: "\(words.changeOrder) \(paper.number)")
        document.createdAt = new.at
        document.fields += [
            Field(words.version, String(new.number)), Field(words.changeDate, Day(new.at).text),
        ]
        if let reason = new.reason, !reason.isEmpty { document.fields.append(Field(words.reason, reason)) }
        var changes = changes(old.snapshot.differences(to: new.snapshot), words)
        changes.heading = words.changes
        var lines = lines(of: paper.order, words)
        lines.heading = words.orderAsChanged
        document.tables = [changes, lines]
        document.totals = totals(of: paper.order, words)
        return document
    }

    private static func changes(_ differences: [OrderDifference], _ words: PaperWording) -> Table {
        Table(
            columns: [
                .init(words.line, weight: 0.8, isNumber: true), .init(words.what, weight: 2), .init(words.before, weight: 4),
                .init(words.now, weight: 4),
            ],
            rows: differences.compactMap { difference in
                guard let label = label(difference, words) else { return nil }
                return [
                    difference.lineNumber.map(String.init) ?? words.wholeOrder, label, difference.old ?? words.nothing,
                    difference.new ?? words.nothing,
                ]
            }, emptyWords: words.noChanges)
    }

    /// What a supplier may know of; `nil` for what is our own business, and for whatever is added later until it is named here. A
    /// line that comes or goes is told once, by its description.
    private static func label(_ difference: OrderDifference, _ words: PaperWording) -> String? {
        if difference.kind != .changed { return difference.field == "description" ? words.lineItself : nil }
        return switch difference.field {
        case "supplier_part_id": words.partNumber
        case "description": words.description
        case "quantity": words.quantity
        case "unit_price": words.unitPrice
        case "price_basis_quantity": words.per
        case "unit_of_measure": words.unit
        case "requested_delivery": words.requestedDelivery
        case "currency": words.currency
        case "shipping": words.freight
        case "tax": words.tax
        case "total": words.goods
        default: nil
        }
    }
}
