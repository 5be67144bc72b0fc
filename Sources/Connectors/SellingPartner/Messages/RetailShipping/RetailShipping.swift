/// Retail procurement shipments v1: routing requests, shipment notices and transport labels.
///
/// Members are named as on the wire and are optional: what an answer lacks is noted by ``Wire``, not thrown.
package enum RetailShipping {}

extension RetailShipping {
    /// Submit shipments.
    package struct SubmitShipments: WireRecord {
        package var shipments: [Shipment] = []

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.records("shipments", &shipments)
        }
    }

    /// A notice of what has left.
    package struct ShipmentConfirmation: WireRecord {
        package var shipmentIdentifier: String?
        package var shipmentConfirmationType: String?
        package var shipmentType: String?
        package var shipmentStructure: String?
        package var transportationDetails: TransportationDetailsForShipmentConfirmation?
        package var amazonReferenceNumber: String?
        package var shipmentConfirmationDate: WireMoment?
        package var shippedDate: WireMoment?
        package var estimatedDeliveryDate: WireMoment?
        package var sellingParty: PartyIdentification?
        package var shipFromParty: PartyIdentification?
        package var shipToParty: PartyIdentification?
        package var shipmentMeasurements: ShipmentMeasurements?
        package var importDetails: ImportDetails?
        package var shippedItems: [Item] = []
        package var cartons: [Carton] = []
        package var pallets: [Pallet] = []

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("shipmentIdentifier", &shipmentIdentifier, isRequired: true)
            wire.text("shipmentConfirmationType", &shipmentConfirmationType, isRequired: true)
            wire.text("shipmentType", &shipmentType)
            wire.text("shipmentStructure", &shipmentStructure)
            wire.record("transportationDetails", &transportationDetails)
            wire.text("amazonReferenceNumber", &amazonReferenceNumber)
            wire.moment("shipmentConfirmationDate", &shipmentConfirmationDate, isRequired: true)
            wire.moment("shippedDate", &shippedDate)
            wire.moment("estimatedDeliveryDate", &estimatedDeliveryDate)
            wire.record("sellingParty", &sellingParty, isRequired: true)
            wire.record("shipFromParty", &shipFromParty, isRequired: true)
            wire.record("shipToParty", &shipToParty, isRequired: true)
            wire.record("shipmentMeasurements", &shipmentMeasurements)
            wire.record("importDetails", &importDetails)
            wire.records("shippedItems", &shippedItems, isRequired: true)
            wire.records("cartons", &cartons)
            wire.records("pallets", &pallets)
        }
    }

    /// A routing request, and what became of it.
    package struct Shipment: WireRecord {
        package var vendorShipmentIdentifier: String?
        package var transactionType: String?
        package var buyerReferenceNumber: String?
        package var transactionDate: WireMoment?
        package var currentShipmentStatus: String?
        package var currentshipmentStatusDate: WireMoment?
        package var shipmentStatusDetails: [ShipmentStatusDetails] = []
        package var shipmentCreateDate: WireMoment?
        package var shipmentConfirmDate: WireMoment?
        package var packageLabelCreateDate: WireMoment?
        package var shipmentFreightTerm: String?
        package var sellingParty: PartyIdentification?
        package var shipFromParty: PartyIdentification?
        package var shipToParty: PartyIdentification?
        package var shipmentMeasurements: TransportShipmentMeasurements?
        package var collectFreightPickupDetails: CollectFreightPickupDetails?
        package var purchaseOrders: [PurchaseOrders] = []
        package var importDetails: ImportDetails?
        package var containers: [Containers] = []
        package var transportationDetails: TransportationDetails?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("vendorShipmentIdentifier", &vendorShipmentIdentifier, isRequired: true)
            wire.text("transactionType", &transactionType, isRequired: true)
            wire.text("buyerReferenceNumber", &buyerReferenceNumber)
            wire.moment("transactionDate", &transactionDate, isRequired: true)
            wire.text("currentShipmentStatus", &currentShipmentStatus)
            wire.moment("currentshipmentStatusDate", &currentshipmentStatusDate)
            wire.records("shipmentStatusDetails", &shipmentStatusDetails)
            wire.moment("shipmentCreateDate", &shipmentCreateDate)
            wire.moment("shipmentConfirmDate", &shipmentConfirmDate)
            wire.moment("packageLabelCreateDate", &packageLabelCreateDate)
            wire.text("shipmentFreightTerm", &shipmentFreightTerm)
            wire.record("sellingParty", &sellingParty, isRequired: true)
            wire.record("shipFromParty", &shipFromParty, isRequired: true)
            wire.record("shipToParty", &shipToParty, isRequired: true)
            wire.record("shipmentMeasurements", &shipmentMeasurements)
            wire.record("collectFreightPickupDetails", &collectFreightPickupDetails)
            wire.records("purchaseOrders", &purchaseOrders)
            wire.record("importDetails", &importDetails)
            wire.records("containers", &containers)
            wire.record("transportationDetails", &transportationDetails)
        }
    }

    /// Transport label.
    package struct TransportLabel: WireRecord {
        package var labelCreateDateTime: WireMoment?
        package var shipmentInformation: ShipmentInformation?
        package var labelData: [LabelData] = []

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.moment("labelCreateDateTime", &labelCreateDateTime)
            wire.record("shipmentInformation", &shipmentInformation)
            wire.records("labelData", &labelData)
        }
    }

    /// Shipment measurements.
    package struct ShipmentMeasurements: WireRecord {
        package var grossShipmentWeight: Common.Weight?
        package var shipmentVolume: Volume?
        package var cartonCount: Int?
        package var palletCount: Int?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.record("grossShipmentWeight", &grossShipmentWeight)
            wire.record("shipmentVolume", &shipmentVolume)
            wire.integer("cartonCount", &cartonCount)
            wire.integer("palletCount", &palletCount)
        }
    }

    /// Shipment information.
    package struct ShipmentInformation: WireRecord {
        package var vendorDetails: VendorDetails?
        package var buyerReferenceNumber: String?
        package var shipToParty: PartyIdentification?
        package var shipFromParty: PartyIdentification?
        package var warehouseId: String?
        package var masterTrackingId: String?
        package var totalLabelCount: Int?
        package var shipMode: String?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.record("vendorDetails", &vendorDetails)
            wire.text("buyerReferenceNumber", &buyerReferenceNumber)
            wire.record("shipToParty", &shipToParty)
            wire.record("shipFromParty", &shipFromParty)
            wire.text("warehouseId", &warehouseId)
            wire.text("masterTrackingId", &masterTrackingId)
            wire.integer("totalLabelCount", &totalLabelCount)
            wire.text("shipMode", &shipMode)
        }
    }

    /// Label data.
    package struct LabelData: WireRecord {
        package var labelSequenceNumber: Int?
        package var labelFormat: String?
        package var carrierCode: String?
        package var trackingId: String?
        package var label: String?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.integer("labelSequenceNumber", &labelSequenceNumber)
            wire.text("labelFormat", &labelFormat)
            wire.text("carrierCode", &carrierCode)
            wire.text("trackingId", &trackingId)
            wire.text("label", &label)
        }
    }

    /// Vendor details.
    package struct VendorDetails: WireRecord {
        package var sellingParty: PartyIdentification?
        package var vendorShipmentIdentifier: String?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.record("sellingParty", &sellingParty)
            wire.text("vendorShipmentIdentifier", &vendorShipmentIdentifier)
        }
    }

    /// Shipment status details.
    package struct ShipmentStatusDetails: WireRecord {
        package var shipmentStatus: String?
        package var shipmentStatusDate: WireMoment?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("shipmentStatus", &shipmentStatus)
            wire.moment("shipmentStatusDate", &shipmentStatusDate)
        }
    }

    /// Transport shipment measurements.
    package struct TransportShipmentMeasurements: WireRecord {
        package var totalCartonCount: Int?
        package var totalPalletStackable: Int?
        package var totalPalletNonStackable: Int?
        package var shipmentWeight: Common.Weight?
        package var shipmentVolume: Volume?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.integer("totalCartonCount", &totalCartonCount)
            wire.integer("totalPalletStackable", &totalPalletStackable)
            wire.integer("totalPalletNonStackable", &totalPalletNonStackable)
            wire.record("shipmentWeight", &shipmentWeight)
            wire.record("shipmentVolume", &shipmentVolume)
        }
    }

    /// Collect freight pickup details.
    package struct CollectFreightPickupDetails: WireRecord {
        package var requestedPickUp: WireMoment?
        package var scheduledPickUp: WireMoment?
        package var carrierAssignmentDate: WireMoment?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.moment("requestedPickUp", &requestedPickUp)
            wire.moment("scheduledPickUp", &scheduledPickUp)
            wire.moment("carrierAssignmentDate", &carrierAssignmentDate)
        }
    }
}
