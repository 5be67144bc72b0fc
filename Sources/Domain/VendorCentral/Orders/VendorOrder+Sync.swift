import FoundationEssentials

extension VendorOrder {
    /// What taking in Amazon's newest version did.
    package struct Change: Hashable, Sendable {
        /// The steps taken, in their order; none when nothing differs.
        package var triggers: [Trigger]
        /// What is different, in words, for the trail.
        package var differences: [String]
    }

    /// What ``sync(_:warehouses:)`` needs to know of the house: which ship-from codes are mapped, and whether answers go out
    /// without a person's approval.
    package struct Rules: Hashable, Sendable {
        package var warehouses: ShipFromMapping
        package var acknowledgesAutomatically: Bool

        package init(warehouses: ShipFromMapping, acknowledgesAutomatically: Bool) {
            self.warehouses = warehouses
            self.acknowledgesAutomatically = acknowledgesAutomatically
        }
    }

    /// Takes in what Amazon says now. The same version again changes nothing.
    ///
    /// - Returns: the steps taken. ``Trigger/acknowledge`` is not among them: with automatic acknowledgement the caller sends
    ///   the answer when ``isReadyToAcknowledge(_:)`` says so, in the same transaction.
    package mutating func sync(_ amazon: AmazonOrder, _ rules: Rules) -> Change {
        var change = Change(triggers: [], differences: [])
        let cancellation = takesCancellation(amazon)
        let quantitiesDiffer = merge(amazon, &change)
        if !change.differences.isEmpty, !cancellation { step(quantitiesDiffer ? .change : .amend, &change) }
        switch amazon.state {
        case .cancelled: step(.cancel, &change)
        case _ where cancellation: step(.cancel, &change)
        case .acknowledged where status == .new || status == .pendingApproval: step(.answeredElsewhere, &change)
        case .shipped where status != .invoiced && status != .shipped: step(.shippedElsewhere, &change)
        case .closed: close(&change)
        case .new where status == .cancelled: step(.reinstate, &change)
        default: break
        }
        review(amazon, rules, &change)
        return change
    }

    /// Whether an automatic answer may go out now.
    package func isReadyToAcknowledge(_ rules: Rules) -> Bool {
        rules.acknowledgesAutomatically && status == .pendingApproval && holds.isEmpty
    }

    /// Amazon cancels a retail order by ordering none of anything.
    private func takesCancellation(_ amazon: AmazonOrder) -> Bool {
        amazon.programme == .retail && !amazon.lines.isEmpty && amazon.lines.allSatisfy { $0.ordered.amount == 0 }
    }

    /// A closed retail order needs nothing more of us: it was received, or ended without us.
    private mutating func close(_ change: inout Change) {
        switch status {
        case .new, .pendingApproval, .acknowledged, .pendingFulfillment, .partiallyShipped, .updated:
            step(.shippedElsewhere, &change)
        case .shipped, .invoiced, .rejected, .cancelled: break
        }
    }

    /// Holds or releases an order that still waits for its answer.
    private mutating func review(_ amazon: AmazonOrder, _ rules: Rules, _ change: inout Change) {
        var found = amazon.contradictions.map { Hold(.malformed, $0) }
        if case .unmapped(let code) = rules.warehouses.warehouse(for: self) {
            found.append(
                Hold(
                    .unmappedWarehouse,
                    code.map { "no warehouse is mapped to Amazon's ship-from code \($0); map it under the connection" }
                        ?? "the connection has no default warehouse; choose one"))
        }
        let refusals = change.triggers.contains(.change) ? [] : holds.filter { $0.kind == .refused }
        if holds != found + refusals {
            holds = found + refusals
            if change.triggers.isEmpty, !found.isEmpty { change.differences.append("it is held") }
        }
        if !found.isEmpty, status == .pendingApproval { step(.hold, &change) }
        if found.isEmpty, status == .new { step(.release, &change) }
    }

    /// Writes Amazon's values over ours; answers whether an answered quantity, item or cost differs.
    private mutating func merge(_ amazon: AmazonOrder, _ change: inout Change) -> Bool {
        var isRelevant = false
        let isFirst = lines.isEmpty && amazonState.isEmpty
        var merged: [VendorOrderLine] = []
        let known = Dictionary(lines.map { ($0.sequence, $0) }, uniquingKeysWith: { first, _ in first })
        for line in amazon.lines {
            guard var old = known[line.sequence] else {
                merged.append(line)
                if !isFirst { change.differences.append("line \(line.sequence) is new") }
                isRelevant = true
                continue
            }
            let differences = old.take(line)
            change.differences += differences
            isRelevant = isRelevant || !differences.isEmpty
            merged.append(old)
        }
        let listed = Set(amazon.lines.map(\.sequence))
        // A line that Amazon no longer lists is wanted no more; what was shipped of it stays.
        for var line in lines where !listed.contains(line.sequence) && line.ordered.amount != 0 && !amazon.lines.isEmpty {
            line.ordered.amount = 0
            merged.append(line)
            change.differences.append("line \(line.sequence) is gone")
            isRelevant = true
        }
        if !amazon.lines.isEmpty { lines = merged + lines.filter { !listed.contains($0.sequence) && $0.ordered.amount == 0 } }
        if !isFirst {
            if window != amazon.window { change.differences.append("the window is another") }
            if shipTo != amazon.shipTo { change.differences.append("the destination is another") }
            if shipFrom != amazon.shipFrom { change.differences.append("the ship-from code is another") }
            if freight != amazon.freight { change.differences.append("who pays the freight is another") }
        }
        if !amazon.vendorCode.isEmpty { vendorCode = amazon.vendorCode }
        amazonState = amazon.stateText
        orderedAt = amazon.orderedAt ?? orderedAt
        changedAt = amazon.changedAt ?? changedAt
        window = amazon.window
        freight = amazon.freight
        shipFrom = amazon.shipFrom
        shipTo = amazon.shipTo
        return isRelevant && !isFirst
    }

    /// Takes the step when the lifecycle has it. Amazon's states are facts: one that our lifecycle has no row for (a cancelled
    /// order that is already billed) changes nothing.
    private mutating func step(_ trigger: Trigger, _ change: inout Change) {
        guard (try? apply(trigger)) != nil else { return }
        change.triggers.append(trigger)
    }
}

extension VendorOrderLine {
    /// Takes Amazon's values; answers what of them matters to an answer that was given.
    fileprivate mutating func take(_ newer: VendorOrderLine) -> [String] {
        var differences: [String] = []
        if ordered != newer.ordered {
            differences.append("line \(sequence) orders \(newer.ordered.amount) instead of \(ordered.amount)")
        }
        if let cost = newer.netCost, let old = netCost, cost != old { differences.append("line \(sequence) has another cost") }
        if amazonProduct != newer.amazonProduct || vendorProduct != newer.vendorProduct {
            differences.append("line \(sequence) is another product")
        }
        ordered = newer.ordered
        netCost = newer.netCost ?? netCost
        amazonProduct = newer.amazonProduct
        vendorProduct = newer.vendorProduct
        title = newer.title ?? title
        isBackOrderAllowed = newer.isBackOrderAllowed
        return differences
    }
}
