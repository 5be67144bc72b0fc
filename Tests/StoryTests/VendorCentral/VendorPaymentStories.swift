import FoundationEssentials
import JSON
import PorticoServer
import Procurement
import Testing
import UseCases
import VendorSandbox

/// What Amazon pays, over HTTPS: from the order to the last cent, or to the reason why not.
struct VendorPaymentStories {
    private static let hour = 60.0

    /// A step takes half a day; Amazon is asked every six hours.
    private func settle(_ settlements: [VendorScenario.Settlement]) -> (inout VendorScenario) -> Void {
        { scenario in
            scenario.settlements = settlements
            scenario.settlementDelay = 12 * 3600
            scenario.retailOrders = 8
            scenario.directOrders = 2
        }
    }

    /// Accepts, ships and bills an order whose carrier we pay; answers the invoice's number.
    private func bill(_ vendor: VendorWorld, _ number: String, as invoice: String) async throws {
        let id = try await vendor.id(number)
        let shipped = try await vendor.rest("POST", "/orders/\(id)/ship", "{\"tracking_numbers\":[\"T-\(number)\"]}")
        #expect(shipped.json["status"] == "shipped", "\(shipped.json)")
        let billed = try await vendor.rest("POST", "/orders/\(id)/invoice", "{\"number\":\"\(invoice)\",\"tax_rate\":\"0.19\"}")
        #expect(billed.json["status"] == "invoiced", "\(billed.json)")
        try await vendor.serve()
    }

    private func invoice(_ vendor: VendorWorld, _ number: String) async throws -> JSON {
        let all = try await vendor.rest("GET", "/invoices?limit=100").json["data"]?.elements ?? []
        return try #require(all.first { $0["number"]?.text == number })
    }

    @Test func `a retail order is paid in two parts, another less a piece, a third rejected and a fourth deducted as a whole`()
        async throws
    {
        let automatic: JSON = ["acknowledges_automatically": ["retail"]]
        try await VendorWorld.run(settle([.inParts, .short, .rejected, .deducted]), fields: automatic) { vendor in
            try await vendor.serve()
            try await vendor.pass(minutes: 16)
            for (order, number) in [("RP000000", "A"), ("RP000002", "B"), ("RP000004", "C"), ("RP000006", "D")] {
                try await bill(vendor, order, as: number)
            }
            try await vendor.pass(minutes: 20)
            try await vendor.sync("invoices")
            let fresh = try await invoice(vendor, "A")
            #expect(fresh["status"] == "accepted" && fresh["payment"] == "in_progress", "\(fresh)")
            #expect(fresh["paid"] == .null && fresh["outstanding"] == fresh["total"])
            #expect(fresh["variances"]?[0]?.text?.hasPrefix("to be paid yet: ") == true)

            // The rounds come by themselves from here on.
            for _ in 0..<4 { try await vendor.pass(minutes: 4 * Self.hour) }
            let part = try await invoice(vendor, "A")
            #expect(part["payment"] == "partially_paid", "\(part)")
            #expect(part["payment_note"]?.text?.contains("still to come") == true)
            try await shortened(vendor)

            for _ in 0..<4 { try await vendor.pass(minutes: 4 * Self.hour) }
            let paid = try await invoice(vendor, "A")
            #expect(paid["payment"] == "paid" && paid["paid"] == paid["total"], "\(paid)")
            #expect(paid["outstanding"]?["amount"] == "0.00" && paid["variances"] == [], "\(paid)")
            let nothing = try await invoice(vendor, "D")
            #expect(nothing["payment"] == "deducted" && nothing["outstanding"] == nothing["total"], "\(nothing)")
            #expect(try await vendor.rest("GET", "/invoices?payment=rejected").json["data"]?.elements.count == 1)
            try await accounts(vendor)
        }
    }

    /// One piece fewer, and nothing, with Amazon's reasons by line.
    private func shortened(_ vendor: VendorWorld) async throws {
        let short = try await invoice(vendor, "B")
        #expect(short["payment"] == "partially_deducted", "\(short)")
        #expect(short["outstanding"]?["amount"] == "5.50", "one piece of line 1")
        let reasons = short["variances"]?.elements.compactMap(\.text) ?? []
        #expect(
            reasons == [
                "deducted for quantity: 5.50 EUR", "line 1: quantity differs by 1", "line 1: quantity variance (short received)",
            ], "\(reasons)")
        let rejected = try await invoice(vendor, "C")
        #expect(rejected["payment"] == "rejected" && rejected["payment_note"]?.text?.contains("pay nothing") == true)
        #expect(rejected["variances"]?.elements.contains("line 1: other variance (duplicate invoice)") == true, "\(rejected)")
    }

    /// What accounting and the dashboard see, and that nothing was read or told twice.
    private func accounts(_ vendor: VendorWorld) async throws {
        let file = try await vendor.world.application.answer(ExportVendorBills(), as: .system)
        let rows = String(decoding: file, as: UTF8.self).split(whereSeparator: \.isNewline)
        #expect(rows.contains { $0.hasPrefix("B,invoice") && $0.contains("partially_deducted") && $0.contains(",5.50,") })
        let overview = try await vendor.world.application.answer(ShowVendorOverview(), as: .system)
        #expect(overview.short == 3)
        #expect(try await vendor.told("/vendor/payments/v1/invoices").count == 4)
        let again = try await vendor.sync("invoices")
        #expect(again["status"] == "done" && again["changes"] == 0, "\(again)")
    }

    @Test func `of an invoice of direct fulfillment it is said in words that Amazon documents no payment`() async throws {
        let automatic: JSON = ["acknowledges_automatically": ["direct_fulfillment"]]
        try await VendorWorld.run(settle([.paid]), fields: automatic) { vendor in
            try await vendor.serve()
            try await vendor.pass(minutes: 2)
            let id = try await vendor.id("DF000000")
            _ = try await vendor.rest("POST", "/orders/\(id)/ship", "{\"tracking_numbers\":[\"T\"]}")
            let billed = try await vendor.rest("POST", "/orders/\(id)/invoice", "{\"number\":\"DF-1\"}")
            #expect(billed.status == 200, "\(billed.json)")
            try await vendor.serve()
            try await vendor.pass(minutes: 20)
            let run = try await vendor.sync("invoices")
            #expect(run["status"] == "done" && run["changes"] == 0)
            let bill = try await invoice(vendor, "DF-1")
            #expect(bill["status"] == "accepted" && bill["payment"] == .null && bill["outstanding"] == .null)
            let note = try #require(bill["payment_note"]?.text)
            #expect(note.contains("retail invoices only") && note.contains("Vendor Central"), "\(note)")
        }
    }

    @Test func `without a marketplace nobody asks about payment, and the invoice says why`() async throws {
        let fields: JSON = ["acknowledges_automatically": ["retail"], "marketplace_id": .null]
        try await VendorWorld.run(settle([.paid]), fields: fields) { vendor in
            try await vendor.serve()
            try await vendor.pass(minutes: 16)
            try await bill(vendor, "RP000000", as: "A")
            #expect(try await invoice(vendor, "A")["payment_note"]?.text?.contains("names no marketplace") == true)
            let refused = try await vendor.rest("POST", "/connections/\(vendor.connection)/sync", "{\"sync\":\"invoices\"}")
            #expect(refused.status == 409)
        }
    }
}
