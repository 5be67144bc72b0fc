extension RetailShipping {
    /// Purchase orders.
    package struct PurchaseOrders: WireRecord {
        package var purchaseOrderNumber: String?
        package var purchaseOrderDate: WireMoment?
        package var shipWindow: String?
        package var items: [PurchaseOrderItems] = []

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("purchaseOrderNumber", &purchaseOrderNumber)
            wire.moment("purchaseOrderDate", &purchaseOrderDate)
            wire.text("shipWindow", &shipWindow)
            wire.records("items", &items)
        }
    }

    /// Transportation details.
    package struct TransportationDetails: WireRecord {
        package var shipMode: String?
        package var transportationMode: String?
        package var shippedDate: WireMoment?
        package var estimatedDeliveryDate: WireMoment?
        package var shipmentDeliveryDate: WireMoment?
        package var carrierDetails: CarrierDetails?
        package var billOfLadingNumber: String?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("shipMode", &shipMode)
            wire.text("transportationMode", &transportationMode)
            wire.moment("shippedDate", &shippedDate)
            wire.moment("estimatedDeliveryDate", &estimatedDeliveryDate)
            wire.moment("shipmentDeliveryDate", &shipmentDeliveryDate)
            wire.record("carrierDetails", &carrierDetails)
            wire.text("billOfLadingNumber", &billOfLadingNumber)
        }
    }

    /// Transportation details for shipment confirmation.
    package struct TransportationDetailsForShipmentConfirmation: WireRecord {
        package var carrierScac: String?
        package var carrierShipmentReferenceNumber: String?
        package var transportationMode: String?
        package var billOfLadingNumber: String?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("carrierScac", &carrierScac)
            wire.text("carrierShipmentReferenceNumber", &carrierShipmentReferenceNumber)
            wire.text("transportationMode", &transportationMode)
            wire.text("billOfLadingNumber", &billOfLadingNumber)
        }
    }

    /// Carrier details.
    package struct CarrierDetails: WireRecord {
        package var name: String?
        package var code: String?
        package var phone: String?
        package var email: String?
        package var shipmentReferenceNumber: String?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("name", &name)
            wire.text("code", &code)
            wire.text("phone", &phone)
            wire.text("email", &email)
            wire.text("shipmentReferenceNumber", &shipmentReferenceNumber)
        }
    }

    /// Import details.
    package struct ImportDetails: WireRecord {
        package var methodOfPayment: String?
        package var sealNumber: String?
        package var route: Route?
        package var importContainers: String?
        package var billableWeight: Common.Weight?
        package var estimatedShipByDate: WireMoment?
        package var handlingInstructions: String?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("methodOfPayment", &methodOfPayment)
            wire.text("sealNumber", &sealNumber)
            wire.record("route", &route)
            wire.text("importContainers", &importContainers)
            wire.record("billableWeight", &billableWeight)
            wire.moment("estimatedShipByDate", &estimatedShipByDate)
            wire.text("handlingInstructions", &handlingInstructions)
        }
    }

    /// Containers.
    package struct Containers: WireRecord {
        package var containerType: String?
        package var containerSequenceNumber: String?
        package var containerIdentifiers: [ContainerIdentification] = []
        package var trackingNumber: String?
        package var dimensions: Common.Dimensions?
        package var weight: Common.Weight?
        package var tier: Int?
        package var block: Int?
        package var innerContainersDetails: InnerContainersDetails?
        package var packedItems: [PackedItems] = []

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("containerType", &containerType, isRequired: true)
            wire.text("containerSequenceNumber", &containerSequenceNumber)
            wire.records("containerIdentifiers", &containerIdentifiers, isRequired: true)
            wire.text("trackingNumber", &trackingNumber)
            wire.record("dimensions", &dimensions)
            wire.record("weight", &weight)
            wire.integer("tier", &tier)
            wire.integer("block", &block)
            wire.record("innerContainersDetails", &innerContainersDetails)
            wire.records("packedItems", &packedItems)
        }
    }

    /// Packed items.
    package struct PackedItems: WireRecord {
        package var itemSequenceNumber: String?
        package var buyerProductIdentifier: String?
        package var vendorProductIdentifier: String?
        package var packedQuantity: ItemQuantity?
        package var itemDetails: PackageItemDetails?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("itemSequenceNumber", &itemSequenceNumber)
            wire.text("buyerProductIdentifier", &buyerProductIdentifier)
            wire.text("vendorProductIdentifier", &vendorProductIdentifier)
            wire.record("packedQuantity", &packedQuantity)
            wire.record("itemDetails", &itemDetails)
        }
    }

    /// Item.
    package struct Item: WireRecord {
        package var itemSequenceNumber: String?
        package var amazonProductIdentifier: String?
        package var vendorProductIdentifier: String?
        package var shippedQuantity: ItemQuantity?
        package var itemDetails: ItemDetails?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("itemSequenceNumber", &itemSequenceNumber, isRequired: true)
            wire.text("amazonProductIdentifier", &amazonProductIdentifier)
            wire.text("vendorProductIdentifier", &vendorProductIdentifier)
            wire.record("shippedQuantity", &shippedQuantity, isRequired: true)
            wire.record("itemDetails", &itemDetails)
        }
    }

    /// Purchase order items.
    package struct PurchaseOrderItems: WireRecord {
        package var itemSequenceNumber: String?
        package var buyerProductIdentifier: String?
        package var vendorProductIdentifier: String?
        package var shippedQuantity: ItemQuantity?
        package var maximumRetailPrice: Money?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("itemSequenceNumber", &itemSequenceNumber, isRequired: true)
            wire.text("buyerProductIdentifier", &buyerProductIdentifier)
            wire.text("vendorProductIdentifier", &vendorProductIdentifier)
            wire.record("shippedQuantity", &shippedQuantity, isRequired: true)
            wire.record("maximumRetailPrice", &maximumRetailPrice)
        }
    }

    /// A carton with what is in it.
    package struct Carton: WireRecord {
        package var cartonIdentifiers: [ContainerIdentification] = []
        package var cartonSequenceNumber: String?
        package var dimensions: Common.Dimensions?
        package var weight: Common.Weight?
        package var trackingNumber: String?
        package var items: [ContainerItem] = []

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.records("cartonIdentifiers", &cartonIdentifiers)
            wire.text("cartonSequenceNumber", &cartonSequenceNumber, isRequired: true)
            wire.record("dimensions", &dimensions)
            wire.record("weight", &weight)
            wire.text("trackingNumber", &trackingNumber)
            wire.records("items", &items, isRequired: true)
        }
    }

    /// Inner containers details.
    package struct InnerContainersDetails: WireRecord {
        package var containerCount: Int?
        package var containerSequenceNumbers: [ContainerSequenceNumbers] = []

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.integer("containerCount", &containerCount)
            wire.records("containerSequenceNumbers", &containerSequenceNumbers)
        }
    }

    /// Container sequence numbers.
    package struct ContainerSequenceNumbers: WireRecord {
        package var containerSequenceNumber: String?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("containerSequenceNumber", &containerSequenceNumber)
        }
    }
}
