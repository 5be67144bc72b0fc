import FoundationEssentials
package import Procurement
import ProcurementStore

/// What a policy would have done to orders of the past.
package struct PolicyTrial: Sendable {
    /// Orders that were looked at, the newest ones.
    package var orders: Int
    /// Orders that would have been asked about at a stage more, or at another one.
    package var touched: Int
    /// Orders that nobody could have approved.
    package var blocked: Int
    /// The median delay of the touched orders, from how long the same people took before; `nil` when nobody has decided yet.
    package var medianExtraHours: Double?
    package var examples: [Example]

    /// The delay with one digit after the point.
    package var hoursText: String? {
        medianExtraHours.map { hours in
            let tenths = Int((hours * 10).rounded())
            return "\(tenths / 10).\(tenths % 10)"
        }
    }

    package struct Example: Sendable {
        package var orderID: Identifier<PurchaseOrder>
        package var number: String?
        package var total: Money?
        /// The stages that would have been added.
        package var stages: [String]
    }
}

/// Tries a policy on submitted orders before it is saved. Changes nothing.
package struct TryPolicy: Query {
    package static let access = Access.roles(.auditor, scope: "approval-policies.read")
    /// How many orders are looked at.
    package static let orders = 200
    package var policy: SavePolicy

    package init(_ policy: SavePolicy) { self.policy = policy }

    package func answer(in view: View) throws -> PolicyTrial {
        var candidate = try policy.checked(in: view, id: policy.id ?? Identifier(trusted: "pol_trial"))
        candidate.isActive = true
        var trial = PolicyTrial(orders: 0, touched: 0, blocked: 0, medianExtraHours: nil, examples: [])
        var delays: [Double] = []
        var paces: [Identifier<User>: Double?] = [:]
        for order in try view.store.submittedOrders(limit: Self.orders) {
            trial.orders += 1
            var planner = try view.planner(for: order)
            let before = planner.plan()
            planner.policies = planner.policies.filter { $0.id != candidate.id } + [candidate]
            let after = planner.plan()
            if case .blocked = after.route, before.route != after.route { trial.blocked += 1 }
            let known = Set(before.stages.map(\.basis))
            let added = after.stages.filter { !known.contains($0.basis) }
            guard !added.isEmpty else { continue }
            trial.touched += 1
            if trial.examples.count < 10 {
                trial.examples.append(
                    .init(orderID: order.id, number: order.number, total: order.total, stages: added.map(\.reason)))
            }
            let hours = try added.compactMap { try delay(of: $0, &paces, view) }
            if !hours.isEmpty { delays.append(hours.reduce(0, +)) }
        }
        trial.medianExtraHours = Self.median(delays)
        return trial
    }

    /// How long a stage takes: the n-th fastest of its people, where n approvals are needed.
    private func delay(
        of stage: ApprovalPlan.Stage, _ paces: inout [Identifier<User>: Double?], _ view: View
    ) throws -> Double? {
        var hours: [Double] = []
        for id in stage.approverIDs {
            if paces[id] == nil { paces[id] = .some(Self.median(try view.store.decisionHours(of: id, limit: 50))) }
            if let pace = paces[id], let pace { hours.append(pace) }
        }
        return hours.isEmpty ? nil : hours.sorted()[min(stage.needed, hours.count) - 1]
    }

    private static func median(_ values: [Double]) -> Double? {
        values.isEmpty ? nil : values.sorted()[values.count / 2]
    }
}
