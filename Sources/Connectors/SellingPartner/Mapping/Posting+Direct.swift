import FoundationEssentials
import Procurement
package import VendorCentral

extension Posting {
    /// A direct fulfillment order was shipped, all of it; or, with a denied shipment, cannot be.
    package static func confirming(
        _ shipment: VendorShipment, _ order: VendorOrder, in region: VendorConnection.Region, _ version: DirectVersion = .v2021
    ) throws(SellingPartnerError) -> Posting {
        var message = DirectShipping.ShipmentConfirmation()
        message.purchaseOrderNumber = order.number
        var details = DirectShipping.ShipmentDetails()
        details.shippedDate = WireMoment(shipment.fulfilment.shippedAt)
        details.shipmentStatus = shipment.status == .denied ? "FLOOR_DENIAL" : "SHIPPED"
        details.vendorOrderNumber = order.id.text
        details.estimatedDeliveryDate = shipment.carriage.estimatedDelivery.map(WireMoment.init(_:))
        message.shipmentDetails = details
        message.sellingParty = directParty(order.vendorCode)
        message.shipFromParty = directParty(order.shipFrom)
        message.items = shipment.fulfilment.items.map { content in
            let line = order.lines.first { $0.sequence == content.line }
            var item = DirectShipping.Item()
            item.itemSequenceNumber = Int(content.line)
            item.buyerProductIdentifier = line?.amazonProduct
            item.vendorProductIdentifier = line?.vendorProduct
            item.shippedQuantity = each(content.quantity)
            return item
        }
        if shipment.status != .denied {
            message.containers = shipment.fulfilment.cartons.enumerated().map { index, carton in
                container(carton, index + 1, shipment, order, region, version)
            }
        }
        return try .confirmations([message], version)
    }

    private static func container(
        _ carton: VendorCentral.Carton, _ number: Int, _ shipment: VendorShipment, _ order: VendorOrder,
        _ region: VendorConnection.Region, _ version: DirectVersion
    ) -> DirectShipping.Container {
        var container = DirectShipping.Container()
        container.containerType = version == .v1 ? "carton" : "Carton"
        container.containerIdentifier = carton.code?.digits ?? "\(shipment.fulfilment.number)-\(number)"
        container.containerSequenceNumber = number
        container.trackingNumber = carton.trackingNumber
        // Own carriers: a code in North America, a name in Europe.
        if region == .europe {
            container.carrier = shipment.carriage.carrier
        } else {
            container.scacCode = shipment.carriage.carrier
        }
        var weight = Common.Weight()
        weight.unitOfMeasure = "KG"
        weight.value = WireDecimal(carton.weight ?? 1)
        container.weight = weight
        container.packedItems = carton.contents.map { content in
            let line = order.lines.first { $0.sequence == content.line }
            var item = DirectShipping.PackedItem()
            item.itemSequenceNumber = Int(content.line)
            item.buyerProductIdentifier = line?.amazonProduct
            item.vendorProductIdentifier = line?.vendorProduct
            item.packedQuantity = each(content.quantity)
            return item
        }
        return container
    }

    private static func each(_ amount: Int) -> DirectShipping.ItemQuantity {
        var quantity = DirectShipping.ItemQuantity()
        quantity.amount = amount
        quantity.unitOfMeasure = "Each"
        return quantity
    }

    private static func directParty(_ id: String?) -> DirectShipping.PartyIdentification {
        var party = DirectShipping.PartyIdentification()
        party.partyId = id
        return party
    }

    /// What a carrier of our own says of a parcel.
    package static func reporting(
        _ report: CarrierReport, _ order: VendorOrder, in region: VendorConnection.Region, _ version: DirectVersion = .v2021
    ) throws(SellingPartnerError) -> Posting {
        var message = DirectShipping.ShipmentStatusUpdate()
        message.purchaseOrderNumber = order.number
        message.sellingParty = directParty(order.vendorCode)
        message.shipFromParty = directParty(order.shipFrom)
        var details = DirectShipping.StatusUpdateDetails()
        details.trackingNumber = report.trackingNumber
        let codes = report.event.codes(in: region)
        (details.statusCode, details.reasonCode) = (codes.status, codes.reason)
        details.statusDateTime = WireMoment(report.at)
        var place = DirectShipping.Address()
        (place.name, place.addressLine1) = (report.place.name, report.place.lines.first)
        (place.city, place.stateOrRegion) = (report.place.city, report.place.state)
        (place.postalCode, place.countryCode) = (report.place.postalCode, report.place.country)
        details.statusLocationAddress = place
        if let estimate = report.estimatedDelivery {
            details.shipmentSchedule = DirectShipping.ShipmentSchedule()
            details.shipmentSchedule?.estimatedDeliveryDateTime = WireMoment(estimate)
        }
        message.statusUpdateDetails = details
        return try .statusUpdates([message], version)
    }

    /// Asking for a shipping label.
    package static func labels(
        _ order: VendorOrder, _ version: DirectVersion = .v2021
    ) throws(SellingPartnerError) -> Posting {
        var request = DirectShipping.ShippingLabelRequest()
        request.purchaseOrderNumber = order.number
        request.sellingParty = directParty(order.vendorCode)
        request.shipFromParty = directParty(order.shipFrom)
        return try .labelRequests([request], version)
    }

    /// Figures of one warehouse.
    package static func stock(_ update: InventoryUpdate, vendorCode: String) throws(SellingPartnerError) -> Posting {
        var message = DirectInventory.InventoryUpdate()
        message.sellingParty = DirectInventory.PartyIdentification()
        message.sellingParty?.partyId = vendorCode
        message.isFullUpdate = update.isFull
        message.items = update.figures.map { figure in
            var item = DirectInventory.ItemDetails()
            item.buyerProductIdentifier = figure.amazonProduct
            item.vendorProductIdentifier = figure.vendorProduct
            item.availableQuantity = DirectInventory.ItemQuantity()
            item.availableQuantity?.amount = figure.isObsolete ? 0 : figure.available
            item.availableQuantity?.unitOfMeasure = "Each"
            item.isObsolete = figure.isObsolete
            return item
        }
        return try .inventory(message, warehouse: update.warehouse)
    }
}
