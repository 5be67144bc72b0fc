package import UseCases
import VendorCentral

extension DemoData {
    /// A connection to a vendor account that `portico vendor-sandbox` plays at `endpoint`, and what its warehouse holds.
    package func loadVendor(into application: Application, endpoint: String) async throws {
        if try await application.answer(ListVendorConnections(), as: .system).contains(where: { $0.vendorCode == "PORT1" }) {
            return
        }
        var fields = VendorConnectionFields()
        (fields.name, fields.vendorCode, fields.region) = ("Amazon EU (sandbox)", "PORT1", "eu")
        (fields.endpoint, fields.clientID) = (endpoint, "amzn1.application-oa2-client.portico")
        (fields.clientSecret, fields.refreshToken) = ("amzn1.oa2-cs.v1.portico", "Atzr|portico")
        fields.programmes = [Programme.retail.rawValue, Programme.directFulfillment.rawValue]
        fields.acknowledgesAutomatically = [Programme.directFulfillment.rawValue]
        let address = VendorAddress(
            name: "Portico GmbH", lines: ["1 Example Street"], city: "Berlin", postalCode: "10115", country: "DE")
        fields.warehouses = [.init(code: "PORTWH1", name: "Warehouse North", address: address)]
        (fields.defaultWarehouse, fields.companyPrefix) = ("PORTWH1", "4012345")
        fields.remittance = VendorRemittance(VendorParty("PORT1", address: address), taxNumber: "DE123456789", netDueDays: 60)
        fields.marketplaceID = "A1PA6795UKMFR9"
        fields.minutes = ["orders": 5, "fulfilment": 5, "inventory": 5, "invoices": 5]
        let connection = try await application.perform(SaveVendorConnection(nil, fields), as: .system)
        let stock = (1...3).map { VendorStockEntry(warehouse: "PORTWH1", vendorProduct: "PN-\($0)", available: 40 * $0) }
        _ = try await application.perform(SetVendorStock(stock, of: connection.id), as: .system)
        _ = try await application.perform(SwitchVendorConnection(connection.id, isActive: true), as: .system)
        _ = try await application.perform(
            CreateUser(
                email: "vera@example.com", name: "Vera Vendor", roles: ["vendor_manager", "customer_data"],
                password: Self.password), as: .system)
    }
}
