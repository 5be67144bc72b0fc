import FoundationEssentials
import Testing
import VendorCentral

/// What Amazon's rules say about our answers, checked before they leave.
struct AnswerTests {
    private typealias Samples = VendorSamples

    private func places(_ order: VendorOrder, _ answers: [String: [LineAcknowledgement]]) -> [String] {
        order.findings(acknowledging: answers).map(\.pointer)
    }

    @Test func `the full acceptance has nothing against it`() {
        let order = Samples.order(.pendingApproval, [Samples.line("1", 5), Samples.line("2", 3), Samples.line("3", 0)])
        #expect(order.findings(acknowledging: order.fullAcceptance).isEmpty)
    }

    @Test func `a line may be accepted, back-ordered and rejected in parts`() {
        let order = Samples.order(.pendingApproval, [Samples.line("1", 10, backOrder: true)])
        let parts = [
            LineAcknowledgement(.accepted, 6), LineAcknowledgement(.backordered, 3, scheduledShip: Samples.monday),
            LineAcknowledgement(.rejected, 1, reason: .temporarilyUnavailable),
        ]
        #expect(places(order, ["1": parts]).isEmpty)
    }

    @Test func `every mistake is found at its place`() {
        let order = Samples.order(.pendingApproval, [Samples.line("1", 10), Samples.line("2", 1)])
        let fine = ["2": [LineAcknowledgement(.accepted, 1)]]
        func answering(_ parts: [LineAcknowledgement]) -> [String] {
            places(order, fine.merging(["1": parts]) { $1 })
        }
        #expect(places(order, fine) == ["/lines/1"], "a line that is left out counts as rejected at Amazon")
        #expect(answering([LineAcknowledgement(.accepted, 11)]) == ["/lines/1/acknowledgements/0/quantity"])
        #expect(answering([LineAcknowledgement(.accepted, 0)]) == ["/lines/1/acknowledgements/0/quantity"])
        #expect(answering([LineAcknowledgement(.accepted, .max)]) == ["/lines/1/acknowledgements/0/quantity"])
        #expect(answering([LineAcknowledgement(.accepted, 9)]) == ["/lines/1/acknowledgements"])
        #expect(answering([LineAcknowledgement(.rejected, 10)]) == ["/lines/1/acknowledgements/0/reason"])
        #expect(
            answering([LineAcknowledgement(.backordered, 10)]) == [
                "/lines/1/acknowledgements/0/code", "/lines/1/acknowledgements/0/scheduled_ship",
            ])
        #expect(
            answering([LineAcknowledgement(.accepted, 10, reason: .obsoleteProduct)]) == ["/lines/1/acknowledgements/0/reason"])
        let backwards = LineAcknowledgement(
            .accepted, 10, scheduledShip: Samples.monday, scheduledDelivery: Samples.monday.addingTimeInterval(-1))
        #expect(answering([backwards]) == ["/lines/1/acknowledgements/0/scheduled_delivery"])
        #expect(places(order, order.fullAcceptance.merging(["9": []]) { $1 }) == ["/lines/9"])
    }

    @Test func `a rejection is never taken back, and nothing is accepted without a cost`() {
        let rejected = [LineAcknowledgement(.rejected, 4, reason: .obsoleteProduct), LineAcknowledgement(.accepted, 6)]
        let order = Samples.order(.updated, [Samples.line("1", 10, acknowledged: rejected)])
        #expect(places(order, ["1": [LineAcknowledgement(.accepted, 10)]]) == ["/lines/1/acknowledgements"])
        #expect(places(order, ["1": rejected]).isEmpty)
        let free = Samples.order(.pendingApproval, [Samples.line("1", 1, cost: 0)])
        #expect(places(free, free.fullAcceptance) == ["/lines/1/net_cost"])
        #expect(places(free, ["1": [LineAcknowledgement(.rejected, 1, reason: .obsoleteProduct)]]).isEmpty)
    }

    @Test func `a direct fulfillment answer needs our number and the warehouse`() {
        let order = Samples.order(.pendingApproval, [Samples.line("1", 1)], .directFulfillment)
        #expect(order.findings(answering: .shipAll, vendorOrderNumber: "V1").isEmpty)
        #expect(order.findings(answering: .shipAll, vendorOrderNumber: "").map(\.pointer) == ["/vendor_order_number"])
        #expect(Set(DirectAnswer.allCases.map(\.rawValue)).count == DirectAnswer.allCases.count)
    }
}
