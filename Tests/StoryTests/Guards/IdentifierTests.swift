import Cryptography
import FoundationEssentials
import Procurement
import Testing

@testable import UseCases

/// What a transaction makes sorts in the order in which it was made.
struct IdentifierTests {
    @Test func `identifiers of one transaction are one series of all kinds, between those before and after its millisecond`() {
        let random = SeededRandom(seed: 3)
        let now = Date(timeIntervalSince1970: 1_750_000_000.123)
        let series = IdentifierSeries()
        var bodies: [Substring] = []
        for _ in 0..<40 {
            let order: Identifier<PurchaseOrder> = series.next(at: now, random)
            let user: Identifier<User> = series.next(at: now, random)
            bodies += [order.text.dropFirst("po_".count), user.text.dropFirst("usr_".count)]
        }
        #expect(bodies == bodies.sorted() && Set(bodies).count == bodies.count)
        let earliest = Identifier<User>(number: IdentifierSeries.lowest(at: now)).text.dropFirst("usr_".count)
        let next = Identifier<User>(number: IdentifierSeries.lowest(at: now.addingTimeInterval(0.001))).text.dropFirst(
            "usr_".count)
        #expect(bodies.allSatisfy { earliest <= $0 && $0 < next })
        let elsewhere: Identifier<User> = IdentifierSeries().next(at: now, random)
        #expect(!bodies.contains(elsewhere.text.dropFirst("usr_".count)), "two transactions of a millisecond share nothing")
    }

    @Test func `one identifier follows another, but nothing follows the last and nothing follows what is none`() throws {
        let first = Identifier<User>(number: 0xFFFF)
        let second = try #require(Identifier(behind: first))
        #expect(second == Identifier<User>(number: 0x10000) && first.text < second.text)
        #expect(Identifier(behind: Identifier<User>(number: .max)) == nil)
        #expect(Identifier(behind: Identifier<User>(trusted: "usr_01")) == nil)
    }
}
