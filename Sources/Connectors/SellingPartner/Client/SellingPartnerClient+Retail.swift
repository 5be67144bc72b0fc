import JSON
package import VendorCentral

/// What of a list is wanted; every family takes some of these. Values stand as they are sent.
package struct ListQuery: Sendable {
    package var items: [(String, String)] = []

    package init() {}

    package mutating func add(_ name: String, _ value: String?) {
        if let value { items.append((name, value)) }
    }

    package mutating func add(_ name: String, _ moment: WireMoment?) { add(name, moment?.text) }
    package mutating func add(_ name: String, _ flag: Bool?) { add(name, flag.map { $0 ? "true" : "false" }) }
    package mutating func add(_ name: String, _ number: Int?) { add(name, number.map { "\($0)" }) }
}

/// Retail procurement.
extension SellingPartnerClient {
    /// Orders by creation or by change.
    package func retailOrders(_ query: ListQuery) -> PageWalk<RetailOrders.Order> {
        PageWalk(self, Call(operation: .purchaseOrders, query: query.items), list: "orders")
    }

    package func retailOrder(_ number: String) async throws(SellingPartnerError) -> Read<RetailOrders.Order> {
        try await one(.purchaseOrder, "purchaseOrderNumber", number, as: RetailOrders.Order.self)
    }

    package func retailStatuses(_ query: ListQuery) -> PageWalk<RetailOrders.OrderStatus> {
        PageWalk(self, Call(operation: .purchaseOrdersStatus, query: query.items), list: "ordersStatus")
    }

    package func shipments(_ query: ListQuery) -> PageWalk<RetailShipping.Shipment> {
        PageWalk(self, Call(operation: .shipments, query: query.items), list: "shipments")
    }

    package func transportLabels(_ query: ListQuery) -> PageWalk<RetailShipping.TransportLabel> {
        PageWalk(self, Call(operation: .transportLabels, query: query.items), list: "transportLabels")
    }

    package func finances(_ query: ListQuery) -> PageWalk<Finances.InvoiceHeader> {
        PageWalk(self, Call(operation: .invoiceHeaders, query: query.items), list: "invoices")
    }

    /// The lines of one invoice, 600 a page.
    package func invoiceLines(_ identifier: String, marketplace: String) -> PageWalk<Finances.InvoiceItem> {
        PageWalk(
            self, Call(operation: .invoice, path: ["invoiceIdentifier": identifier], query: [("marketplaceId", marketplace)]),
            list: "invoiceItems", tokenName: "nextTokenForLineItems")
    }

    /// Amazon's verdict on what was posted.
    package func transaction(
        _ id: String, _ programme: Programme
    ) async throws(SellingPartnerError) -> TransactionReport {
        let operation = programme == .retail ? Operation.retailTransaction : version.transaction
        let answer = try await perform(Call(operation: operation, path: ["transactionId": id]))
        let found = answer["transactionStatus"] ?? answer
        guard let status = found["status"]?.stringValue else {
            throw .malformed(message: "it names no status", requestID: nil)
        }
        return TransactionReport(
            status: TransactionStatus(status), errors: found["errors"].map(ServiceError.read) ?? [])
    }
}

/// What Amazon says of a transaction.
package struct TransactionReport: Hashable, Sendable {
    package let status: TransactionStatus
    package let errors: [ServiceError]
}

extension Posting {
    package static func retailAcknowledgement(
        _ records: [RetailOrders.OrderAcknowledgement]
    ) throws(SellingPartnerError) -> Posting { try Posting(.acknowledge, "acknowledgements", records) }

    package static func shipmentNotice(
        _ records: [RetailShipping.ShipmentConfirmation]
    ) throws(SellingPartnerError) -> Posting { try Posting(.confirmShipments, "shipmentConfirmations", records) }

    package static func routingRequest(
        _ records: [RetailShipping.Shipment]
    ) throws(SellingPartnerError) -> Posting { try Posting(.requestRouting, "shipments", records) }

    package static func retailInvoices(
        _ records: [RetailPayments.Invoice]
    ) throws(SellingPartnerError) -> Posting { try Posting(.retailInvoices, "invoices", records) }
}
