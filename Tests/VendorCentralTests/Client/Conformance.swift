import FoundationEssentials
import HTTPClient
import JSON
import SellingPartner
import VendorCentral
import VendorSandbox

/// Makes of each of Amazon's pairs the call that our client would make, and reads the answer with our types.
struct Conformance {
    let client: SellingPartnerClient

    /// What came of a pair.
    enum Outcome {
        /// The answer, written again from our types.
        case read([JSON])
        case refused(Int, [ServiceError])
    }

    /// - Throws: for a pair that no operation of the client makes, or that failed otherwise than by a refusal.
    func replay(_ pair: SandboxPair) async throws -> Outcome {
        do { return .read(try await call(pair)) } catch SellingPartnerError.refused(let status, let errors, _) {
            return .refused(status, errors)
        }
    }

    struct Unknown: Error { let template: String }

    private func call(_ pair: SandboxPair) async throws -> [JSON] {
        if pair.method == "POST" { return [.string(try await post(pair))] }
        var query = ListQuery()
        if case .object(let members) = pair.query {
            for member in members { query.add(member.name, member.value.stringValue ?? Self.text(member.value)) }
        }
        let last = pair.template.split(separator: "/").last.map(String.init) ?? ""
        let key = pair.path["purchaseOrderNumber"]?.stringValue ?? "1"
        let isDirect = pair.template.contains("directFulfillment")
        switch last {
        case "purchaseOrders" where isDirect: return try await first(client.directOrders(query))
        case "purchaseOrders": return try await first(client.retailOrders(query))
        case "purchaseOrdersStatus": return try await first(client.retailStatuses(query))
        case "shipments": return try await first(client.shipments(query))
        case "transportLabels": return try await first(client.transportLabels(query))
        case "shippingLabels": return try await first(client.labels(query))
        case "packingSlips": return try await first(client.packingSlips(query))
        case "customerInvoices": return try await first(client.customerInvoices(query))
        case "invoices": return try await first(client.finances(query))
        case "{invoiceIdentifier}":
            let marketplace = pair.query["marketplaceId"]?.stringValue ?? ""
            return try await first(
                client.invoiceLines(pair.path["invoiceIdentifier"]?.stringValue ?? "1", marketplace: marketplace))
        case "{transactionId}":
            let id = pair.path["transactionId"]?.stringValue ?? "1"
            let report = try await client.transaction(id, isDirect ? .directFulfillment : .retail)
            return [.string("\(report.status)")] + report.errors.map { .string($0.code) }
        default: return [try await one(pair, key, isDirect)]
        }
    }

    private func one(_ pair: SandboxPair, _ key: String, _ isDirect: Bool) async throws -> JSON {
        switch pair.template.split(separator: "/").dropLast().last {
        case "purchaseOrders" where isDirect: return Wire.write(try await client.directOrder(key).record).json
        case "purchaseOrders": return Wire.write(try await client.retailOrder(key).record).json
        case "shippingLabels": return Wire.write(try await client.label(key).record).json
        case "packingSlips": return Wire.write(try await client.packingSlip(key).record).json
        case "customerInvoices": return Wire.write(try await client.customerInvoice(key).record).json
        default: throw Unknown(template: pair.template)
        }
    }

    private func first<Record: WireRecord>(_ walk: PageWalk<Record>) async throws -> [JSON] {
        var walk = walk
        return try await (walk.next() ?? []).map { Wire.write($0.record).json }
    }

    /// The pair's message read with our types and posted again by them: nothing of it may get lost on the way.
    private func post(_ pair: SandboxPair) async throws -> String {
        func rewritten<Record: WireRecord>(_ list: String, _ type: Record.Type) -> JSON {
            guard let items = pair.body[list]?.arrayValue else { return .object([]) }
            return .object([JSON.Member(list, .array(items.map { Wire.write(Wire.read($0, as: type).record).json }))])
        }
        let (kind, body): (TransactionKind, JSON)
        switch pair.template {
        case "/vendor/orders/v1/acknowledgements":
            (kind, body) = (.retailAcknowledgement, rewritten("acknowledgements", RetailOrders.OrderAcknowledgement.self))
        case "/vendor/shipping/v1/shipmentConfirmations":
            (kind, body) = (.shipmentNotice, rewritten("shipmentConfirmations", RetailShipping.ShipmentConfirmation.self))
        case "/vendor/shipping/v1/shipments":
            (kind, body) = (.routingRequest, rewritten("shipments", RetailShipping.Shipment.self))
        case "/vendor/payments/v1/invoices":
            (kind, body) = (.retailInvoice, rewritten("invoices", RetailPayments.Invoice.self))
        case "/vendor/directFulfillment/orders/v1/acknowledgements":
            (kind, body) = (
                .directAcknowledgement, rewritten("orderAcknowledgements", DirectOrders.OrderAcknowledgementItem.self)
            )
        case "/vendor/directFulfillment/shipping/v1/shippingLabels":
            (kind, body) = (.labelRequest, rewritten("shippingLabelRequests", DirectShipping.ShippingLabelRequest.self))
        case "/vendor/directFulfillment/shipping/v1/shipmentConfirmations":
            (kind, body) = (.directConfirmation, rewritten("shipmentConfirmations", DirectShipping.ShipmentConfirmation.self))
        case "/vendor/directFulfillment/shipping/v1/shipmentStatusUpdates":
            (kind, body) = (.statusUpdate, rewritten("shipmentStatusUpdates", DirectShipping.ShipmentStatusUpdate.self))
        case "/vendor/directFulfillment/payments/v1/invoices":
            (kind, body) = (.directInvoice, rewritten("invoices", DirectPayments.InvoiceDetail.self))
        case "/vendor/directFulfillment/inventory/v1/warehouses/{warehouseId}/items":
            let update = pair.body["inventory"].map { Wire.write(Wire.read($0, as: DirectInventory.InventoryUpdate.self).record) }
            (kind, body) = (.inventory, update.map { ["inventory": $0.json] } ?? .object([]))
        default: throw Unknown(template: pair.template)
        }
        let warehouse = pair.path["warehouseId"]?.stringValue ?? "1"
        return try await client.post(Posting(kept: body, of: kind, warehouse: warehouse, .v1))
    }

    private static func text(_ value: JSON) -> String? {
        if case .number(let number) = value { return number.description }
        if case .bool(let flag) = value { return flag ? "true" : "false" }
        return nil
    }
}
