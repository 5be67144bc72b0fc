package import FoundationEssentials
import Procurement
package import VendorCentral

/// Something to be said to Amazon, in our words.
package enum VendorMessage: Sendable {
    /// The answer to a retail order, as it stands on its lines.
    case acknowledgement(VendorOrder)
    case answer(VendorOrder, DirectAnswer)
    case shipmentNotice(VendorShipment, VendorOrder, from: ShipFromMapping.Warehouse)
    /// Direct fulfillment: shipped, or with a denied shipment that it cannot be.
    case confirmation(VendorShipment, VendorOrder, VendorConnection.Region)
    /// Direct fulfillment: what our own carrier says of a parcel.
    case statusUpdate(CarrierReport, VendorOrder, VendorConnection.Region)
    case labelRequest(VendorOrder)
    case routing(RoutingRequest, VendorOrder, from: ShipFromMapping.Warehouse)
    case inventory(InventoryUpdate, vendorCode: String)
    case invoice(VendorBill, VendorOrder, VendorRemittance, from: ShipFromMapping.Warehouse)

    package var kind: TransactionKind {
        switch self {
        case .acknowledgement: .retailAcknowledgement
        case .answer: .directAcknowledgement
        case .shipmentNotice: .shipmentNotice
        case .confirmation: .directConfirmation
        case .statusUpdate: .statusUpdate
        case .labelRequest: .labelRequest
        case .routing: .routingRequest
        case .inventory: .inventory
        case .invoice(_, let order, _, _): order.programme == .retail ? .retailInvoice : .directInvoice
        }
    }

    /// What it is about at Amazon: the natural key.
    package var key: String {
        switch self {
        case .acknowledgement(let order), .answer(let order, _), .labelRequest(let order): order.number
        case .shipmentNotice(let shipment, _, _): shipment.fulfilment.number
        case .confirmation(_, let order, _): order.number
        case .statusUpdate(let report, _, _): report.key
        case .routing(let request, _, _): request.number
        case .inventory(let update, _): update.warehouse
        case .invoice(let bill, _, _, _): bill.invoice.number
        }
    }
}

/// Why a message cannot be written.
package struct VendorMessageProblem: Error, Sendable, Hashable {
    /// In words, complete.
    package var message: String

    package init(_ message: String) { self.message = message }
}

/// Writes messages as Amazon reads them. The live one writes the Selling Partner API's JSON.
package protocol VendorWriter: Sendable {
    /// The octets, ready to be sent and never to change.
    func octets(of message: VendorMessage, at now: Date) throws(VendorMessageProblem) -> [UInt8]
}

/// For servers that Amazon does not buy from.
package struct NoVendorWriter: VendorWriter {
    package init() {}

    package func octets(of _: VendorMessage, at _: Date) throws(VendorMessageProblem) -> [UInt8] {
        throw VendorMessageProblem("This server does not speak to Amazon Vendor Central.")
    }
}
