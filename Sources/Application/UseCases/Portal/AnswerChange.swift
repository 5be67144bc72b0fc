import FoundationEssentials
package import Procurement
import ProcurementStore

/// A supplier's answer to a change as a whole: yes, or no with a reason, and when lines are delivered.
///
/// Yes confirms the lines that the change is about as they are now, in place of what was confirmed of them before. No changes
/// nothing of the order: the buyer is told. The same answer again is answered like the first time and does nothing.
package struct AnswerChange: Command {
    package static let access = Access.supplier("portal-orders.write")
    package static let changesSetUp = false

    package enum Verdict: String, Sendable, CaseIterable {
        case accepted, refused

        fileprivate var status: SupplierChange.Status { self == .accepted ? .accepted : .refused }
        fileprivate var trigger: SupplierChange.Trigger { self == .accepted ? .accept : .refuse }
    }

    package struct Line: Sendable {
        package var lineNumber: Int
        /// `2026-01-31`
        package var deliveryDate: String

        package init(lineNumber: Int, deliveryDate: String) {
            self.lineNumber = lineNumber
            self.deliveryDate = deliveryDate
        }
    }

    package var id: Identifier<PurchaseOrder>
    /// The version that its caller saw.
    package var version: Int
    package var verdict: Verdict
    package var reason: String?
    package var lines: [Line]

    package init(
        _ id: Identifier<PurchaseOrder>, version: Int, _ verdict: Verdict, reason: String? = nil, lines: [Line] = []
    ) {
        self.id = id
        self.version = version
        self.verdict = verdict
        self.reason = reason
        self.lines = lines
    }

    /// Answers whether this was the first time that it was said.
    package func perform(in work: UnitOfWork) throws -> (change: SupplierChange, isNew: Bool) {
        var order = try work.suppliersOrder(id)
        let all = try work.changesForSupplier(of: order)
        guard let details = all.first(where: { $0.change.version == version }) else {
            throw Refusal.invalid(
                "/version", "not-found",
                all.first.map { "Version \(version) is no change to answer. The newest is version \($0.change.version)." }
                    ?? "The order was not changed since you have it. There is nothing to answer.")
        }
        var change = details.change
        // A double click, or a repeat after a lost answer.
        if change.status == verdict.status { return (change, false) }
        try demandOpen(change, order, newest: all.first?.change)
        var checks = FieldChecks()
        change.reason = checks.optionalText(reason, "/reason", "The reason", limit: 500)
        if verdict == .refused, change.reason == nil {
            checks.add("/reason", "required", "Say why you refuse the change, so that the customer can find another way.")
        }
        change.promises = promises(order, details.lineNumbers, &checks)
        try checks.finish()
        try change.apply(verdict.trigger)
        (change.answeredAt, change.answeredBy) = (work.now, work.actor.name)
        try work.store.update(change)
        try work.record(
            verdict == .accepted ? .orderChangeAccepted : .orderChangeRefused, id,
            [("version", String(version)), ("reason", change.reason), ("delivery", change.promisesInWords)])
        if let confirmation = confirmation(
            change, of: order, details.lineNumbers, after: try work.store.confirmations(of: order).map(\.noticeDate).max(),
            at: work.now)
        {
            try work.take(confirmation, updating: nil, about: &order)
        } else {
            // Whoever changes the order next has seen the answer.
            try work.save(&order, lines: false)
        }
        return (change, true)
    }

    private func demandOpen(_ change: SupplierChange, _ order: PurchaseOrder, newest: SupplierChange?) throws {
        switch change.status {
        case .open: break
        case .accepted, .refused:
            let who = change.answeredBy ?? "A colleague"
            throw Refusal.conflict(
                code: "answered-already",
                "\(who) has \(change.status.rawValue) this change already, and the customer was told. Write a comment when that was wrong."
            )
        case .overtaken:
            let now = newest.flatMap { $0.version > version ? "version \($0.version)" : nil } ?? "another version"
            throw Refusal.conflict(
                code: "changed-again",
                "The customer has changed the order again: \(now) is what is ordered now. Look at it, and answer that.")
        }
        guard order.status == .approved else {
            throw Refusal.conflict(
                code: "wrong-state", "The order is \(order.status.rawValue): there is no change of it to answer any more.")
        }
    }

    private func promises(
        _ order: PurchaseOrder, _ touched: [Int], _ checks: inout FieldChecks
    ) -> [SupplierChange.Promise] {
        if lines.count > 1000 { checks.add("/lines", "too-many", "An order has 1000 lines at most.") }
        var seen: Set<Int> = []
        return lines.prefix(1000).enumerated().compactMap { index, line in
            let place = "/lines/\(index)"
            if !seen.insert(line.lineNumber).inserted {
                checks.add("\(place)/line_number", "duplicate", "Line \(line.lineNumber) stands there twice. Name it once.")
            } else if !order.lines.contains(where: { $0.lineNumber == line.lineNumber }) {
                checks.add("\(place)/line_number", "not-found", "The order has no line \(line.lineNumber).")
            } else if !touched.contains(line.lineNumber) {
                checks.add(
                    "\(place)/line_number", "not-changed",
                    "Line \(line.lineNumber) is not part of the change. Confirm it with its date instead.")
            }
            guard let day = Day(line.deliveryDate) else {
                checks.add("\(place)/delivery_date", "invalid", "Write the day as 2026-01-31.")
                return nil
            }
            return SupplierChange.Promise(lineNumber: line.lineNumber, day: day)
        }
    }

    /// What a yes says about the lines of the change; `nil` for a no, and where lines only went away. It supersedes what was said
    /// before, whatever clock that was dated by.
    private func confirmation(
        _ change: SupplierChange, of order: PurchaseOrder, _ touched: [Int], after last: Date?, at now: Date
    ) -> SupplierConfirmation? {
        guard change.status == .accepted else { return nil }
        let days = Dictionary(change.promises.map { ($0.lineNumber, $0.day.text) }) { first, _ in first }
        let lines = order.lines.filter { touched.contains($0.lineNumber) }.map { line in
            SupplierConfirmation.Line(
                lineNumber: line.lineNumber, accepted: line.quantity, note: days[line.lineNumber].map { "delivery \($0)" })
        }
        if lines.isEmpty { return nil }
        return SupplierConfirmation(
            confirmID: "change-\(version)", noticeDate: max(now, last.map { $0.addingTimeInterval(0.001) } ?? now),
            receivedAt: now, scope: .restate, lines: lines,
            comment: change.reason)
    }
}
