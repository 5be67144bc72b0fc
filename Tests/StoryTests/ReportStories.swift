import Delivery
import DemoShop
import FoundationEssentials
import HTTPClient
import JSON
import PorticoServer
import Procurement
import Testing
import UseCases

/// What reports say of real orders and bills, and that what is kept for them is what counting anew gives.
struct ReportStories {
    private func rows(_ world: World, _ path: String, as user: String = "alex") async throws -> [JSON] {
        let answer = try await world.rest("GET", "/v1/reports/\(path)", as: user)
        #expect(answer.status == 200, "\(path): \(answer.json)")
        return answer.json["data"]?.elements ?? []
    }

    private func amounts(_ row: JSON?) -> [String] {
        ["ordered", "billed", "open"].map { row?[$0]?["amount"]?.text ?? "" }
    }

    private func invoice(
        _ world: World, _ order: PurchaseOrder, _ number: String, quantity: Decimal? = nil, isCredit: Bool = false
    ) async throws -> String {
        let lines: [JSON] = order.lines.map { line in
            [
                "purchase_order_id": .string(order.id.text), "purchase_order_line": .number(Decimal(line.lineNumber)),
                "quantity": .number((isCredit ? -1 : 1) * (quantity ?? line.quantity)),
                "unit_price": .number(line.unitPrice ?? 0),
            ]
        }
        let body: JSON = [
            "supplier_id": .string(order.supplierID.text), "number": .string(number),
            "kind": isCredit ? "credit_note" : "standard",
            "invoice_date": "2026-10-01", "currency": .string(order.currency.code), "lines": .array(lines),
        ]
        let made = try await world.rest("POST", "/v1/invoices", as: "alex", body.text())
        return try #require(made.json["id"]?.text, "\(made.json)")
    }

    private func step(_ world: World, _ id: String, _ verb: String, _ body: String = "{}") async throws {
        let taken = try await world.rest("POST", "/v1/invoices/\(id)/\(verb)", as: "alex", body)
        try #require(taken.status == 200, "\(verb): \(taken.json)")
    }

    private func text(_ world: World, _ path: String, as user: String = "alex") async throws -> (status: Int, text: String) {
        let response = try await world.client.send(
            OutgoingRequest(
                method: "GET", url: world.porticoURL + path,
                headers: [("Authorization", "Bearer \(try await world.token(of: user))")]))
        return (response.status, String(decoding: response.body, as: UTF8.self))
    }

    @Test func `an order counts from its approval, a bill from its acceptance, and both are given back`() async throws {
        try await World.run { (world: World) async throws in
            try await world.leaveTestMode()
            let draft = try await world.draft()
            try await world.code(draft)
            #expect(try await rows(world, "spend").isEmpty, "drafts are no spend")
            let id = try await world.sentOrder()
            let order = try await world.order(id)
            let total = try #require(order.total).text
            for dimension in SpendDimension.allCases {
                let found = try await rows(world, "spend?group_by=\(dimension.rawValue)")
                #expect(found.count == 1 && amounts(found.first) == [total, "0.00", total], "\(dimension): \(found)")
            }
            let bill = try await invoice(world, order, "A-1", quantity: 1)
            try await step(world, bill, "submit")
            #expect(amounts(try await rows(world, "spend").first)[1] == "0.00", "not accepted yet")
            try await step(world, bill, "accept", "{\"comment\":\"partly\"}")
            let one = order.lines.reduce(Money.zero(order.currency)) { sum, line in
                sum.adding(Money(line.unitPrice ?? 0, order.currency) ?? sum) ?? sum
            }
            let left = try #require(order.total?.adding(Money(minorUnits: -one.minorUnits, currency: order.currency)))
            #expect(amounts(try await rows(world, "spend").first) == [total, one.text, left.text])
            #expect(amounts(try await rows(world, "commitments?group_by=department").first)[2] == left.text)
            try await step(world, bill, "void", "{\"reason\":\"mistake\"}")
            #expect(amounts(try await rows(world, "spend").first) == [total, "0.00", total])
            _ = try await world.rest("POST", "/v1/purchase-orders/\(id)/close", as: "alex", "{}")
            #expect(try await rows(world, "commitments").isEmpty, "a closed order has nothing open")
            #expect(try await world.application.answer(CheckReports(), as: .system).isEmpty)
        }
    }

    @Test func `what is handed in changes how far an order is billed, and what is accepted what it has open`() async throws {
        try await World.run { (world: World) async throws in
            try await world.leaveTestMode()
            let order = try await world.order(try await world.sentOrder())
            func check(_ billing: PurchaseOrder.Billing, open: String?, _ step: String) async throws {
                let now = try await world.order(order.id)
                #expect(now.billing == billing, "\(step)")
                if let open { #expect(amounts(try await rows(world, "spend").first)[2] == open, "\(step)") }
                #expect(try await world.application.answer(CheckReports(), as: .system).isEmpty, "\(step)")
            }
            let total = try #require(order.total).text
            let bill = try await invoice(world, order, "C-1")
            try await step(world, bill, "submit")
            try await check(.full, open: total, "submitted")
            #expect(try await world.order(order.id).version == order.version + 1)
            try await step(world, bill, "accept")
            try await check(.full, open: "0.00", "accepted")
            let credit = try await invoice(world, order, "C-2", isCredit: true)
            try await step(world, credit, "submit")
            try await check(.none, open: nil, "credited")
            try await step(world, credit, "void", "{\"reason\":\"mistake\"}")
            try await check(.full, open: "0.00", "credit taken back")
        }
    }

    @Test func `each figure leads to its documents, filters choose, and CSV says the same`() async throws {
        try await World.run { (world: World) async throws in
            try await world.leaveTestMode()
            let order = try await world.order(try await world.sentOrder())
            let bill = try await invoice(world, order, "B-1")
            for verb in ["submit", "accept", "pay"] { try await step(world, bill, verb) }
            let month = Day(try #require(order.approvedAt)).text.prefix(7)
            let department = try #require(order.coding.departmentID)
            let question =
                "from=\(month)&through=\(month)&department_id=\(department)&supplier_id=\(order.supplierID)&currency=USD"
            let behind = try await rows(world, "documents?measure=ordered&\(question)")
            #expect(behind.map { $0["id"]?.text } == [order.id.text])
            #expect(behind.first?["amount"]?["amount"]?.text == order.total?.text)
            #expect(try await rows(world, "documents?measure=billed&\(question)").map { $0["id"]?.text } == [bill])
            #expect(try await rows(world, "documents?measure=open&\(question)").isEmpty)
            #expect(try await rows(world, "spend?from=2031-01").isEmpty)
            #expect(try await rows(world, "spend?uncoded=department").isEmpty)
            #expect(try await rows(world, "spend?currency=EUR").isEmpty)
            let csv = try await text(world, "/v1/reports/spend.csv?group_by=month&\(question)").text
            #expect(csv.contains("\(month),\(month),USD,\(order.total?.text ?? ""),\(order.total?.text ?? ""),0.00"), "\(csv)")
            for path in ["commitments.csv", "cycle-times.csv", "budgets.csv"] {
                #expect(try await text(world, "/v1/reports/\(path)").status == 200, "\(path)")
            }
            let budgets = try await rows(world, "budgets?department_id=\(department)")
            #expect(budgets.contains { $0["actual"]?["amount"]?.text == order.total?.text }, "\(budgets)")
        }
    }

    @Test func `stages are measured from one moment to the next, and an order's lengths can be seen`() async throws {
        try await World.run { (world: World) async throws in
            try await world.leaveTestMode()
            let id = try await world.draft()
            try await world.code(id)
            world.passTime(hours: 2)
            _ = try await world.submit(id)
            world.passTime(hours: 10)
            _ = try await world.decide(id, "approve", as: "ada")
            _ = try await world.decide(id, "approve", as: "felix")
            try await world.deliver()
            let found = try await rows(world, "cycle-times")
            func seconds(_ stage: String) -> String? { found.first { $0["stage"]?.text == stage }?["average_seconds"]?.text() }
            #expect(seconds("submitting") == "7200" && seconds("approving") == "36000", "\(found)")
            #expect(seconds("receiving") == nil)
            let slowest = try await rows(world, "cycle-times/slowest?stage=approving")
            #expect(slowest.map { $0["id"]?.text } == [id.text])
            let received = try await world.rest(
                "POST", "/v1/receipts",
                "{\"purchase_order_id\":\"\(id)\",\"lines\":[{\"line_number\":1,\"quantity\":2},{\"line_number\":2,\"quantity\":3}]}"
            )
            #expect(received.status == 201, "\(received.json)")
            let times = try await rows(world, "cycle-times?group_by=month")
            #expect(times.contains { $0["stage"]?.text == "approving" && $0["month"]?.text != nil })
            #expect(try await world.application.answer(CheckReports(), as: .system).isEmpty)
        }
    }

    @Test func `an order is counted after its steps, with the moment of each`() async throws {
        try await World.run { (world: World) async throws in
            try await world.leaveTestMode()
            let id = try await world.draft()
            try await world.code(id)
            _ = try await world.submit(id)
            _ = try await world.decide(id, "approve", as: "ada")
            _ = try await world.decide(id, "approve", as: "felix")
            world.passTime(hours: 1)
            try await world.deliver()
            world.passTime(hours: 5)
            let received = try #require(await world.shop.receivedOrders().first)
            try await world.shop.confirm(orderPayloadID: received.payloadID)
            #expect(try await world.application.answer(HasUncountedOrders(), as: .system))
            let found = try await rows(world, "cycle-times")
            func seconds(_ stage: String) -> String? { found.first { $0["stage"]?.text == stage }?["average_seconds"]?.text() }
            #expect(seconds("sending") == "3600" && seconds("confirming") == "18000", "\(found)")
            #expect(try await !world.application.answer(HasUncountedOrders(), as: .system), "whoever asks counts them")
            #expect(try await world.application.answer(CheckReports(), as: .system).isEmpty)
        }
    }

    @Test func `buyers see no reports, heads of departments see those of their own, and what is wrong is named`() async throws {
        try await World.run { (world: World) async throws in
            try await world.leaveTestMode()
            let order = try await world.order(try await world.sentOrder())
            let refused = try await world.rest("GET", "/v1/reports/spend", as: "bianca")
            #expect(refused.status == 403 && refused.json["detail"]?.text?.contains("heads of departments") == true)
            let department = try #require(order.coding.departmentID)
            let bianca = try #require(
                try await world.application.answer(ListUsers(), as: .system).first { $0.email.hasPrefix("bianca") })
            let headed = try await world.rest(
                "PATCH", "/v1/departments/\(department)", as: "alex", "{\"head_id\":\"\(bianca.id)\"}")
            #expect(headed.status == 200, "\(headed.json)")
            let seen = try await rows(world, "spend?group_by=department", as: "bianca")
            #expect(seen.map { $0["key"]?.text } == [department.text])
            #expect(try await world.rest("GET", "/v1/reports/cycle-times", as: "bianca").status == 403)
            for (query, word) in [
                ("from=2026-13", "from"), ("from=2026-02&through=2026-01", "through"), ("currency=Euro", "currency"),
                ("from=\(String(repeating: "9", count: 2000))", "from"), ("nonsense=1", "nonsense"),
                ("group_by=colour", "group_by"),
            ] {
                let answer = try await world.rest("GET", "/v1/reports/spend?\(query)", as: "alex")
                #expect(answer.status == 400 && answer.json["detail"]?.text?.contains(word) == true, "\(query): \(answer.json)")
            }
            for (query, word) in [
                ("supplier_id=sup_00000000000000000000000000", "supplier_id"), ("department_id=x", "department_id"),
            ] {
                let answer = try await world.rest("GET", "/v1/reports/spend?\(query)", as: "alex")
                #expect(answer.status == 404 && answer.json["detail"]?.text?.contains(word) == true, "\(query): \(answer.json)")
            }
            #expect(try await world.rest("GET", "/v1/reports/budgets?after=bud_00", as: "alex").status == 400)
        }
    }

    @Test func `documents from before the reports are counted as those that came after`() async throws {
        try await World.run { (world: World) async throws in
            try await world.leaveTestMode()
            let order = try await world.order(try await world.sentOrder())
            let bill = try await invoice(world, order, "C-1")
            for verb in ["submit", "accept"] { try await step(world, bill, verb) }
            let before = try await text(world, "/v1/reports/spend").text
            let times = try await text(world, "/v1/reports/cycle-times").text
            try await world.application.perform(ForgetReports(), as: .system)
            #expect(try await rows(world, "spend").isEmpty)
            #expect(try await !world.application.answer(CheckReports(), as: .system).isEmpty, "the check sees what is missing")
            _ = try await world.composition.housekeeping.tidy()
            #expect(try await text(world, "/v1/reports/spend").text == before)
            #expect(try await text(world, "/v1/reports/cycle-times").text == times)
            #expect(try await world.application.answer(CheckReports(), as: .system).isEmpty)
        }
    }

    @Test func `orders in test mode are in no report`() async throws {
        try await World.run { (world: World) async throws in
            let order = try await world.order(try await world.sentOrder())
            #expect(order.isTest)
            for path in ["spend", "commitments", "cycle-times", "documents"] {
                #expect(try await rows(world, path).isEmpty, "\(path)")
            }
        }
    }
}
