import Procurement
import Testing
import VendorCentral

/// Every pair of state and trigger, so that a step that slips in or gets lost is seen.
struct VendorLifecycleTests {
    private typealias Row = (VendorOrder.Status, [VendorOrder.Trigger: VendorOrder.Status])

    /// The table once more by hand, seen from the states.
    private static let rows: [Row] = [
        (
            .new,
            [
                .release: .pendingApproval, .hold: .new, .acknowledge: .acknowledged, .amend: .new, .change: .new,
                .answeredElsewhere: .pendingFulfillment, .shippedElsewhere: .shipped, .cancel: .cancelled,
            ]
        ),
        (
            .pendingApproval,
            [
                .hold: .new, .acknowledge: .acknowledged, .amend: .pendingApproval, .change: .pendingApproval,
                .answeredElsewhere: .pendingFulfillment, .shippedElsewhere: .shipped, .cancel: .cancelled,
            ]
        ),
        (
            .acknowledged,
            [
                .confirm: .pendingFulfillment, .confirmPartlyShipped: .partiallyShipped, .confirmRejection: .rejected,
                .refuse: .pendingApproval, .amend: .acknowledged, .change: .updated, .shippedElsewhere: .shipped,
                .cancel: .cancelled,
            ]
        ),
        (
            .pendingFulfillment,
            [
                .amend: .pendingFulfillment, .change: .updated, .shipPart: .partiallyShipped, .shipAll: .shipped,
                .deny: .cancelled, .shippedElsewhere: .shipped, .cancel: .cancelled,
            ]
        ),
        (
            .updated,
            [
                .acknowledge: .acknowledged, .amend: .updated, .change: .updated, .answeredElsewhere: .pendingFulfillment,
                .shippedElsewhere: .shipped, .cancel: .cancelled,
            ]
        ),
        (
            .partiallyShipped,
            [
                .amend: .partiallyShipped, .change: .updated, .shipPart: .partiallyShipped, .shipAll: .shipped,
                .shippedElsewhere: .shipped, .cancel: .shipped,
            ]
        ),
        (.shipped, [.amend: .shipped, .invoice: .invoiced]),
        (.invoiced, [.amend: .invoiced, .reverseInvoice: .shipped]),
        (.rejected, [.amend: .rejected, .cancel: .cancelled]),
        (.cancelled, [.amend: .cancelled, .reinstate: .pendingApproval]),
    ]

    @Test func `a vendor order takes exactly these steps`() {
        #expect(Set(Self.rows.map(\.0)) == Set(VendorOrder.Status.allCases))
        for (state, steps) in Self.rows {
            for trigger in VendorOrder.Trigger.allCases {
                let result = try? VendorOrder.lifecycle.after(trigger, from: state)
                #expect(result == steps[trigger], "\(state) + \(trigger)")
            }
        }
    }

    @Test func `states are spelt as the interface promises`() {
        #expect(
            VendorOrder.Status.allCases.map(\.rawValue) == [
                "new", "pending_approval", "acknowledged", "pending_fulfillment", "partially_shipped", "shipped", "invoiced",
                "rejected", "cancelled", "updated",
            ])
    }

    @Test func `every state can be reached from new`() {
        var reached: Set<VendorOrder.Status> = [.new]
        for _ in VendorOrder.Status.allCases {
            for state in reached {
                for trigger in VendorOrder.Trigger.allCases {
                    if let next = try? VendorOrder.lifecycle.after(trigger, from: state) { reached.insert(next) }
                }
            }
        }
        #expect(reached == Set(VendorOrder.Status.allCases))
    }
}
