import FoundationEssentials
import JSON
import PorticoServer
import Procurement
import Testing
import UseCases
import VendorCentral
import VendorSandbox

/// Parcels of our own carriers, pallets, and what Amazon's warehouse says arrived.
struct VendorParcelStories {
    /// A direct order that was shipped; answers the shipment.
    private func shipped(_ vendor: VendorWorld, _ number: String, _ body: String) async throws -> String {
        try await vendor.serve()
        try await vendor.pass(minutes: 2)
        let id = try await vendor.id(number)
        let answer = try await vendor.rest("POST", "/orders/\(id)/ship", body)
        #expect(answer.json["status"] == "shipped", "\(answer.json)")
        try await vendor.serve()
        try await vendor.pass(minutes: 2)
        let all = try await vendor.rest("GET", "/shipments").json["data"]?.elements ?? []
        return try #require(all.first { $0["order_id"]?.text == id }?["id"]?.text)
    }

    @Test func `where a parcel of our own carrier is goes to Amazon in Europe's codes, once, and its end is the end`()
        async throws
    {
        try await VendorWorld.run(fields: ["acknowledges_automatically": ["direct_fulfillment"]]) { vendor in
            let id = try await shipped(vendor, "DF000000", "{\"tracking_numbers\":[\"T1\"],\"carrier\":\"Pedal Couriers\"}")
            let confirmed = try await vendor.told(VendorWorld.confirmations).first?["shipmentConfirmations"]?[0]
            #expect(confirmed?["containers"]?[0]?["carrier"] == "Pedal Couriers")
            #expect(confirmed?["containers"]?[0]?["scacCode"] == nil)
            func report(_ body: String) async throws -> (status: Int, json: JSON) {
                vendor.world.passTime(hours: 0.5)
                return try await vendor.rest("POST", "/shipments/\(id)/report", body)
            }
            #expect(try await report("{\"event\":\"departed\"}").status == 200)
            #expect(try await report("{\"event\":\"in_transit\",\"city\":\"Leipzig\",\"country\":\"de\"}").status == 200)
            let wrong = try await report("{\"event\":\"in_transit\",\"tracking_number\":\"T9\"}")
            #expect(wrong.status == 422 && wrong.json.text().contains("one that was confirmed: T1"), "\(wrong.json)")
            let at = "2026-12-31T00:00:00Z"
            #expect(try await report("{\"event\":\"delivered\",\"at\":\"\(at)\"}").status == 422, "in the future")
            #expect(try await report("{\"event\":\"vanished\"}").status == 422)
            #expect(try await report("{\"event\":\"delivered\",\"city\":\"Ulm\",\"country\":\"DEU\"}").status == 422)
            let end = try await report("{\"event\":\"delivered\",\"city\":\"Ulm\",\"country\":\"DE\"}")
            #expect(end.json["reports"]?.elements.compactMap { $0["event"]?.text } == ["departed", "in_transit", "delivered"])
            let after = try await report("{\"event\":\"in_transit\"}")
            #expect(after.status == 422 && after.json.text().contains("nothing comes after that"), "\(after.json)")
            try await vendor.serve()
            try await demandReports(vendor)
        }
    }

    private func demandReports(_ vendor: VendorWorld) async throws {
        let told = try await vendor.told(VendorWorld.reports).compactMap { $0["shipmentStatusUpdates"]?[0] }
        let details = told.compactMap { $0["statusUpdateDetails"] }
        #expect(details.compactMap { $0["statusCode"]?.text } == ["101", "201", "301"])
        #expect(details.allSatisfy { $0["trackingNumber"] == "T1" && $0["reasonCode"] == "000" })
        let places = details.compactMap { $0["statusLocationAddress"]?["city"]?.text }
        #expect(places == ["Berlin", "Leipzig", "Ulm"])
        #expect(!told.contains { $0.text().contains("Customer 0") }, "nothing of the customer")
        try await vendor.pass(minutes: 2)
        let verdicts = try await vendor.transactions().filter { $0["kind"] == "status_update" }
        #expect(verdicts.count == 3 && verdicts.allSatisfy { $0["status"] == "accepted" }, "\(verdicts)")
    }

    @Test func `of Amazon's own carriers and of retail nothing is reported`() async throws {
        try await VendorWorld.run(fields: ["acknowledges_automatically": ["retail", "direct_fulfillment"]]) { vendor in
            let direct = try await shipped(vendor, "DF000000", "{\"tracking_numbers\":[\"T1\"]}")
            let refused = try await vendor.rest("POST", "/shipments/\(direct)/report", "{\"event\":\"departed\"}")
            #expect(refused.status == 409 && refused.json["code"] == "not-own-carrier", "\(refused.json)")
            try await vendor.pass(minutes: 16)
            let retail = try await shipped(vendor, "RP000000", "{\"tracking_numbers\":[\"T2\"],\"carrier\":\"DHLX\"}")
            let other = try await vendor.rest("POST", "/shipments/\(retail)/report", "{\"event\":\"departed\"}")
            #expect(other.status == 409 && other.json["code"] == "wrong-programme", "\(other.json)")
            #expect(try await vendor.rest("POST", "/shipments/vs_none/report", "{\"event\":\"departed\"}").status == 404)
            #expect(try await vendor.told(VendorWorld.reports).isEmpty)
        }
    }

    @Test func `cartons stand on pallets with numbers of their own, all of them and each on one`() async throws {
        try await VendorWorld.run(fields: ["acknowledges_automatically": ["retail"]]) { vendor in
            try await vendor.serve()
            try await vendor.pass(minutes: 16)
            let id = try await vendor.id("RP000000")
            let lines = try await vendor.order("RP000000")["lines"]?.elements ?? []
            // Every line in a carton of its own.
            let packages = lines.compactMap { line in
                guard let number = line["line"]?.text, let open = line["open"]?.text() else {
                    return nil
                }
                return "{\"contents\":[{\"line\":\"\(number)\",\"quantity\":\(open)}]}"
            }.joined(separator: ",")
            func ship(_ pallets: String, load: String = "truck") async throws -> (status: Int, json: JSON) {
                let body = """
                    {"load":"\(load)","bill_of_lading":"BOL-00001","carrier":"DHLX","packages":[\(packages)],"pallets":\(pallets)}
                    """
                return try await vendor.rest("POST", "/orders/\(id)/ship", body)
            }
            let bad = [
                ("[{\"packages\":[1,2]}]", "on no pallet: carton 3"), ("[{\"packages\":[1,2,3,4]}]", "there is no carton 4"),
                ("[{\"packages\":[1,2]},{\"packages\":[2,3]}]", "on pallet 1 already"),
                ("[{\"packages\":[1,2,3]},{\"packages\":[]}]", "the pallet is empty"),
                ("[{\"packages\":[1,2,3],\"code\":\"12\"}]", "18 digits"),
                ("[{\"packages\":[1,2,3],\"weight\":\"-1\"}]", "above zero"),
            ]
            for (pallets, reason) in bad {
                let answer = try await ship(pallets)
                #expect(answer.status == 422 && answer.json.text().lowercased().contains(reason), "\(pallets): \(answer.json)")
            }
            let parcels = try await ship("[{\"packages\":[1,2,3]}]", load: "small_parcel")
            #expect(
                parcels.status == 422 && parcels.json.text().lowercased().contains("pallets travel by truck"), "\(parcels.json)")
            let shipped = try await ship(
                "[{\"packages\":[1,3],\"tiers\":2,\"blocks\":1,\"weight\":\"120.5\"},{\"packages\":[2]}]")
            #expect(shipped.json["status"] == "shipped", "\(shipped.json)")
            try await vendor.serve()
            try await demandPallets(vendor)
        }
    }

    private func demandPallets(_ vendor: VendorWorld) async throws {
        let notice = try #require(try await vendor.told(VendorWorld.notices).first?["shipmentConfirmations"]?[0])
        #expect(notice["shipmentStructure"] == "PalletizedAssortmentCase" && notice["shipmentType"] == "TruckLoad")
        #expect(notice["shipmentMeasurements"]?["palletCount"] == 2 && notice["shipmentMeasurements"]?["cartonCount"] == nil)
        let pallets = notice["pallets"]?.elements ?? []
        let references = pallets.map { $0["cartonReferenceDetails"]?["cartonReferenceNumbers"] }
        #expect(references == [["1", "3"], ["2"]])
        #expect(pallets.first?["tier"] == 2 && pallets.first?["weight"]?["value"] == "120.5")
        let cartons = notice["cartons"]?.elements ?? []
        #expect(cartons.compactMap { $0["cartonSequenceNumber"]?.text } == ["1", "2", "3"])
        let codes =
            cartons.compactMap { $0["cartonIdentifiers"]?[0]?["containerIdentificationNumber"]?.text }
            + pallets.compactMap { $0["palletIdentifiers"]?[0]?["containerIdentificationNumber"]?.text }
        #expect(Set(codes).count == 5 && codes.allSatisfy { $0.hasPrefix("0004012345") && $0.utf8.count == 20 }, "\(codes)")
        let kept = try await vendor.rest("GET", "/shipments").json["data"]?.elements.first?["pallets"]
        #expect(kept?[0]?["packages"] == [1, 3] && kept?[1]?["packages"] == [2])
    }

    @Test func `Amazon's status proves our answer at once and tells what its warehouse did not receive`() async throws {
        try await VendorWorld.run({ $0.losesPieces = true }) { vendor in
            try await vendor.serve()
            let id = try await vendor.id("RP000000")
            _ = try await vendor.rest("POST", "/orders/\(id)/acknowledge", "{}")
            try await vendor.serve()
            try await vendor.pass(minutes: 5)
            #expect(try await vendor.status("RP000000") == "acknowledged")
            // Earlier than silence would be consent.
            try await vendor.sync("orders")
            #expect(try await vendor.status("RP000000") == "pending_fulfillment")
            #expect(try await vendor.transactions("&order_id=\(id)").first?["status"] == "accepted")
            let before = try await vendor.order("RP000000")
            #expect(before["lines"]?[0]?["confirmation"] == "accepted" && before["lines"]?[0]?["received"] == 0)
            #expect(before["differences"] == [])
            _ = try await vendor.rest("POST", "/orders/\(id)/ship", "{\"tracking_numbers\":[\"T1\"]}")
            try await vendor.serve()
            try await vendor.pass(minutes: 25)
            let order = try await vendor.order("RP000000")
            let line = order["lines"]?[0]
            #expect(line?["receipt"] == "partially_received" && line?["accepted"] == line?["ordered"], "\(order)")
            #expect(order["lines"]?[1]?["receipt"] == "received" && order["status"] == "shipped")
        }
    }
}
