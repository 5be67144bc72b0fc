import FoundationEssentials
import Procurement
import VendorCentral

/// A small generator of its own, so that a failure can be repeated.
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}

enum VendorSamples {
    static let monday = Date(timeIntervalSince1970: 1_780_300_800)
    static let rules = VendorOrder.Rules(
        warehouses: ShipFromMapping(warehouses: [.init(code: "WH1", name: "North")], defaultCode: "WH1"),
        acknowledgesAutomatically: false)

    static func line(
        _ sequence: String, _ amount: Int, cost: Decimal = 10, backOrder: Bool = false, acknowledged: [LineAcknowledgement] = []
    ) -> VendorOrderLine {
        VendorOrderLine(
            sequence: sequence, amazonProduct: "B00\(sequence)", vendorProduct: "V\(sequence)", ordered: VendorQuantity(amount),
            netCost: VendorPrice(cost, .usd), isBackOrderAllowed: backOrder, acknowledgements: acknowledged)
    }

    /// What Amazon says of an order.
    static func amazon(
        _ state: String, _ programme: Programme, shipFrom: String? = nil, _ lines: [VendorOrderLine]
    ) -> AmazonOrder {
        AmazonOrder(
            programme: programme, number: "4Z32PABC", vendorCode: "API01", stateText: state, orderedAt: monday,
            shipFrom: shipFrom, lines: lines)
    }

    static func amazon(_ state: String, _ lines: [VendorOrderLine]) -> AmazonOrder { amazon(state, .retail, lines) }
    static func amazon(_ lines: [VendorOrderLine]) -> AmazonOrder { amazon("New", .retail, lines) }

    /// An order of ours before Amazon's version was taken in.
    static func blank(_ programme: Programme = .retail) -> VendorOrder {
        VendorOrder(
            id: Identifier(trusted: "vo_1"), connection: Identifier(trusted: "vc_1"), programme: programme, number: "4Z32PABC",
            vendorCode: "API01")
    }

    /// An order that has come as far as `state` by real steps.
    static func order(_ state: VendorOrder.Status, _ lines: [VendorOrderLine], _ programme: Programme = .retail) -> VendorOrder {
        var order = blank(programme)
        _ = order.sync(amazon("New", programme, shipFrom: programme == .retail ? nil : "WH1", lines), rules)
        let steps: [VendorOrder.Status: [VendorOrder.Trigger]] = [
            .acknowledged: [.acknowledge], .pendingFulfillment: [.acknowledge, .confirm],
            .partiallyShipped: [.acknowledge, .confirm, .shipPart], .shipped: [.acknowledge, .confirm, .shipAll],
            .invoiced: [.acknowledge, .confirm, .shipAll, .invoice], .rejected: [.acknowledge, .confirmRejection],
            .cancelled: [.cancel], .updated: [.acknowledge, .change],
        ]
        for step in steps[state] ?? [] { try? order.apply(step) }
        return order
    }
}
