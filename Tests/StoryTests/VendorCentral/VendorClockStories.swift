import FoundationEssentials
import JSON
import PorticoServer
import Procurement
import Testing
import UseCases
import VendorSandbox

/// Our clock and Amazon's differ: nothing is lost and nothing sent twice.
struct VendorClockStories {
    private static let automatic: JSON = ["acknowledges_automatically": ["retail", "direct_fulfillment"]]

    private static func scenario(_ scenario: inout VendorScenario) {
        (scenario.retailOrders, scenario.directOrders) = (40, 40)
    }

    /// All orders are there, each was answered once, and nothing is in doubt.
    private func demandAll(_ vendor: VendorWorld, held: Int) async throws {
        let orders = try await vendor.orders()
        #expect(orders.count == 80)
        #expect(orders.filter { $0["holds"] != [] }.count == held, "from the warehouse that nobody mapped")
        let retail = try await vendor.told(VendorWorld.answers).compactMap {
            $0["acknowledgements"]?[0]?["purchaseOrderNumber"]?.text
        }
        // What Amazon changes afterwards is answered again; these are not.
        let steady = retail.filter { number in Int(number.suffix(6)).map { $0 % 7 != 3 && $0 % 11 != 5 } ?? false }
        #expect(steady.count == Set(steady).count && Set(retail).count == 40, "\(retail)")
        let direct = try await vendor.told(VendorWorld.directAnswers).compactMap {
            $0["orderAcknowledgements"]?[0]?["purchaseOrderNumber"]?.text
        }
        #expect(direct.count == Set(direct).count && direct.count == 40 - held, "\(direct)")
        for status in ["unknown", "failed", "retrying"] {
            #expect(try await vendor.transactions("&status=\(status)").isEmpty, "\(status)")
        }
    }

    @Test(arguments: [-2 * 3600.0, 2 * 3600.0, -200.0, 200.0])
    func `a clock that is wrong all the time loses no order and answers each once`(ahead: TimeInterval) async throws {
        try await VendorWorld.run(Self.scenario, fields: Self.automatic, ahead: ahead) { vendor in
            try await vendor.serve()
            let run = try #require(try await vendor.runs("orders").first)
            #expect(run["status"] == "done", "\(run)")
            let word = ahead < 0 ? "ahead of Amazon's" : "behind Amazon's"
            #expect(run["message"]?.text?.contains(word) == true, "\(run)")
            // 25 of each were there; the others come one every quarter of an hour.
            #expect(try await vendor.orders().count >= 48)
            for _ in 0..<12 { try await vendor.pass(minutes: 25) }
            try await demandAll(vendor, held: 4)
            let checked = try await vendor.rest("POST", "/connections/\(vendor.connection)/check", "{}")
            #expect(checked.json["last_check"]?["is_good"] == true)
            #expect(checked.json["last_check"]?["message"]?.text?.contains(word) == true, "\(checked.json)")
        }
    }

    @Test func `a clock that is set right, forth and back, loses no order and answers each once`() async throws {
        try await VendorWorld.run(Self.scenario, fields: Self.automatic, ahead: -3 * 3600) { vendor in
            try await vendor.serve()
            try await vendor.pass(minutes: 25)
            // Three hours back to Amazon's time: rounds and tokens are from the future now.
            let tokens = vendor.line.count(of: "/auth/o2/token")
            vendor.amazon.set(ahead: 0)
            vendor.world.passTime(hours: -3)
            try await vendor.serve()
            #expect(try await vendor.runs("orders").first?["status"] == "done")
            for _ in 0..<4 { try await vendor.pass(minutes: 25) }
            // And an hour forth, while Amazon's goes its way.
            vendor.amazon.set(ahead: -3600)
            vendor.world.passTime(hours: 1)
            for _ in 0..<10 { try await vendor.pass(minutes: 25) }
            try await demandAll(vendor, held: 4)
            #expect(vendor.line.count(of: "/auth/o2/token") > tokens)
        }
    }

    @Test func `a token that Amazon's clock ended earlier is replaced once, and nothing is posted twice`() async throws {
        try await VendorWorld.run(Self.scenario) { vendor in
            try await vendor.serve()
            let before = vendor.line.count(of: "/auth/o2/token")
            // By Amazon's clock an hour has passed, by ours a minute.
            vendor.amazon.set(ahead: 3600)
            let id = try await vendor.id("RP000000")
            _ = try await vendor.rest("POST", "/orders/\(id)/acknowledge", "{}")
            try await vendor.pass(minutes: 1)
            #expect(try await vendor.told(VendorWorld.answers).count == 1)
            #expect(vendor.line.count(of: "/auth/o2/token") == before + 1)
            #expect(try await vendor.transactions("&status=sent").count == 1)
        }
    }
}
