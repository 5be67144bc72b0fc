package import FoundationEssentials
package import VendorCentral

extension Posting {
    /// The notice of one fulfilment of a retail order: always a new one, because Amazon lets an old one only shrink.
    package static func shipmentNotice(
        _ shipment: VendorShipment, _ order: VendorOrder, from warehouse: ShipFromMapping.Warehouse, at moment: Date
    ) throws(SellingPartnerError) -> Posting {
        let (fulfilment, carriage) = (shipment.fulfilment, shipment.carriage)
        var message = RetailShipping.ShipmentConfirmation()
        message.shipmentIdentifier = fulfilment.number
        message.shipmentConfirmationType = "Original"
        message.shipmentType = word(carriage.load)
        let isPalletized = !fulfilment.pallets.isEmpty
        message.shipmentStructure = isPalletized ? "PalletizedAssortmentCase" : "LooseAssortmentCase"
        var transport = RetailShipping.TransportationDetailsForShipmentConfirmation()
        transport.carrierScac = carriage.carrier
        transport.carrierShipmentReferenceNumber = carriage.proNumber
        transport.billOfLadingNumber = carriage.billOfLading
        if carriage.carrier != nil || carriage.proNumber != nil || carriage.billOfLading != nil {
            message.transportationDetails = transport
        }
        message.amazonReferenceNumber = carriage.amazonReference
        message.shipmentConfirmationDate = WireMoment(moment)
        message.shippedDate = WireMoment(fulfilment.shippedAt)
        message.estimatedDeliveryDate = carriage.estimatedDelivery.map(WireMoment.init(_:))
        message.sellingParty = party(order.vendorCode)
        message.shipFromParty = party(warehouse.code, warehouse.address)
        message.shipToParty = party(order.shipTo?.id, order.shipTo?.address)
        var measures = RetailShipping.ShipmentMeasurements()
        // Amazon wants one of the two only.
        if isPalletized {
            measures.palletCount = fulfilment.pallets.count
        } else {
            measures.cartonCount = fulfilment.cartons.count
        }
        let weights = fulfilment.cartons.compactMap(\.weight)
        if weights.count == fulfilment.cartons.count { measures.grossShipmentWeight = kilograms(weights.reduce(0, +)) }
        message.shipmentMeasurements = measures
        message.shippedItems = fulfilment.items.map { item($0, order) }
        message.cartons = fulfilment.cartons.enumerated().map { carton($1, $0 + 1, order) }
        message.pallets = fulfilment.pallets.map(pallet)
        return try .shipmentNotice([message])
    }

    private static func word(_ load: Carriage.Load) -> String {
        switch load {
        case .smallParcel: "SmallParcel"
        case .lessThanTruck: "LessThanTruckLoad"
        case .truck: "TruckLoad"
        }
    }

    private static func item(_ content: Carton.Content, _ order: VendorOrder) -> RetailShipping.Item {
        let line = order.lines.first { $0.sequence == content.line }
        var item = RetailShipping.Item()
        item.itemSequenceNumber = content.line
        item.amazonProductIdentifier = line?.amazonProduct
        item.vendorProductIdentifier = line?.vendorProduct
        item.shippedQuantity = quantity(content.quantity, line)
        item.itemDetails = RetailShipping.ItemDetails()
        item.itemDetails?.purchaseOrderNumber = order.number
        return item
    }

    /// A pallet names its cartons by their numbers in the message.
    private static func pallet(_ pallet: Pallet) -> RetailShipping.Pallet {
        var wire = RetailShipping.Pallet()
        wire.palletIdentifiers = identifiers(pallet.code)
        (wire.tier, wire.block) = (pallet.tiers, pallet.blocks)
        wire.weight = pallet.weight.map(kilograms)
        var references = RetailShipping.CartonReferenceDetails()
        references.cartonCount = pallet.cartons.count
        references.cartonReferenceNumbers = pallet.cartons.map { "\($0 + 1)" }
        wire.cartonReferenceDetails = references
        return wire
    }

    private static func identifiers(_ code: SSCC?) -> [RetailShipping.ContainerIdentification] {
        guard let code else { return [] }
        var identification = RetailShipping.ContainerIdentification()
        identification.containerIdentificationType = "SSCC"
        identification.containerIdentificationNumber = code.withIdentifier
        return [identification]
    }

    private static func carton(_ carton: Carton, _ number: Int, _ order: VendorOrder) -> RetailShipping.Carton {
        var wire = RetailShipping.Carton()
        wire.cartonIdentifiers = identifiers(carton.code)
        wire.cartonSequenceNumber = "\(number)"
        wire.trackingNumber = carton.trackingNumber
        wire.weight = carton.weight.map(kilograms)
        wire.items = carton.contents.map { content in
            var item = RetailShipping.ContainerItem()
            item.itemReference = content.line
            item.shippedQuantity = quantity(content.quantity, order.lines.first { $0.sequence == content.line })
            item.itemDetails = RetailShipping.ItemDetails()
            item.itemDetails?.purchaseOrderNumber = order.number
            return item
        }
        return wire
    }

    private static func kilograms(_ weight: Decimal) -> Common.Weight {
        var wire = Common.Weight()
        wire.unitOfMeasure = "Kg"
        wire.value = WireDecimal(weight)
        return wire
    }

    private static func quantity(_ amount: Int, _ line: VendorOrderLine?) -> RetailShipping.ItemQuantity {
        var wire = RetailShipping.ItemQuantity()
        wire.amount = amount
        wire.unitOfMeasure = line?.ordered.retailUnit ?? "Eaches"
        wire.unitSize = line?.ordered.unitSize ?? 1
        return wire
    }

    private static func party(_ id: String?, _ address: VendorAddress? = nil) -> RetailShipping.PartyIdentification {
        var party = RetailShipping.PartyIdentification()
        party.partyId = id
        // An address without a street would be refused; the code alone is enough then.
        if let address, !address.name.isEmpty, let first = address.lines.first {
            var wire = RetailShipping.Address()
            (wire.name, wire.addressLine1) = (address.name, first)
            wire.addressLine2 = address.lines.dropFirst().first
            wire.addressLine3 = address.lines.dropFirst(2).first
            (wire.city, wire.stateOrRegion, wire.postalCode) = (address.city, address.state, address.postalCode)
            (wire.countryCode, wire.phone) = (address.country, address.phone)
            party.address = wire
        }
        return party
    }

    /// Asking for a carrier, or calling it off.
    package static func routing(
        _ request: RoutingRequest, _ order: VendorOrder, from warehouse: ShipFromMapping.Warehouse, at moment: Date
    ) throws(SellingPartnerError) -> Posting {
        var shipment = RetailShipping.Shipment()
        shipment.vendorShipmentIdentifier = request.number
        shipment.transactionType = request.isCancelled ? "Cancel" : "New"
        shipment.buyerReferenceNumber = request.reference
        shipment.transactionDate = WireMoment(moment)
        shipment.shipmentFreightTerm = "Collect"
        shipment.sellingParty = party(order.vendorCode)
        shipment.shipFromParty = party(warehouse.code, warehouse.address)
        shipment.shipToParty = party(order.shipTo?.id)
        var measures = RetailShipping.TransportShipmentMeasurements()
        measures.totalCartonCount = request.cartons
        measures.totalPalletStackable = request.pallets
        measures.totalPalletNonStackable = 0
        measures.shipmentWeight = kilograms(request.weight)
        shipment.shipmentMeasurements = measures
        shipment.collectFreightPickupDetails = RetailShipping.CollectFreightPickupDetails()
        shipment.collectFreightPickupDetails?.requestedPickUp = WireMoment(request.pickUp)
        var orders = RetailShipping.PurchaseOrders()
        orders.purchaseOrderNumber = order.number
        orders.purchaseOrderDate = order.orderedAt.map(WireMoment.init(_:))
        orders.shipWindow = order.window.map { "\(WireMoment($0.start).text)--\(WireMoment($0.end).text)" }
        orders.items = order.lines.filter { $0.open > 0 }.map { line in
            var item = RetailShipping.PurchaseOrderItems()
            item.itemSequenceNumber = line.sequence
            item.buyerProductIdentifier = line.amazonProduct
            item.vendorProductIdentifier = line.vendorProduct
            item.shippedQuantity = quantity(line.open, line)
            return item
        }
        shipment.purchaseOrders = [orders]
        return try .routingRequest([shipment])
    }
}
