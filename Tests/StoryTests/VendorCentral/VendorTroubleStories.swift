import FoundationEssentials
import JSON
import PorticoServer
import Procurement
import Testing
import UseCases
import VendorSandbox

/// What goes wrong between here and Amazon: nothing is lost, nothing sent twice, and the reason is told.
struct VendorTroubleStories {
    @Test func `throttling, expired tokens and broken answers lose nothing and send nothing twice`() async throws {
        let trouble = { (scenario: inout VendorScenario) in
            scenario.troubles.throttled = [2, 9, 17]
            scenario.troubles.expired = [4]
            scenario.troubles.broken = [6, 21]
            scenario.troubles.malformed = [1]
        }
        let automatic: JSON = ["acknowledges_automatically": ["retail", "direct_fulfillment"]]
        try await VendorWorld.run(trouble, fields: automatic) { vendor in
            try await vendor.serve()
            for _ in 0..<6 { try await vendor.pass(minutes: 25) }
            #expect(try await vendor.orders().count == 24)
            #expect(try await vendor.orders("&status=pending_approval").isEmpty)
            let direct = try await vendor.told(VendorWorld.directAnswers).compactMap {
                $0["orderAcknowledgements"]?[0]?["purchaseOrderNumber"]?.text
            }
            #expect(direct.count == Set(direct).count && direct.count == 11, "one is held: \(direct)")
            #expect(try await vendor.transactions("&status=unknown").isEmpty)
            let failed = try await vendor.runs("orders").filter { $0["status"] == "failed" }
            #expect(failed.count >= 1 && failed.allSatisfy { $0["message"]?.text?.contains("Amazon") == true }, "\(failed)")
        }
    }

    @Test func `an answer that is lost counts as unknown, and the same octets go out again when a person says so`()
        async throws
    {
        try await VendorWorld.run { vendor in
            try await vendor.serve()
            let id = try await vendor.id("DF000000")
            vendor.line.lose(VendorWorld.directAnswers)
            _ = try await vendor.rest("POST", "/orders/\(id)/acknowledge", "{}")
            try await vendor.serve()
            let lost = try #require(try await vendor.transactions("&status=unknown").first)
            #expect(lost["order_id"]?.text == id)
            let order = try await vendor.order("DF000000")
            #expect(order["status"] == "acknowledged" && order["holds"]?[0]?["kind"] == "refused")
            try await vendor.pass(minutes: 120)
            #expect(try await vendor.told(VendorWorld.directAnswers).count == 1, "nothing is sent again by itself")
            let transaction = try #require(lost["id"]?.text)
            let again = try await vendor.rest("POST", "/transactions/\(transaction)/resend", "{}")
            #expect(again.json["status"] == "queued", "\(again.json)")
            try await vendor.serve()
            try await vendor.pass(minutes: 16)
            let told = try await vendor.told(VendorWorld.directAnswers)
            #expect(told.count == 2 && told[0] == told[1])
            let now = try await vendor.order("DF000000")
            #expect(now["status"] == "pending_fulfillment" && now["holds"] == [], "\(now)")
        }
    }

    @Test func `a lost answer to a retail order is found again in Amazon's status, without being sent twice`() async throws {
        try await VendorWorld.run { vendor in
            try await vendor.serve()
            let id = try await vendor.id("RP000000")
            vendor.line.lose(VendorWorld.answers)
            _ = try await vendor.rest("POST", "/orders/\(id)/acknowledge", "{}")
            try await vendor.serve()
            #expect(try await vendor.transactions("&status=unknown").count == 1)
            try await vendor.pass(minutes: 30)
            let order = try await vendor.order("RP000000")
            #expect(order["status"] == "pending_fulfillment" && order["holds"] == [], "\(order)")
            #expect(order["lines"]?[0]?["confirmation"] == "accepted")
            #expect(try await vendor.transactions("&status=accepted").count == 1)
            #expect(try await vendor.told(VendorWorld.answers).count == 1)
        }
    }

    @Test func `wrong credentials are told in words and the rounds say so`() async throws {
        try await VendorWorld.run(fields: ["client_secret": "old"]) { vendor in
            let checked = try await vendor.rest("POST", "/connections/\(vendor.connection)/check", "{}")
            #expect(checked.json["last_check"]?["is_good"] == false)
            #expect(checked.json["last_check"]?["message"]?.text?.contains("180 days") == true, "\(checked.json)")
            try await vendor.serve()
            let run = try #require(try await vendor.runs("orders").first)
            #expect(run["status"] == "failed" && run["message"]?.text?.contains("secret") == true, "\(run)")
            let mended = try await vendor.rest(
                "PATCH", "/connections/\(vendor.connection)", "{\"client_secret\":\"amzn1.oa2-cs.v1.portico\"}")
            #expect(mended.json.text().contains("oa2-cs") == false)
            let good = try await vendor.rest("POST", "/connections/\(vendor.connection)/check", "{}")
            #expect(good.json["last_check"]?["is_good"] == true, "\(good.json)")
        }
    }

    @Test func `a page token that repeats ends a round with the reason, and the orders are there`() async throws {
        try await VendorWorld.run({ $0.troubles.loopsPages = true }) { vendor in
            try await vendor.serve()
            #expect(try await vendor.orders().count == 24)
            let run = try #require(try await vendor.runs("orders").first)
            #expect(run["message"]?.text?.contains("same page twice") == true, "\(run)")
        }
    }

    @Test func `orders with something wrong are held with the reason, the others go on, and repeated ones come once`()
        async throws
    {
        let odd = { (scenario: inout VendorScenario) in
            scenario.interval = 60
            (scenario.retailOrders, scenario.directOrders) = (120, 120)
            scenario.repeatsOrders = true
            scenario.answeredElsewhere = [20, 21]
            for (index, oddity) in VendorScenario.Oddity.allCases.enumerated() { scenario.oddities[index] = oddity }
        }
        let automatic: JSON = ["acknowledges_automatically": ["retail", "direct_fulfillment"]]
        try await VendorWorld.run(odd, fields: automatic) { vendor in
            try await vendor.serve()
            var reasons: [String: String] = [:]
            for order in try await vendor.orders("&programme=retail&is_held=true") {
                #expect(order["status"] == "new", "\(order)")
                reasons[order["number"]?.text ?? ""] = order["holds"]?.elements.compactMap { $0["message"]?.text }.joined(
                    separator: "; ")
            }
            #expect(reasons.count == 5, "\(reasons)")
            #expect(reasons["RP000000"]?.contains("line 1 orders -3") == true)
            #expect(reasons["RP000001"]?.contains("line 1 stands twice") == true)
            #expect(reasons["RP000002"]?.contains("without its details") == true)
            #expect(reasons["RP000003"]?.contains("vendor code") == true)
            #expect(reasons["RP000004"]?.contains("no lines") == true)
            let run = try #require(try await vendor.runs("orders").first)
            #expect(run["message"]?.text?.contains("without a number") == true, "\(run)")
            // Somebody had answered these: they enter where they stand, and nothing is said to Amazon.
            for number in ["RP000020", "RP000021", "DF000020", "DF000021"] {
                #expect(try await vendor.status(number) == "pending_fulfillment", "\(number)")
            }
            let told = try await vendor.told(VendorWorld.answers).compactMap {
                $0["acknowledgements"]?[0]?["purchaseOrderNumber"]?.text
            }
            #expect(told.count == Set(told).count && told.count == 112, "120 less 6 odd and 2 answered ones")
            let direct = try await vendor.told(VendorWorld.directAnswers)
            #expect(direct.count == 120 - 13 - 2, "13 are of a warehouse that nobody mapped")
        }
    }

    @Test func `Amazon is asked for its verdict at once when a person wants it, and warned of an old secret`() async throws {
        try await VendorWorld.run { vendor in
            try await vendor.serve()
            let id = try await vendor.id("DF000000")
            _ = try await vendor.rest("POST", "/orders/\(id)/acknowledge", "{}")
            try await vendor.serve()
            let message = try #require(try await vendor.transactions("&status=sent").first?["id"]?.text)
            try await vendor.pass(minutes: 0.5)
            #expect(try await vendor.status("DF000000") == "acknowledged")
            let asked = try await vendor.rest("POST", "/transactions/\(message)/check", "{}")
            #expect(asked.status == 200, "\(asked.json)")
            try await vendor.serve()
            #expect(try await vendor.status("DF000000") == "pending_fulfillment")
            let again = try await vendor.rest("POST", "/transactions/\(message)/check", "{}")
            #expect(again.status == 409 && again.json["code"] == "wrong-state")
            #expect(try await vendor.rest("POST", "/transactions/\(message)/resend", "{}").status == 409)

            let fresh = try await vendor.world.application.answer(ShowVendorOverview(), as: .system)
            #expect(fresh.lines.first?.warnsOfSecret == false)
            vendor.world.passTime(hours: 24 * 160)
            let old = try await vendor.world.application.answer(ShowVendorOverview(), as: .system)
            #expect(old.lines.first?.warnsOfSecret == true && old.lines.first?.secretDaysLeft == 19)
        }
    }

    /// Method, address, body, and the status of the refusal.
    private static let bad: [(String, String, String?, Int)] = [
        ("POST", "/orders/vo_nothing/acknowledge", "{}", 404), ("POST", "/orders/po_1/acknowledge", "{}", 404),
        ("GET", "/orders?connection_id=po_1", nil, 400), ("GET", "/orders?status=lost", nil, 400),
        ("POST", "/connections/CONNECTION/sync", "{\"sync\":\"everything\"}", 422),
        ("POST", "/connections/CONNECTION/sync", "{\"sync\":\"orders\",\"is_full\":true}", 422),
        ("POST", "/connections/CONNECTION/set-stock", "{\"items\":[]}", 422),
        (
            "POST", "/connections/CONNECTION/set-stock",
            "{\"items\":[{\"warehouse\":\"NOWHERE\",\"vendor_product\":\"A\",\"available\":1}]}", 422
        ),
        (
            "POST", "/connections/CONNECTION/set-stock",
            "{\"items\":[{\"warehouse\":\"PORTWH1\",\"vendor_product\":\"A\",\"available\":-1}]}", 422
        ),
        ("PATCH", "/connections/CONNECTION", "{\"company_prefix\":\"12\"}", 422),
        ("PATCH", "/connections/CONNECTION", "{\"minutes\":{\"orders\":1}}", 422),
        ("PATCH", "/connections/CONNECTION", "{\"programmes\":[]}", 422),
        ("PATCH", "/connections/CONNECTION", "{\"default_warehouse\":\"NOWHERE\"}", 422),
        ("PATCH", "/connections/CONNECTION", "{\"endpoint\":\"ftp://x\"}", 422),
        ("POST", "/orders/ORDER/ship", "{}", 409), ("POST", "/orders/ORDER/invoice", "{\"number\":\"1\"}", 409),
        ("POST", "/orders/ORDER/deny", "{}", 409), ("POST", "/orders/ORDER/request-labels", "{}", 409),
        ("POST", "/orders/ORDER/acknowledge", "{\"code\":\"00\"}", 422),
        ("POST", "/orders/ORDER/invoice", "{\"number\":\"\"}", 422),
        ("POST", "/orders/ORDER/invoice", "{\"number\":\"1\",\"tax_rate\":\"19\"}", 422),
        ("POST", "/orders/ORDER/route", "{\"pick_up\":\"soon\",\"cartons\":1,\"weight\":1}", 422),
        ("POST", "/transactions/vt_nothing/resend", "{}", 404),
    ]

    @Test func `bad input is refused with what is wrong and nothing is sent`() async throws {
        try await VendorWorld.run { vendor in
            try await vendor.serve()
            let order = try await vendor.id("RP000000")
            for (method, path, body, status) in Self.bad {
                let address = path.replacing("CONNECTION", with: vendor.connection).replacing("ORDER", with: order)
                let answer = try await vendor.rest(method, address, body)
                #expect(answer.status == status, "\(path) \(body ?? ""): \(answer.json)")
                #expect(answer.json["detail"]?.text?.isEmpty == false || answer.json["errors"]?.elements.isEmpty == false)
            }
            #expect(try await vendor.transactions().isEmpty)
        }
    }
}
