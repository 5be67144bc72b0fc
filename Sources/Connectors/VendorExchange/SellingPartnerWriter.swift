package import FoundationEssentials
import JSON
import Procurement
import SellingPartner
package import UseCases
import VendorCentral

/// Writes what is said to Amazon as its Selling Partner API reads it.
package struct SellingPartnerWriter: VendorWriter {
    package init() {}

    package func octets(of message: VendorMessage, at now: Date) throws(VendorMessageProblem) -> [UInt8] {
        do {
            return try posting(message, now).body.bytes()
        } catch {
            throw VendorMessageProblem("The message cannot be written: \(error)")
        }
    }

    private func posting(_ message: VendorMessage, _ now: Date) throws(SellingPartnerError) -> Posting {
        switch message {
        case .acknowledgement(let order): try .acknowledging(order, at: now)
        case .answer(let order, let answer): try .answering(order, answer, vendorOrderNumber: order.id.text, at: now)
        case .shipmentNotice(let shipment, let order, let warehouse):
            try .shipmentNotice(shipment, order, from: warehouse, at: now)
        case .confirmation(let shipment, let order, let region): try .confirming(shipment, order, in: region)
        case .statusUpdate(let report, let order, let region): try .reporting(report, order, in: region)
        case .labelRequest(let order): try .labels(order)
        case .routing(let request, let order, let warehouse): try .routing(request, order, from: warehouse, at: now)
        case .inventory(let update, let code): try .stock(update, vendorCode: code)
        case .invoice(let bill, let order, let remittance, let warehouse):
            order.programme == .retail
                ? try .billing(bill, order, remittance, from: warehouse)
                : try .directBilling(bill, order, remittance, from: warehouse)
        }
    }
}
