import FoundationEssentials
import JSON
import PorticoServer
import Procurement
import Testing
import UseCases

/// Retail procurement: from Amazon's order to its payment.
struct RetailStories {
    @Test func `a retail order is answered, shipped in two parts, billed and paid`() async throws {
        try await VendorWorld.run { vendor in
            try await vendor.serve()
            #expect(try await vendor.orders("&programme=retail").count == 12)
            #expect(try await vendor.orders("&programme=retail&status=pending_approval").count == 12)
            let id = try await vendor.id("RP000000")
            let answered = try await vendor.rest("POST", "/orders/\(id)/acknowledge", "{}")
            #expect(answered.json["status"] == "acknowledged", "\(answered.json)")
            try await vendor.serve()
            // Silence is consent after a quarter of an hour, and not before.
            try await vendor.pass(minutes: 10)
            #expect(try await vendor.status("RP000000") == "acknowledged")
            try await vendor.pass(minutes: 6)
            #expect(try await vendor.status("RP000000") == "pending_fulfillment")
            let verdicts = try await vendor.transactions("&order_id=\(id)").compactMap { $0["status"]?.text }
            #expect(verdicts == ["presumed_accepted"])

            try await shipTwice(vendor, id)
            try await bill(vendor, id)
            let file = try await vendor.world.application.answer(ExportVendorBills(), as: .system)
            #expect(String(decoding: file, as: UTF8.self).contains("INV-1,invoice,2026-09-2"))
        }
    }

    private func shipTwice(_ vendor: VendorWorld, _ id: String) async throws {
        let lines = try await vendor.order("RP000000")["lines"]?.elements ?? []
        let first = try #require(lines.first?["line"]?.text)
        let part = """
            {"items":[{"line":"\(first)","quantity":1}],"tracking_numbers":["T1","T2"],"carrier":"DHLX"}
            """
        let shipped = try await vendor.rest("POST", "/orders/\(id)/ship", part)
        #expect(shipped.json["status"] == "partially_shipped", "\(shipped.json)")
        let rest = try await vendor.rest("POST", "/orders/\(id)/ship", "{\"tracking_numbers\":[\"T3\"],\"carrier\":\"DHLX\"}")
        #expect(rest.json["status"] == "shipped", "\(rest.json)")
        try await vendor.serve()
        let notices = try await vendor.told(VendorWorld.notices).compactMap { $0["shipmentConfirmations"]?[0] }
        #expect(notices.map { $0["shipmentConfirmationType"] } == ["Original", "Original"])
        #expect(Set(notices.compactMap { $0["shipmentIdentifier"]?.text }).count == 2)
        let cartons = notices.compactMap { $0["cartons"]?[0] }
        #expect(cartons.compactMap { $0["trackingNumber"]?.text } == ["T1", "T3"])
        let codes = cartons.compactMap { $0["cartonIdentifiers"]?[0]?["containerIdentificationNumber"]?.text }
        #expect(Set(codes).count == 2 && codes.allSatisfy { $0.hasPrefix("0004012345") && $0.utf8.count == 20 }, "\(codes)")
        let kept = try await vendor.rest("GET", "/shipments").json["data"]?.elements ?? []
        #expect(kept.contains { $0["tracking_numbers"] == ["T1", "T2"] }, "all numbers are kept")
        try await vendor.pass(minutes: 3)
        let accepted = try await vendor.rest("GET", "/shipments?status=accepted").json["data"]?.elements ?? []
        #expect(accepted.count == 2)
    }

    private func bill(_ vendor: VendorWorld, _ id: String) async throws {
        let billed = try await vendor.rest("POST", "/orders/\(id)/invoice", "{\"number\":\"INV-1\",\"tax_rate\":\"0.19\"}")
        #expect(billed.json["status"] == "invoiced", "\(billed.json)")
        let again = try await vendor.rest("POST", "/orders/\(id)/invoice", "{\"number\":\"INV-1\"}")
        #expect(again.status == 422)
        try await vendor.serve()
        try await vendor.pass(minutes: 16)
        let bill = try #require(try await vendor.rest("GET", "/invoices?order_id=\(id)").json["data"]?.elements.first)
        #expect(bill["status"] == "accepted" && bill["payment"] == .null)
        let run = try await vendor.sync("invoices")
        #expect(run["status"] == "done" && run["changes"] == 1, "\(run)")
        let paid = try #require(try await vendor.rest("GET", "/invoices?payment=paid").json["data"]?.elements.first)
        #expect(paid["paid"] == paid["total"])
    }

    @Test func `what Amazon changes or cancels after our answer is answered again or ends`() async throws {
        try await VendorWorld.run(fields: ["acknowledges_automatically": ["retail"]]) { vendor in
            try await vendor.serve()
            #expect(try await vendor.status("RP000003") == "acknowledged")
            try await vendor.pass(minutes: 16)
            #expect(try await vendor.status("RP000001") == "pending_fulfillment")
            // With automatic answers the smaller order is accepted again by itself.
            try await vendor.pass(minutes: 25)
            let answers = try await vendor.told(VendorWorld.answers).compactMap { $0["acknowledgements"]?[0] }
            let changed = answers.filter { $0["purchaseOrderNumber"] == "RP000003" }
            #expect(changed.count == 2)
            #expect(try await vendor.status("RP000005") == "cancelled")
            try await vendor.pass(minutes: 16)
            #expect(try await vendor.status("RP000003") == "pending_fulfillment")
            for number in ["RP000000", "RP000001", "RP000002"] {
                #expect(answers.filter { $0["purchaseOrderNumber"]?.text == number }.count == 1, "\(number)")
            }
        }
    }

    @Test func `an answer can accept a part, put off another and reject the rest, and rules are told before anything is sent`()
        async throws
    {
        try await VendorWorld.run { vendor in
            try await vendor.serve()
            let order = try await vendor.order("RP000001")
            let id = try #require(order["id"]?.text)
            // Line 2 allows back-orders, the others do not; line 2 orders 5.
            let body = """
                {"lines":[{"line":"2","acknowledgements":[{"code":"accepted","quantity":2},{"code":"backordered","quantity":2,\
                "scheduled_ship":"2026-10-01T00:00:00Z"},{"code":"rejected","quantity":1,"reason":"obsolete_product"}]}]}
                """
            let answered = try await vendor.rest("POST", "/orders/\(id)/acknowledge", body)
            #expect(answered.status == 200, "\(answered.json)")
            try await vendor.serve()
            let told = try await vendor.told(VendorWorld.answers)
            let items = told.first?["acknowledgements"]?[0]?["items"]?.elements ?? []
            #expect(items.count == 3, "all lines are in one message")
            #expect(items[1]["itemAcknowledgements"]?.elements.count == 3)

            let other = try await vendor.id("RP000002")
            let wrong = try await vendor.rest(
                "POST", "/orders/\(other)/acknowledge",
                "{\"lines\":[{\"line\":\"1\",\"acknowledgements\":[{\"code\":\"backordered\",\"quantity\":99}]}]}")
            #expect(wrong.status == 422)
            #expect(wrong.json["errors"]?.elements.isEmpty == false)
            #expect(try await vendor.told(VendorWorld.answers).count == 1)
        }
    }

    @Test func `where Amazon pays the carrier, routing comes first and its number is on the notice`() async throws {
        try await VendorWorld.run(fields: ["acknowledges_automatically": ["retail"]]) { vendor in
            try await vendor.serve()
            try await vendor.pass(minutes: 16)
            let id = try await vendor.id("RP000001")
            let early = try await vendor.rest("POST", "/orders/\(id)/ship", "{\"tracking_numbers\":[\"T1\"]}")
            #expect(early.status == 422, "no reference of Amazon's yet")
            let route = """
                {"pick_up":"2026-09-30T08:00:00Z","cartons":2,"weight":12.5}
                """
            let routed = try await vendor.rest("POST", "/orders/\(id)/route", route)
            #expect(routed.status == 200, "\(routed.json)")
            try await vendor.serve()
            try await vendor.sync("fulfilment")
            let shipped = try await vendor.rest("POST", "/orders/\(id)/ship", "{\"tracking_numbers\":[\"T1\"]}")
            #expect(shipped.json["status"] == "shipped", "\(shipped.json)")
            try await vendor.serve()
            let notice = try await vendor.told(VendorWorld.notices).first?["shipmentConfirmations"]?[0]
            #expect(notice?["amazonReferenceNumber"] == "ARN-RP000001-R1")
        }
    }
}
