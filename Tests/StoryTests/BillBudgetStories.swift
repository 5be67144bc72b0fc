import FoundationEssentials
import JSON
import Procurement
import Testing
import UseCases

/// What bills do to budgets. Line 1 is ordered twice, line 2 three times.
struct BillBudgetStories {
    private struct Case {
        let world: World
        let order: PurchaseOrder

        func balance() async throws -> BudgetDelta {
            let budget = try #require(order.codings(of: order.lines[0]).first?.budgetID)
            return try await world.application.answer(ShowBudgetState(budget), as: .system).balance
        }

        /// Entered and handed in.
        func billed(_ number: String, attempt: Int = 1, _ change: (inout InvoiceDocument) -> Void = { _ in }) async throws
            -> String
        {
            var document = InvoiceDocument(of: order, number: number)
            change(&document)
            #expect(try await world.post("\(number)-\(attempt)@a", document.xml).code == 200)
            let list = try await world.rest("GET", "/v1/invoices?number=\(number)", as: "alex").json["data"]?.elements
            return try #require(list?.first?["id"]?.text)
        }

        func step(_ id: String, _ verb: String) async throws -> (status: Int, json: JSON) {
            let body = verb == "accept" ? "{\"comment\":\"agreed\"}" : "{\"reason\":\"no\"}"
            return try await world.rest("POST", "/v1/invoices/\(id)/\(verb)", as: "alex", body)
        }
    }

    private func run(_ story: (Case) async throws -> Void) async throws {
        try await World.run { (world: World) async throws in
            try await story(Case(world: world, order: try await world.order(try await world.sentOrder())))
        }
    }

    @Test func `an accepted bill turns the promise into what was spent, and taking it back restores every balance`() async throws
    {
        try await run { (this: Case) async throws in
            let total = try #require(this.order.total?.minorUnits)
            let before = try await this.balance()
            #expect(before.committed == total && before.actual == 0)
            let bill = try await this.billed("A-1")
            #expect(try await this.balance() == before, "handed in is not yet owed")
            #expect(try await this.step(bill, "accept").status == 200)
            let spent = try await this.balance()
            #expect(spent.committed == 0 && spent.actual == total && spent.available == before.available)
            #expect(try await this.step(bill, "dispute").status == 200)
            #expect(try await this.balance() == before)
            let again = try await this.billed("A-1", attempt: 2)
            #expect(again == bill)
            #expect(try await this.step(bill, "accept").status == 200)
            #expect(try await this.balance() == spent)
            #expect(try await this.step(bill, "void").status == 200)
            #expect(try await this.balance() == before)
        }
    }

    @Test func `a part uses up its part, a price too high takes from the budget, a credit note gives back`() async throws {
        try await run { (this: Case) async throws in
            let before = try await this.balance()
            let price = try #require(InvoiceDocument(of: this.order, number: "").lines.first?.price)
            let part = try await this.billed("A-1") {
                $0.lines = [$0.lines[0]]
                $0.lines[0].quantity = 1
            }
            #expect(try await this.step(part, "accept").status == 200)
            #expect(try await this.balance().committed == before.committed - Int64(price))
            let dear = try await this.billed("A-2") {
                $0.lines = [$0.lines[0]]
                ($0.lines[0].quantity, $0.lines[0].price) = (1, price + 250)
            }
            #expect(try await this.step(dear, "accept").status == 200)
            var now = try await this.balance()
            #expect(now.actual == Int64(2 * price + 250) && now.committed == before.committed - Int64(2 * price))
            #expect(now.available == before.available - 250)
            let credit = try await this.billed("C-1") {
                $0.purpose = "lineLevelCreditMemo"
                $0.lines = [$0.lines[0]]
                ($0.lines[0].quantity, $0.lines[0].price) = (1, 250)
            }
            #expect(try await this.step(credit, "accept").status == 200)
            now = try await this.balance()
            #expect(now.available == before.available && now.actual == Int64(2 * price))
            #expect(try await this.step(credit, "void").status == 200)
            #expect(try await this.balance().available == before.available - 250)
        }
    }

    @Test func `a bill that is taken back after the order was closed promises nothing again`() async throws {
        try await run { (this: Case) async throws in
            let bill = try await this.billed("A-1")
            #expect(try await this.step(bill, "accept").status == 200)
            let closed = try await this.world.rest("POST", "/v1/purchase-orders/\(this.order.id)/close", as: "alex", "{}")
            #expect(closed.status == 200, "\(closed.json)")
            #expect(try await this.step(bill, "void").status == 200)
            let balance = try await this.balance()
            #expect(balance.committed == 0 && balance.actual == 0)
        }
    }
}
