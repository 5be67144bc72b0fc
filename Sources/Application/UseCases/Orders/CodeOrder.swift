package import Procurement
import ProcurementStore

/// Changes an order's coding, as a whole, by line and by share. Of what the supplier sent nothing can be changed.
package struct CodeOrder: Command {
    package static let access = Access.roles(.buyer, scope: "purchase-orders.write")
    package static let changesSetUp = false
    package var id: Identifier<PurchaseOrder>
    package var coding: CodingChange
    /// By line number.
    package var lines: [Int: CodingChange]
    /// By line number: the complete list of a line's shares; an empty one makes it whole again.
    package var shares: [Int: [ShareChange]]
    /// `nil` keeps the comment.
    package var comment: String?
    /// `nil` keeps the note.
    package var supplierNote: String?
    /// The version the caller saw; `nil` takes the newest.
    package var version: Int?

    package init(
        _ id: Identifier<PurchaseOrder>, coding: CodingChange, lines: [Int: CodingChange] = [:],
        shares: [Int: [ShareChange]] = [:], comment: String? = nil, supplierNote: String? = nil, version: Int? = nil
    ) {
        self.id = id
        self.coding = coding
        self.lines = lines
        self.shares = shares
        self.comment = comment
        self.supplierNote = supplierNote
        self.version = version
    }

    package func perform(in work: UnitOfWork) throws -> PurchaseOrder {
        var order = try work.ownOrder(id, version: version)
        let before = order
        try order.apply(.edit)
        var checks = FieldChecks()
        let choices = try CodingChoices(in: work)
        order.coding = try coding.applied(to: order.coding, "/coding", choices, &checks)
        for (number, change) in lines.sorted(by: { $0.key < $1.key }) {
            guard let index = position(of: number, in: order, &checks) else { continue }
            order.lines[index].coding = try change.applied(
                to: order.lines[index].coding, "/lines/\(number)/coding", choices, &checks)
        }
        for (number, parts) in shares.sorted(by: { $0.key < $1.key }) {
            guard let index = position(of: number, in: order, &checks) else { continue }
            order.lines[index].shares =
                try checks.shares(of: order.lines[index], parts, choices) ?? order.lines[index].shares
        }
        if let comment {
            order.comment = checks.remark(comment, "/comment", "The comment").map { InternalComment($0) }
        }
        if let supplierNote {
            order.supplierNote = checks.remark(supplierNote, "/note_to_supplier", "The note to the supplier").map {
                SupplierNote($0)
            }
        }
        try work.derive(&order)
        try work.checkConsistency(of: order, changedFrom: before, &checks)
        try checks.finish()
        // What is saved as it was is no news.
        if order == before { return before }
        try work.followChange(of: &order, from: before)
        try work.save(&order, lines: true)
        if !shares.isEmpty { try work.store.updateShares(of: order) }
        try work.record(.orderCoded, id, CodingNames(work.store).details(order.coding) + Self.details(order, before))
        return order
    }

    private func position(of number: Int, in order: PurchaseOrder, _ checks: inout FieldChecks) -> Int? {
        let index = order.lines.firstIndex { $0.lineNumber == number }
        if index == nil { checks.add("/lines/\(number)", "not-found", "The order has no line \(number).") }
        return index
    }

    /// Lines whose coding or split changed, for the trail.
    private static func details(_ order: PurchaseOrder, _ before: PurchaseOrder) -> [(String, String?)] {
        let changed = zip(order.lines, before.lines).filter { $0.coding != $1.coding || $0.shares != $1.shares }.map {
            line, _ in line.shares.isEmpty ? "\(line.lineNumber)" : "\(line.lineNumber) (\(line.shares.count) shares)"
        }
        return changed.isEmpty ? [] : [("lines", changed.joined(separator: ", "))]
    }
}

/// Codes every open line of an order like one of its lines: what is still empty is filled, what was chosen stays.
package struct CodeOpenLines: Command {
    package static let access = Access.roles(.buyer, scope: "purchase-orders.write")
    package static let changesSetUp = false
    package var id: Identifier<PurchaseOrder>
    package var lineNumber: Int
    package var version: Int?

    package init(_ id: Identifier<PurchaseOrder>, like lineNumber: Int, version: Int? = nil) {
        self.id = id
        self.lineNumber = lineNumber
        self.version = version
    }

    package func perform(in work: UnitOfWork) throws -> PurchaseOrder {
        var order = try work.ownOrder(id, version: version)
        let before = order
        try order.apply(.edit)
        guard let changed = order.codeOpenLines(like: lineNumber) else {
            throw Refusal.invalid("/line_number", "not-found", "The order has no line \(lineNumber). Name one of its lines.")
        }
        guard !changed.isEmpty else { return before }
        var checks = FieldChecks()
        try work.checkConsistency(of: order, changedFrom: before, &checks)
        try checks.finish()
        try work.followChange(of: &order, from: before)
        try work.save(&order, lines: true)
        try work.store.updateShares(of: order)
        try work.record(
            .orderCoded, id,
            [("like_line", String(lineNumber)), ("lines", changed.map(String.init).joined(separator: ", "))])
        return order
    }
}

extension FieldChecks {
    /// Free words of several lines; `nil` for none.
    fileprivate mutating func remark(_ text: String, _ pointer: String, _ label: String) -> String? {
        if text.count > 2000 { add(pointer, "too-long", "\(label) is longer than 2000 characters. Shorten it.") }
        let trimmed = FieldChecks.trimmed(text)
        return trimmed.isEmpty ? nil : trimmed
    }
}
