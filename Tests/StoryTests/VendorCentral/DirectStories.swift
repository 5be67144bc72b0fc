import Delivery
import FoundationEssentials
import JSON
import PorticoServer
import Procurement
import Testing
import UseCases
import VendorCentral

/// Direct fulfillment: from the order of Amazon's customer to the invoice.
struct DirectStories {
    @Test func `a direct order is accepted by itself, labelled, shipped as a whole and billed`() async throws {
        try await VendorWorld.run(fields: ["acknowledges_automatically": ["direct_fulfillment"]]) { vendor in
            try await vendor.serve()
            #expect(try await vendor.status("DF000000") == "acknowledged")
            try await vendor.pass(minutes: 2)
            #expect(try await vendor.status("DF000000") == "pending_fulfillment")
            let id = try await vendor.id("DF000000")

            let partial = try await vendor.rest(
                "POST", "/orders/\(id)/ship", "{\"items\":[{\"line\":\"1\",\"quantity\":1}],\"tracking_numbers\":[\"T\"]}")
            #expect(partial.status == 422)
            #expect(partial.json.text().contains("whole order in one confirmation"), "\(partial.json)")
            #expect(try await vendor.told(VendorWorld.confirmations).isEmpty)

            let asked = try await vendor.rest("POST", "/orders/\(id)/request-labels", "{}")
            #expect(asked.status == 200, "\(asked.json)")
            try await vendor.serve()
            let run = try await vendor.sync("fulfilment")
            #expect(run["status"] == "done", "\(run)")
            let details = try await vendor.world.application.answer(ShowVendorOrder(try #require(Identifier(id))), as: .system)
            #expect(Set(details.documents.map(\.kind)) == [.label, .packingSlip])

            let shipped = try await vendor.rest("POST", "/orders/\(id)/ship", "{\"tracking_numbers\":[\"1ZDF000000\"]}")
            #expect(shipped.json["status"] == "shipped", "\(shipped.json)")
            try await vendor.serve()
            try await vendor.pass(minutes: 2)
            let shipment = try await vendor.rest("GET", "/shipments").json["data"]?.elements.first
            #expect(shipment?["status"] == "accepted")
            let told = try await vendor.told(VendorWorld.confirmations).compactMap { $0["shipmentConfirmations"]?[0] }
            #expect(told.count == 1 && told.first?["items"]?.elements.count == 3)

            let billed = try await vendor.rest("POST", "/orders/\(id)/invoice", "{\"number\":\"DF-1\",\"tax_rate\":\"0.19\"}")
            #expect(billed.json["status"] == "invoiced", "\(billed.json)")
            try await vendor.pass(minutes: 2)
            let bill = try await vendor.rest("GET", "/invoices").json["data"]?.elements.first
            #expect(bill?["number"] == "DF-1")
        }
    }

    @Test func `an order from a warehouse that nobody mapped is held with the reason until it is mapped`() async throws {
        try await VendorWorld.run(fields: ["acknowledges_automatically": ["direct_fulfillment"]]) { vendor in
            try await vendor.serve()
            let held = try #require(try await vendor.orders("&is_held=true").first)
            #expect(held["number"] == "DF000008" && held["status"] == "new")
            #expect(held["holds"]?[0]?["kind"] == "unmapped_warehouse")
            let id = try #require(held["id"]?.text)
            let refused = try await vendor.rest("POST", "/orders/\(id)/acknowledge", "{}")
            #expect(refused.status == 409 && refused.json["code"] == "held", "\(refused.json)")
            let warehouses = """
                {"warehouses":[{"code":"PORTWH1","name":"North"},{"code":"UNKNOWN","name":"South"}]}
                """
            let mapped = try await vendor.rest("PATCH", "/connections/\(vendor.connection)", warehouses)
            #expect(mapped.status == 200, "\(mapped.json)")
            #expect(try await vendor.status("DF000008") == "acknowledged")
            try await vendor.serve()
            try await vendor.pass(minutes: 2)
            #expect(try await vendor.status("DF000008") == "pending_fulfillment")
        }
    }

    @Test func `who the customer is sees who has the role, until its time is up`() async throws {
        try await VendorWorld.run { vendor in
            try await vendor.serve()
            let id = try await vendor.id("DF000001")
            #expect(try await vendor.rest("GET", "/orders/\(id)/customer").status == 403, "an administrator is not enough")
            let users = try await vendor.world.application.answer(ListUsers(), as: .system)
            let alex = try #require(users.first { $0.email == "alex@example.com" })
            let roles = try await vendor.world.rest(
                "PATCH", "/v1/users/\(alex.id)", as: "alex", "{\"roles\":[\"administrator\",\"customer_data\"]}")
            #expect(roles.status == 200, "\(roles.json)")
            let shown = try await vendor.rest("GET", "/orders/\(id)/customer")
            #expect(shown.json["address"]?["name"] == "Customer 1", "\(shown.json)")
            let order = try await vendor.rest("GET", "/orders/\(id)")
            #expect(!order.json.text().contains("Customer 1") && !order.json.text().contains("10115"))
            vendor.world.passTime(hours: 24 * 31)
            _ = try await vendor.world.composition.housekeeping.tidy()
            #expect(try await vendor.rest("GET", "/orders/\(id)/customer").json["address"] == .null)
        }
    }

    @Test func `an order that cannot be shipped is declined or denied as a whole`() async throws {
        try await VendorWorld.run { vendor in
            try await vendor.serve()
            let declined = try await vendor.id("DF000001")
            let answer = try await vendor.rest("POST", "/orders/\(declined)/acknowledge", "{\"code\":\"03\"}")
            #expect(answer.status == 200, "\(answer.json)")
            let denied = try await vendor.id("DF000002")
            _ = try await vendor.rest("POST", "/orders/\(denied)/acknowledge", "{}")
            try await vendor.serve()
            try await vendor.pass(minutes: 2)
            #expect(try await vendor.status("DF000001") == "rejected")
            let told = try await vendor.rest("POST", "/orders/\(denied)/deny", "{}")
            #expect(told.json["status"] == "cancelled", "\(told.json)")
            try await vendor.serve()
            let confirmation = try await vendor.told(VendorWorld.confirmations).first?["shipmentConfirmations"]?[0]
            #expect(confirmation?["shipmentDetails"]?["shipmentStatus"] == "FLOOR_DENIAL")
        }
    }

    @Test func `stock goes to Amazon when it differs, and what Amazon took is kept`() async throws {
        try await VendorWorld.run { vendor in
            let set = """
                {"items":[{"warehouse":"PORTWH1","vendor_product":"PN-1","available":12},\
                {"warehouse":"PORTWH1","vendor_product":"PN-2","available":3}]}
                """
            let path = "/connections/\(vendor.connection)"
            #expect(try await vendor.rest("POST", "\(path)/set-stock", set).json["changes"] == 2)
            let first = try await vendor.sync("inventory")
            #expect(first["items"] == 2, "\(first)")
            try await vendor.pass(minutes: 2)
            let known = try await vendor.rest("GET", "\(path)/stock").json["data"]?.elements ?? []
            #expect(known.map { $0["accepted"] } == [12, 3])
            #expect(try await vendor.sync("inventory")["items"] == 0)
            let csv = "warehouse,vendor_product,available\nPORTWH1,PN-1,7\nPORTWH1,PN-2,3\n"
            let id = try #require(Identifier<VendorConnection>(vendor.connection))
            let read = ImportVendorStock(csv: Array(csv.utf8), of: id)
            #expect(try await vendor.world.application.perform(read, as: .system) == 1)
            #expect(try await vendor.sync("inventory")["items"] == 1)
            #expect(try await vendor.sync("inventory", isFull: true)["items"] == 2)
            let told = try await vendor.told("/vendor/directFulfillment/inventory/v1/warehouses/PORTWH1/items")
            #expect(told.map { $0["inventory"]?["isFullUpdate"] } == [false, false, true])
        }
    }
}
