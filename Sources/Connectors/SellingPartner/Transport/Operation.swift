/// One operation of the Selling Partner API: where it is and how often it may be called.
package struct Operation: Hashable, Sendable {
    /// Amazon's name of it with the family's before it; names the token bucket.
    package let name: String
    package let method: String
    /// With `{placeholders}`.
    package let path: String
    /// Calls a second, and how many at once; Amazon's default where it publishes none.
    package let rate: Double
    package let burst: Double
    /// Whether it answers personal data and wants a restricted data token.
    package let isRestricted: Bool

    init(_ name: String, _ method: String, _ path: String, rate: Double = 10, burst: Double = 10, isRestricted: Bool = false) {
        self.name = name
        self.method = method
        self.path = path
        self.rate = rate
        self.burst = burst
        self.isRestricted = isRestricted
    }

    /// The path with its placeholders filled, percent-encoded.
    func filledPath(_ values: [String: String]) -> String {
        var filled = path
        for (name, value) in values { filled.replace("{\(name)}", with: QueryText.escaped(value)) }
        return filled
    }
}

extension Operation {
    private static let retailOrders = "/vendor/orders/v1"
    private static let retailShipping = "/vendor/shipping/v1"
    private static let finances = "/finances/invoices/2026-06-25/invoices"

    static let purchaseOrders = Operation("retail.purchaseOrders", "GET", "\(retailOrders)/purchaseOrders")
    static let purchaseOrder = Operation("retail.purchaseOrder", "GET", "\(retailOrders)/purchaseOrders/{purchaseOrderNumber}")
    static let purchaseOrdersStatus = Operation("retail.purchaseOrdersStatus", "GET", "\(retailOrders)/purchaseOrdersStatus")
    static let acknowledge = Operation("retail.acknowledge", "POST", "\(retailOrders)/acknowledgements")
    static let confirmShipments = Operation("retail.confirmShipments", "POST", "\(retailShipping)/shipmentConfirmations")
    static let requestRouting = Operation("retail.requestRouting", "POST", "\(retailShipping)/shipments")
    static let shipments = Operation("retail.shipments", "GET", "\(retailShipping)/shipments")
    static let transportLabels = Operation("retail.transportLabels", "GET", "\(retailShipping)/transportLabels")
    static let retailInvoices = Operation("retail.invoices", "POST", "/vendor/payments/v1/invoices")
    static let retailTransaction = Operation(
        "retail.transaction", "GET", "/vendor/transactions/v1/transactions/{transactionId}", burst: 20)
    static let invoiceHeaders = Operation("finances.invoices", "GET", finances, rate: 1, burst: 5)
    static let invoice = Operation("finances.invoice", "GET", "\(finances)/{invoiceIdentifier}", rate: 1, burst: 5)
    static let restrictedToken = Operation("tokens.restricted", "POST", "/tokens/2021-03-01/restrictedDataToken", rate: 1)
    static let directInventory = Operation(
        "direct.inventory", "POST", "/vendor/directFulfillment/inventory/v1/warehouses/{warehouseId}/items")
    static let directInvoices = Operation("direct.invoices", "POST", "/vendor/directFulfillment/payments/v1/invoices")
}

/// Which version of the direct fulfillment families is spoken. Version 1 has the same shapes in an envelope.
package enum DirectVersion: String, Hashable, Sendable, CaseIterable {
    case v1
    case v2021 = "2021-12-28"

    private func operation(
        _ name: String, _ method: String, _ family: String, _ path: String, isRestricted: Bool = false
    ) -> Operation {
        Operation(
            "direct.\(name)", method, "/vendor/directFulfillment/\(family)/\(rawValue)/\(path)", isRestricted: isRestricted)
    }

    package var orders: Operation { operation("orders", "GET", "orders", "purchaseOrders", isRestricted: true) }
    var order: Operation { operation("order", "GET", "orders", "purchaseOrders/{purchaseOrderNumber}", isRestricted: true) }
    var acknowledge: Operation { operation("acknowledge", "POST", "orders", "acknowledgements") }
    var requestLabels: Operation { operation("requestLabels", "POST", "shipping", "shippingLabels") }
    var confirm: Operation { operation("confirm", "POST", "shipping", "shipmentConfirmations") }
    var updateStatus: Operation { operation("updateStatus", "POST", "shipping", "shipmentStatusUpdates") }
    var transaction: Operation { operation("transaction", "GET", "transactions", "transactions/{transactionId}") }

    /// A list of documents of a kind, or, with a number, one order's.
    func documents(_ kind: DirectDocumentKind) -> Operation {
        operation("\(kind.rawValue)", "GET", "shipping", kind.rawValue, isRestricted: true)
    }

    func document(_ kind: DirectDocumentKind) -> Operation {
        operation("\(kind.rawValue).one", "GET", "shipping", "\(kind.rawValue)/{purchaseOrderNumber}", isRestricted: true)
    }
}

/// What can be fetched for a direct fulfillment order; the raw value is the path's word.
package enum DirectDocumentKind: String, Hashable, Sendable, CaseIterable {
    case shippingLabels
    case packingSlips
    case customerInvoices
}
