import FoundationEssentials
import Procurement
import Testing
import UseCases

/// What the supplier says of an order, in every order of arrival. Line 1 is ordered twice, line 2 three times.
struct FulfilmentStories {
    private struct Case {
        let world: World
        let id: Identifier<PurchaseOrder>
        let number: String

        func confirmation() async throws -> [LineConfirmation] { try await world.order(id).lines.map(\.confirmation) }
        func shipped() async throws -> [Decimal] { try await world.order(id).lines.map(\.shipped) }
    }

    private func run(_ story: (Case) async throws -> Void) async throws {
        try await World.run { (world: World) async throws in
            let id = try await world.sentOrder()
            let order = try await world.order(id)
            try #require(order.lines.map(\.quantity) == [2, 3])
            try await story(Case(world: world, id: id, number: try #require(order.number)))
        }
    }

    @Test func `each type of confirmation says what the standard gives it`() async throws {
        try await run { (this: Case) async throws in
            func say(_ id: String, _ type: String, _ items: String = "") async throws -> [LineConfirmation] {
                let document = Partner.confirmation(
                    type, of: this.number, confirmID: id, at: "2026-09-21T10:00:0\(id)+00:00", items)
                #expect(try await this.world.post("\(id)@a", document).code == 200, "\(type)")
                return try await this.confirmation()
            }
            #expect(try await say("1", "accept").map(\.accepted) == [2, 3])
            #expect(try await say("2", "reject").map(\.rejected) == [2, 3])
            let except = try await say("3", "except", Partner.item(2, 3, ["reject": 1, "accept": 2]))
            #expect(except.map(\.accepted) == [2, 2] && except.map(\.rejected) == [0, 1])
            #expect(try await say("4", "backordered").map(\.backordered) == [2, 3])
            let detail = try await say("5", "detail", Partner.item(1, 2, ["accept": 2]))
            #expect(detail.map(\.accepted) == [2, 0] && detail.map(\.backordered) == [0, 3], "late pieces are taken from")
            let all = try await say("6", "allDetail", Partner.item(2, 3, ["accept": 3]))
            #expect(all.map(\.accepted) == [2, 3] && all.map(\.backordered) == [0, 0], "all there is to say of line 2")
            #expect(try await say("7", "replace", Partner.item(1, 2, ["detail": 2])).map(\.accepted) == [2, 3])
        }
    }

    @Test func `an order split over several confirmations is summed, and what does not sum is 417`() async throws {
        try await run { (this: Case) async throws in
            func split(_ id: String, _ items: String) async throws -> Int {
                try await this.world.post("\(id)@a", Partner.confirmation("detail", of: this.number, confirmID: id, items)).code
            }
            #expect(try await split("1", Partner.item(2, 2, ["accept": 2])) == 200)
            #expect(try await split("2", Partner.item(2, 1, ["reject": 1])) == 200)
            let lines = try await this.confirmation()
            #expect(lines[1].accepted == 2 && lines[1].rejected == 1)
            #expect(try await split("3", Partner.item(1, 2, ["accept": 1])) == 417, "the pieces of the document do not add up")
            #expect(try await split("4", Partner.item(2, 1, ["accept": 1])) == 417, "more than was ordered, over all documents")
            #expect(try await split("5", Partner.item(9, 1, ["accept": 1])) == 417, "no such line")
            #expect(try await this.confirmation() == lines, "what was refused changed nothing")
        }
    }

    @Test func `an update replaces the confirmation it names, and an older notice never undoes a newer one`() async throws {
        try await run { (this: Case) async throws in
            func say(_ payloadID: String, _ day: Int, _ id: String, of earlier: String? = nil, _ items: String) async throws {
                let document = Partner.confirmation(
                    "detail", of: this.number, confirmID: id, at: "2026-09-\(day)T10:00:00+00:00", updating: earlier, items)
                #expect(try await this.world.post(payloadID, document).code == 200)
            }
            try await say("1@a", 21, "A", Partner.item(1, 2, ["accept": 2]))
            try await say("2@a", 23, "B", of: "1@a", Partner.item(1, 2, ["reject": 2]))
            #expect(try await this.confirmation()[0] == LineConfirmation(rejected: 2))
            // Late by days: a retry that was overtaken.
            try await say("3@a", 22, "B", Partner.item(1, 2, ["accept": 2]))
            #expect(try await this.confirmation()[0] == LineConfirmation(rejected: 2))
            // Without a number of their own, two documents are two confirmations.
            for (payloadID, line) in [("4@a", Partner.item(2, 1, ["accept": 1])), ("5@a", Partner.item(2, 2, ["accept": 2]))] {
                let document = Partner.confirmation("detail", of: this.number, confirmID: nil, line)
                #expect(try await this.world.post(payloadID, document).code == 200)
            }
            #expect(try await this.confirmation()[1].accepted == 3)
        }
    }

    @Test func `ship notices add up; update replaces, delete withdraws for good, and without items the whole order left`()
        async throws
    {
        try await run { (this: Case) async throws in
            func ship(_ payloadID: String, _ day: Int, _ operation: String, _ items: KeyValuePairs<Int, Int>) async throws {
                let document = Partner.shipNotice(
                    "S1", of: this.number, operation: operation, at: "2026-09-\(day)T10:00:00+00:00", items)
                #expect(try await this.world.post(payloadID, document).code == 200)
            }
            try await ship("1@a", 21, "new", [1: 1])
            #expect(try await this.shipped() == [1, 0])
            try await ship("2@a", 22, "update", [1: 2, 2: 1])
            #expect(try await this.shipped() == [2, 1])
            try await ship("3@a", 24, "delete", [:])
            #expect(try await this.shipped() == [0, 0])
            try await ship("4@a", 23, "update", [1: 2])
            #expect(try await this.shipped() == [0, 0], "older than what took it back")
            #expect(try await this.world.post("5@a", Partner.shipNotice("S2", of: this.number)).code == 200)
            #expect(try await this.shipped() == [2, 3])
            #expect(try await this.world.post("6@a", Partner.shipNotice("S3", of: this.number, [7: 1])).code == 417)
            #expect(try await this.world.post("7@a", Partner.shipNotice("S3", of: "PO-999999")).code == 417)
        }
    }

    @Test func `after 201 the status update has the last word, and one for an unknown document is 417`() async throws {
        try await World.run { (world: World) async throws in
            let id = try await world.queuedOrder()
            let leased = try #require(try await world.application.perform(LeaseDeliveries(), as: .system).first)
            _ = try await world.application.perform(
                RecordDelivery(leased.delivery.id, outcome: .unfinished(code: 201, text: "Accepted"), document: [], answer: nil),
                as: .system)
            #expect(try await world.order(id).transmission == .sent)
            #expect(try await world.post("1@a", Partner.statusUpdate(of: "nobody@x", 200)).code == 417)
            #expect(try await world.post("2@a", Partner.statusUpdate(of: leased.delivery.payloadID, 200)).code == 200)
            #expect(try await world.order(id).transmission == .acknowledged)
            #expect(try await world.events(of: id.text).last == "purchase_order.acknowledged")
        }
    }

    @Test func `a refusal after 201 makes the order failed`() async throws {
        try await World.run { (world: World) async throws in
            let id = try await world.queuedOrder()
            let leased = try #require(try await world.application.perform(LeaseDeliveries(), as: .system).first)
            _ = try await world.application.perform(
                RecordDelivery(leased.delivery.id, outcome: .unfinished(code: 201, text: "Accepted"), document: [], answer: nil),
                as: .system)
            #expect(try await world.post("1@a", Partner.statusUpdate(of: leased.delivery.payloadID, 423)).code == 200)
            #expect(try await world.order(id).transmission == .failed)
        }
    }
}
