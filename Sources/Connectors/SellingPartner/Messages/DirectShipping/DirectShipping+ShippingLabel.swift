extension DirectShipping {
    /// Shipping label.
    package struct ShippingLabel: WireRecord {
        package var purchaseOrderNumber: String?
        package var sellingParty: PartyIdentification?
        package var shipFromParty: PartyIdentification?
        package var labelFormat: String?
        package var labelData: [LabelData] = []

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("purchaseOrderNumber", &purchaseOrderNumber, isRequired: true)
            wire.record("sellingParty", &sellingParty, isRequired: true)
            wire.record("shipFromParty", &shipFromParty, isRequired: true)
            wire.text("labelFormat", &labelFormat, isRequired: true)
            wire.records("labelData", &labelData, isRequired: true)
        }
    }

    /// A notice of what has left.
    package struct ShipmentConfirmation: WireRecord {
        package var purchaseOrderNumber: String?
        package var shipmentDetails: ShipmentDetails?
        package var sellingParty: PartyIdentification?
        package var shipFromParty: PartyIdentification?
        package var items: [Item] = []
        package var containers: [Container] = []

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("purchaseOrderNumber", &purchaseOrderNumber, isRequired: true)
            wire.record("shipmentDetails", &shipmentDetails, isRequired: true)
            wire.record("sellingParty", &sellingParty, isRequired: true)
            wire.record("shipFromParty", &shipFromParty, isRequired: true)
            wire.records("items", &items, isRequired: true)
            wire.records("containers", &containers)
        }
    }

    /// Shipment status update.
    package struct ShipmentStatusUpdate: WireRecord {
        package var purchaseOrderNumber: String?
        package var sellingParty: PartyIdentification?
        package var shipFromParty: PartyIdentification?
        package var statusUpdateDetails: StatusUpdateDetails?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("purchaseOrderNumber", &purchaseOrderNumber, isRequired: true)
            wire.record("sellingParty", &sellingParty, isRequired: true)
            wire.record("shipFromParty", &shipFromParty, isRequired: true)
            wire.record("statusUpdateDetails", &statusUpdateDetails, isRequired: true)
        }
    }

    /// Customer invoice.
    package struct CustomerInvoice: WireRecord {
        package var purchaseOrderNumber: String?
        package var content: String?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("purchaseOrderNumber", &purchaseOrderNumber, isRequired: true)
            wire.text("content", &content, isRequired: true)
        }
    }

    /// A carton or pallet.
    package struct Container: WireRecord {
        package var containerType: String?
        package var containerIdentifier: String?
        package var trackingNumber: String?
        package var manifestId: String?
        package var manifestDate: String?
        package var shipMethod: String?
        package var scacCode: String?
        package var carrier: String?
        package var containerSequenceNumber: Int?
        package var dimensions: Common.Dimensions?
        package var weight: Common.Weight?
        package var packedItems: [PackedItem] = []

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("containerType", &containerType, isRequired: true)
            wire.text("containerIdentifier", &containerIdentifier, isRequired: true)
            wire.text("trackingNumber", &trackingNumber)
            wire.text("manifestId", &manifestId)
            wire.text("manifestDate", &manifestDate)
            wire.text("shipMethod", &shipMethod)
            wire.text("scacCode", &scacCode)
            wire.text("carrier", &carrier)
            wire.integer("containerSequenceNumber", &containerSequenceNumber)
            wire.record("dimensions", &dimensions)
            wire.record("weight", &weight, isRequired: true)
            wire.records("packedItems", &packedItems, isRequired: true)
        }
    }

    /// Create container label request.
    package struct CreateContainerLabelRequest: WireRecord {
        package var sellingParty: PartyIdentification?
        package var shipFromParty: PartyIdentification?
        package var carrierId: String?
        package var vendorContainerId: String?
        package var packages: [Package] = []

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.record("sellingParty", &sellingParty, isRequired: true)
            wire.record("shipFromParty", &shipFromParty, isRequired: true)
            wire.text("carrierId", &carrierId, isRequired: true)
            wire.text("vendorContainerId", &vendorContainerId, isRequired: true)
            wire.records("packages", &packages, isRequired: true)
        }
    }

    /// Package.
    package struct Package: WireRecord {
        package var packageTrackingNumber: String?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("packageTrackingNumber", &packageTrackingNumber, isRequired: true)
        }
    }

    /// Create container label response.
    package struct CreateContainerLabelResponse: WireRecord {
        package var containerLabel: ContainerLabel?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.record("containerLabel", &containerLabel, isRequired: true)
        }
    }

    /// Container label.
    package struct ContainerLabel: WireRecord {
        package var containerTrackingNumber: String?
        package var content: String?
        package var format: String?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("containerTrackingNumber", &containerTrackingNumber)
            wire.text("content", &content, isRequired: true)
            wire.text("format", &format, isRequired: true)
        }
    }
}
