import FoundationEssentials
import Procurement
import Testing

struct ReceivingTests {
    private typealias S = MatchSamples

    private func problems(_ lines: [GoodsReceipt.Line], after: [GoodsReceipt] = [], limit: Decimal = 0) -> [String] {
        S.order.problems(receiving: lines, after: ReceivedQuantities(after), within: OverLimit(percent: limit)).map(\.field)
    }

    @Test func `receiving more than ordered is refused, over all receipts`() {
        #expect(problems([.init(lineNumber: 1, quantity: 2)]).isEmpty)
        #expect(problems([.init(lineNumber: 1, quantity: 3)]) == ["quantity"])
        #expect(problems([.init(lineNumber: 1, quantity: 1)], after: [S.receipt([(1, 2)])]) == ["quantity"])
        #expect(problems([.init(lineNumber: 1, quantity: 1)], after: [S.receipt([(1, 2)])], limit: 50).isEmpty)
    }

    @Test func `odd receipts name the field`() {
        #expect(problems([]) == ["lines"])
        #expect(problems([.init(lineNumber: 7, quantity: 1)]) == ["line_number"])
        #expect(problems([.init(lineNumber: 1, quantity: 1), .init(lineNumber: 1, quantity: 1)]) == ["line_number"])
        #expect(problems([.init(lineNumber: 1, quantity: 0)]) == ["quantity"])
        #expect(problems([.init(lineNumber: 1, quantity: -1)]) == ["quantity"])
        #expect(problems([.init(lineNumber: 1, quantity: 1, refused: 2)]) == ["refused"])
    }

    @Test func `the receipt state follows from the receipts, rejected pieces are not waited for`() {
        var order = S.order
        func state(_ receipts: [GoodsReceipt]) -> PurchaseOrder.Receipt { order.receipt(after: ReceivedQuantities(receipts)) }
        #expect(state([]) == .none)
        #expect(state([S.receipt([(1, 2)])]) == .partial)
        #expect(state([S.receipt([(1, 2)]), S.receipt([(2, 2)])]) == .full)
        order.lines[1].confirmation.rejected = 2
        #expect(state([S.receipt([(1, 2)])]) == .full)
    }

    @Test(arguments: 0..<50)
    func `counter-receipts restore what was there before`(_ seed: Int) {
        var random = Generator(state: UInt64(seed))
        var receipts: [GoodsReceipt] = []
        for _ in 0..<Int.random(in: 1...6, using: &random) {
            let quantity = Decimal(Int.random(in: 1...500, using: &random)) / 100
            receipts.append(S.receipt([(Int.random(in: 1...2, using: &random), quantity)], refused: quantity / 2))
        }
        let before = ReceivedQuantities(receipts)
        let wrong = S.receipt([(1, 3), (2, Decimal(Int.random(in: 1...9, using: &random)))], refused: 1)
        let counter = wrong.countered(by: Identifier(trusted: "rcp_9"), on: Samples.today, who: "Ada", at: Samples.start)
        let after = ReceivedQuantities((receipts + [wrong, counter]).shuffled(using: &random))
        for line in 1...2 {
            #expect(after.received(line) == before.received(line) && after.accepted(line) == before.accepted(line))
        }
    }
}
