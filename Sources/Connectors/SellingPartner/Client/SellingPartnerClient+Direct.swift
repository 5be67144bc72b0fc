import JSON

/// Direct fulfillment.
extension SellingPartnerClient {
    /// Orders by creation; both ends of the span are mandatory.
    package func directOrders(_ query: ListQuery) -> PageWalk<DirectOrders.Order> {
        PageWalk(self, Call(operation: version.orders, query: query.items), list: "orders")
    }

    package func directOrder(_ number: String) async throws(SellingPartnerError) -> Read<DirectOrders.Order> {
        try await one(version.order, "purchaseOrderNumber", number, as: DirectOrders.Order.self)
    }

    package func labels(_ query: ListQuery) -> PageWalk<DirectShipping.ShippingLabel> {
        PageWalk(self, Call(operation: version.documents(.shippingLabels), query: query.items), list: "shippingLabels")
    }

    package func label(_ number: String) async throws(SellingPartnerError) -> Read<DirectShipping.ShippingLabel> {
        try await one(
            version.document(.shippingLabels), "purchaseOrderNumber", number, as: DirectShipping.ShippingLabel.self)
    }

    package func packingSlips(_ query: ListQuery) -> PageWalk<DirectShipping.PackingSlip> {
        PageWalk(self, Call(operation: version.documents(.packingSlips), query: query.items), list: "packingSlips")
    }

    package func packingSlip(_ number: String) async throws(SellingPartnerError) -> Read<DirectShipping.PackingSlip> {
        try await one(version.document(.packingSlips), "purchaseOrderNumber", number, as: DirectShipping.PackingSlip.self)
    }

    package func customerInvoices(_ query: ListQuery) -> PageWalk<DirectShipping.CustomerInvoice> {
        PageWalk(self, Call(operation: version.documents(.customerInvoices), query: query.items), list: "customerInvoices")
    }

    package func customerInvoice(_ number: String) async throws(SellingPartnerError) -> Read<DirectShipping.CustomerInvoice> {
        try await one(
            version.document(.customerInvoices), "purchaseOrderNumber", number, as: DirectShipping.CustomerInvoice.self)
    }
}

extension Posting {
    package static func directAcknowledgement(
        _ records: [DirectOrders.OrderAcknowledgementItem], _ version: DirectVersion = .v2021
    ) throws(SellingPartnerError) -> Posting { try Posting(version.acknowledge, "orderAcknowledgements", records) }

    package static func labelRequests(
        _ records: [DirectShipping.ShippingLabelRequest], _ version: DirectVersion = .v2021
    ) throws(SellingPartnerError) -> Posting { try Posting(version.requestLabels, "shippingLabelRequests", records) }

    package static func confirmations(
        _ records: [DirectShipping.ShipmentConfirmation], _ version: DirectVersion = .v2021
    ) throws(SellingPartnerError) -> Posting { try Posting(version.confirm, "shipmentConfirmations", records) }

    package static func statusUpdates(
        _ records: [DirectShipping.ShipmentStatusUpdate], _ version: DirectVersion = .v2021
    ) throws(SellingPartnerError) -> Posting { try Posting(version.updateStatus, "shipmentStatusUpdates", records) }

    package static func directInvoices(
        _ records: [DirectPayments.InvoiceDetail]
    ) throws(SellingPartnerError) -> Posting { try Posting(.directInvoices, "invoices", records) }

    /// Figures of one warehouse.
    package static func inventory(
        _ record: DirectInventory.InventoryUpdate, warehouse: String
    ) throws(SellingPartnerError) -> Posting {
        let (json, problems) = Wire.write(record)
        guard problems.isEmpty else { throw .incomplete(problems) }
        return Posting(.directInventory, path: ["warehouseId": warehouse], body: .object([JSON.Member("inventory", json)]))
    }
}
