package import Procurement
import ProcurementStore

/// What a split of a line would be, without saving it. Refused with the problems that saving it would have.
package struct TrySplit: Query {
    package static let access = Access.signedIn("purchase-orders.read")
    package var id: Identifier<PurchaseOrder>
    package var lineNumber: Int
    package var shares: [ShareChange]

    package init(_ id: Identifier<PurchaseOrder>, line: Int, _ shares: [ShareChange]) {
        self.id = id
        self.lineNumber = line
        self.shares = shares
    }

    package func answer(in view: View) throws -> [CodingShare] {
        let order = try view.visibleOrder(id)
        let line = try view.need(order.lines.first { $0.lineNumber == lineNumber }, "line")
        var checks = FieldChecks()
        let made = try checks.shares(of: line, shares, try CodingChoices(in: view))
        try checks.finish()
        return made ?? []
    }
}

extension FieldChecks {
    /// The shares that were entered for a line; `nil` when a problem was found.
    mutating func shares(
        of line: OrderLine, _ parts: [ShareChange], _ choices: CodingChoices
    ) throws -> [CodingShare]? {
        let place = "/lines/\(line.lineNumber)/shares"
        let known = problems.count
        var shares: [CodingShare] = []
        for (index, part) in parts.enumerated() {
            let old = index < line.shares.count ? line.shares[index].coding : Coding()
            // Records that the share already had may stay although they are inactive by now; nothing else is kept.
            let coding = try part.coding.applied(to: Coding(), "\(place)/\(index)/coding", choices, keeping: old, &self)
            if let part = part.part(in: line.currency, "\(place)/\(index)", &self) {
                shares.append(CodingShare(part, coding: coding))
            }
        }
        guard problems.count == known else { return nil }
        for problem in shares.problems(splitting: line.amount) {
            add(problem.position.map { "\(place)/\($0)" } ?? place, "invalid-split", problem.message)
        }
        return problems.count == known ? shares : nil
    }
}
