import FoundationEssentials
import JSON
import Procurement
import Testing
import UseCases
import VendorCentral

/// Orders of Amazon's for operations that need one, made by the steps that a round takes.
extension Drive {
    func prepareVendor(_ operation: DocumentedOperation) async throws -> Preparation? {
        guard operation.path.hasPrefix("/v1/vendor-central/"), operation.path.contains("{id}") else { return nil }
        switch operation.name {
        case "checkVendorConnection": return Preparation(id: try await vendorConnection().text)
        case "acknowledgeVendorOrder", "showVendorOrder": return Preparation(id: try await vendorOrder(.retail).text)
        case "shipVendorOrder": return Preparation(id: try await confirmed(.retail).text)
        case "denyVendorOrder", "requestLabelsVendorOrder": return Preparation(id: try await confirmed(.directFulfillment).text)
        case "routeVendorOrder": return Preparation(id: try await confirmed(.retail, isCollect: true).text)
        case "cancelRoutingVendorOrder":
            let id = try await confirmed(.retail, isCollect: true)
            let pickUp = world.application.environment.now().addingTimeInterval(5 * 86400)
            _ = try await world.application.perform(
                RouteVendorOrder(id, pickUp: pickUp, cartons: 1, pallets: 0, weight: 2), as: .system)
            return Preparation(id: id.text)
        case "invoiceVendorOrder": return Preparation(id: try await shipped().text)
        case "showVendorShipment": return Preparation(id: try await shipment(try await shipped()))
        case "reportVendorShipment":
            let id = try await confirmed(.directFulfillment)
            var fields = VendorShipmentFields()
            (fields.trackingNumbers, fields.carrier) = (["T1"], "Own Carrier")
            _ = try await world.application.perform(ShipVendorOrder(id, fields), as: .system)
            return Preparation(id: try await shipment(id))
        case "showVendorInvoice", "creditVendorInvoice":
            let id = try await shipped()
            let bill = try await world.application.perform(BillVendorOrder(id, number: "B-\(operation.name)"), as: .system)
            return Preparation(id: bill.id.text)
        case "showVendorTransaction": return Preparation(id: try await transaction().text)
        case "checkVendorTransaction":
            let id = try await transaction()
            _ = try await world.application.perform(BeginVendorTransaction(id), as: .system)
            try await world.application.perform(RecordVendorPosting(id, .taken("tx-1")), as: .system)
            return Preparation(id: id.text)
        case "resendVendorTransaction":
            let id = try await transaction()
            _ = try await world.application.perform(BeginVendorTransaction(id), as: .system)
            try await world.application.perform(RecordVendorPosting(id, .refused(["no"])), as: .system)
            return Preparation(id: id.text)
        case "showVendorSyncRun":
            let run = RequestVendorSync(try await vendorConnection(), "orders")
            return Preparation(id: try await world.application.perform(run, as: .system).id.text)
        case "showVendorCustomer":
            return Preparation(id: try await vendorOrder(.directFulfillment).text)
        case "downloadVendorDocument":
            let order = try await vendorOrder(.directFulfillment)
            let label = ReceivedVendorDocument(kind: .label, format: "ZPL", trackingNumber: nil, content: Array("^XA^XZ".utf8))
            try await world.application.perform(KeepVendorDocuments([label], of: order), as: .system)
            let details = try await world.application.answer(ShowVendorOrder(order), as: .system)
            return Preparation(id: try #require(details.documents.first).id.text)
        default: return nil
        }
    }

    /// One of a vendor code of its own, whose server nobody is.
    private func vendorConnection() async throws -> Identifier<VendorConnection> {
        let all = try await world.application.answer(ListVendorConnections(), as: .system)
        if let known = all.first(where: { $0.vendorCode == "DRIVE" }) { return known.id }
        var fields = VendorConnectionFields()
        (fields.name, fields.vendorCode, fields.region) = ("Driven", "DRIVE", "eu")
        (fields.clientID, fields.clientSecret, fields.refreshToken) = ("c", "s", "r")
        (fields.endpoint, fields.programmes) = ("http://127.0.0.1:1", ["retail", "direct_fulfillment"])
        let address = VendorAddress(
            name: "Portico", lines: ["1 Example Street"], city: "Berlin", postalCode: "10115", country: "DE")
        fields.warehouses = [.init(code: "W1", name: "North", address: address)]
        (fields.defaultWarehouse, fields.companyPrefix) = ("W1", "4012345")
        fields.remittance = VendorRemittance(VendorParty("DRIVE"))
        return try await world.application.perform(SaveVendorConnection(nil, fields), as: .system).id
    }

    private func vendorOrder(_ programme: Programme, isCollect: Bool = false) async throws -> Identifier<VendorOrder> {
        let connection = try await vendorConnection()
        let count = try await world.application.answer(ListVendorOrders(page: PageRequest(limit: 100)), as: .system).items.count
        let number = "DRIVE\(count)"
        let now = world.application.environment.now()
        let line = VendorOrderLine(
            sequence: "1", amazonProduct: "B0DRIVE", vendorProduct: "PN-1", ordered: VendorQuantity(3),
            netCost: VendorPrice(5, .eur))
        let order = AmazonOrder(
            programme: programme, number: number, vendorCode: "DRIVE", stateText: "New", orderedAt: now,
            freight: programme == .retail ? isCollect ? .collect : .prepaid : nil,
            shipFrom: programme == .directFulfillment ? "W1" : nil,
            shipTo: VendorParty("FRA3", address: VendorAddress(name: "Someone", lines: ["2"], country: "DE")), lines: [line])
        _ = try await world.application.perform(TakeVendorOrders([order], of: connection), as: .system)
        let found = try await world.application.answer(ListVendorOrders(VendorOrderFilter(number: number)), as: .system)
        return try #require(found.items.first).order.id
    }

    /// One that Amazon took our answer to.
    private func confirmed(_ programme: Programme, isCollect: Bool = false) async throws -> Identifier<VendorOrder> {
        let id = try await vendorOrder(programme, isCollect: isCollect)
        _ = try await world.application.perform(AcknowledgeVendorOrder(id, .acceptAll), as: .system)
        let message = try await newest(id)
        _ = try await world.application.perform(BeginVendorTransaction(message), as: .system)
        try await world.application.perform(RecordVendorPosting(message, .taken("tx")), as: .system)
        try await world.application.perform(JudgeVendorTransaction(message, .success), as: .system)
        return id
    }

    private func shipped() async throws -> Identifier<VendorOrder> {
        let id = try await confirmed(.retail)
        var fields = VendorShipmentFields()
        fields.trackingNumbers = ["T1"]
        _ = try await world.application.perform(ShipVendorOrder(id, fields), as: .system)
        return id
    }

    private func shipment(_ order: Identifier<VendorOrder>) async throws -> String {
        let details = try await world.application.answer(ShowVendorOrder(order), as: .system)
        return try #require(details.shipments.first).id.text
    }

    private func transaction() async throws -> Identifier<VendorTransaction> {
        let id = try await vendorOrder(.retail)
        _ = try await world.application.perform(AcknowledgeVendorOrder(id, .acceptAll), as: .system)
        return try await newest(id)
    }

    private func newest(_ order: Identifier<VendorOrder>) async throws -> Identifier<VendorTransaction> {
        try #require(try await world.application.answer(ShowVendorOrder(order), as: .system).transactions.first).id
    }
}
