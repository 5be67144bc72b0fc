package import FoundationEssentials
import Procurement
package import VendorCentral

extension Posting {
    /// The answer to a retail order as it stands on its lines: all lines in one message, with the cost as Amazon ordered it.
    ///
    /// Lines that Amazon set to zero are left out. The rules are looked at before, by `VendorOrder.findings(acknowledging:)`.
    package static func acknowledging(_ order: VendorOrder, at moment: Date) throws(SellingPartnerError) -> Posting {
        var message = RetailOrders.OrderAcknowledgement()
        message.purchaseOrderNumber = order.number
        message.sellingParty = RetailOrders.PartyIdentification()
        message.sellingParty?.partyId = order.vendorCode
        message.acknowledgementDate = WireMoment(moment)
        message.items = order.lines.filter { !$0.acknowledgements.isEmpty }.map(item)
        return try .retailAcknowledgement([message])
    }

    private static func item(_ line: VendorOrderLine) -> RetailOrders.OrderAcknowledgementItem {
        var item = RetailOrders.OrderAcknowledgementItem()
        item.itemSequenceNumber = line.sequence
        item.amazonProductIdentifier = line.amazonProduct
        item.vendorProductIdentifier = line.vendorProduct
        item.orderedQuantity = quantity(line.ordered)
        item.netCost = line.netCost.map { cost in
            var money = RetailOrders.Money()
            money.currencyCode = cost.currency.code
            money.amount = WireDecimal(cost.amount)
            return money
        }
        item.itemAcknowledgements = line.acknowledgements.map { answer in
            var part = RetailOrders.OrderItemAcknowledgement()
            part.acknowledgementCode = word(answer.code)
            part.acknowledgedQuantity = quantity(line.ordered.with(amount: answer.quantity))
            part.scheduledShipDate = answer.scheduledShip.map(WireMoment.init(_:))
            part.scheduledDeliveryDate = answer.scheduledDelivery.map(WireMoment.init(_:))
            part.rejectionReason = answer.reason.map(word)
            return part
        }
        return item
    }

    private static func quantity(_ quantity: VendorQuantity) -> RetailOrders.ItemQuantity {
        var wire = RetailOrders.ItemQuantity()
        wire.amount = quantity.amount
        wire.unitOfMeasure = quantity.retailUnit
        wire.unitSize = quantity.unitSize
        return wire
    }

    private static func word(_ code: LineAcknowledgement.Code) -> String {
        switch code {
        case .accepted: "Accepted"
        case .backordered: "Backordered"
        case .rejected: "Rejected"
        }
    }

    private static func word(_ reason: LineAcknowledgement.RejectionReason) -> String {
        switch reason {
        case .temporarilyUnavailable: "TemporarilyUnavailable"
        case .invalidProduct: "InvalidProductIdentifier"
        case .obsoleteProduct: "ObsoleteProduct"
        }
    }

    /// The answer to a direct fulfillment order: all of it, or none for a reason.
    package static func answering(
        _ order: VendorOrder, _ answer: DirectAnswer, vendorOrderNumber: String, at moment: Date,
        _ version: DirectVersion = .v2021
    ) throws(SellingPartnerError) -> Posting {
        var message = DirectOrders.OrderAcknowledgementItem()
        message.purchaseOrderNumber = order.number
        message.vendorOrderNumber = vendorOrderNumber
        message.acknowledgementDate = WireMoment(moment)
        message.acknowledgementStatus = DirectOrders.AcknowledgementStatus()
        message.acknowledgementStatus?.code = answer.rawValue
        message.acknowledgementStatus?.description = answer.text
        message.sellingParty = party(order.vendorCode)
        message.shipFromParty = party(order.shipFrom)
        message.itemAcknowledgements = order.lines.map { line in
            var item = DirectOrders.OrderItemAcknowledgement()
            item.itemSequenceNumber = line.sequence
            item.buyerProductIdentifier = line.amazonProduct
            item.vendorProductIdentifier = line.vendorProduct
            item.acknowledgedQuantity = DirectOrders.ItemQuantity()
            item.acknowledgedQuantity?.amount = answer == .shipAll ? line.ordered.amount : 0
            item.acknowledgedQuantity?.unitOfMeasure = "Each"
            return item
        }
        return try .directAcknowledgement([message], version)
    }

    private static func party(_ id: String?) -> DirectOrders.PartyIdentification {
        var party = DirectOrders.PartyIdentification()
        party.partyId = id
        return party
    }
}
