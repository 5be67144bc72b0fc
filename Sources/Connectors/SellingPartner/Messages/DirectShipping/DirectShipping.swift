/// Direct fulfillment shipping, version 2021-12-28; version 1 has the same shapes in an envelope.
///
/// Members are named as on the wire and are optional: what an answer lacks is noted by ``Wire``, not thrown.
package enum DirectShipping {}

extension DirectShipping {
    /// Packing slip.
    package struct PackingSlip: WireRecord {
        package var purchaseOrderNumber: String?
        package var content: String?
        package var contentType: String?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("purchaseOrderNumber", &purchaseOrderNumber, isRequired: true)
            wire.text("content", &content, isRequired: true)
            wire.text("contentType", &contentType)
        }
    }

    /// Create shipping labels request.
    package struct CreateShippingLabelsRequest: WireRecord {
        package var sellingParty: PartyIdentification?
        package var shipFromParty: PartyIdentification?
        package var containers: [Container] = []

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.record("sellingParty", &sellingParty, isRequired: true)
            wire.record("shipFromParty", &shipFromParty, isRequired: true)
            wire.records("containers", &containers)
        }
    }

    /// Shipping label request.
    package struct ShippingLabelRequest: WireRecord {
        package var purchaseOrderNumber: String?
        package var sellingParty: PartyIdentification?
        package var shipFromParty: PartyIdentification?
        package var containers: [Container] = []

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("purchaseOrderNumber", &purchaseOrderNumber, isRequired: true)
            wire.record("sellingParty", &sellingParty, isRequired: true)
            wire.record("shipFromParty", &shipFromParty, isRequired: true)
            wire.records("containers", &containers)
        }
    }

    /// Item.
    package struct Item: WireRecord {
        package var itemSequenceNumber: Int?
        package var buyerProductIdentifier: String?
        package var vendorProductIdentifier: String?
        package var shippedQuantity: ItemQuantity?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.integer("itemSequenceNumber", &itemSequenceNumber, isRequired: true)
            wire.text("buyerProductIdentifier", &buyerProductIdentifier)
            wire.text("vendorProductIdentifier", &vendorProductIdentifier)
            wire.record("shippedQuantity", &shippedQuantity, isRequired: true)
        }
    }

    /// Packed item.
    package struct PackedItem: WireRecord {
        package var itemSequenceNumber: Int?
        package var buyerProductIdentifier: String?
        package var vendorProductIdentifier: String?
        package var packedQuantity: ItemQuantity?
        package var pieceNumber: Int?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.integer("itemSequenceNumber", &itemSequenceNumber, isRequired: true)
            wire.text("buyerProductIdentifier", &buyerProductIdentifier)
            wire.text("vendorProductIdentifier", &vendorProductIdentifier)
            wire.record("packedQuantity", &packedQuantity, isRequired: true)
            wire.integer("pieceNumber", &pieceNumber)
        }
    }

    /// Who a party is: a code, and an address where there is one.
    package struct PartyIdentification: WireRecord {
        package var partyId: String?
        package var address: Address?
        package var taxRegistrationDetails: [TaxRegistrationDetails] = []

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("partyId", &partyId, isRequired: true)
            wire.record("address", &address)
            wire.records("taxRegistrationDetails", &taxRegistrationDetails)
        }
    }

    /// Shipment details.
    package struct ShipmentDetails: WireRecord {
        package var shippedDate: WireMoment?
        package var shipmentStatus: String?
        package var isPriorityShipment: Bool?
        package var vendorOrderNumber: String?
        package var estimatedDeliveryDate: WireMoment?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.moment("shippedDate", &shippedDate, isRequired: true)
            wire.text("shipmentStatus", &shipmentStatus, isRequired: true)
            wire.flag("isPriorityShipment", &isPriorityShipment)
            wire.text("vendorOrderNumber", &vendorOrderNumber)
            wire.moment("estimatedDeliveryDate", &estimatedDeliveryDate)
        }
    }

    /// Status update details.
    package struct StatusUpdateDetails: WireRecord {
        package var trackingNumber: String?
        package var statusCode: String?
        package var reasonCode: String?
        package var statusDateTime: WireMoment?
        package var statusLocationAddress: Address?
        package var shipmentSchedule: ShipmentSchedule?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("trackingNumber", &trackingNumber, isRequired: true)
            wire.text("statusCode", &statusCode, isRequired: true)
            wire.text("reasonCode", &reasonCode, isRequired: true)
            wire.moment("statusDateTime", &statusDateTime, isRequired: true)
            wire.record("statusLocationAddress", &statusLocationAddress, isRequired: true)
            wire.record("shipmentSchedule", &shipmentSchedule)
        }
    }

    /// Tax registration details.
    package struct TaxRegistrationDetails: WireRecord {
        package var taxRegistrationType: String?
        package var taxRegistrationNumber: String?
        package var taxRegistrationAddress: Address?
        package var taxRegistrationMessages: String?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("taxRegistrationType", &taxRegistrationType)
            wire.text("taxRegistrationNumber", &taxRegistrationNumber, isRequired: true)
            wire.record("taxRegistrationAddress", &taxRegistrationAddress)
            wire.text("taxRegistrationMessages", &taxRegistrationMessages)
        }
    }

    /// An address.
    package struct Address: WireRecord {
        package var name: String?
        package var addressLine1: String?
        package var addressLine2: String?
        package var addressLine3: String?
        package var city: String?
        package var county: String?
        package var district: String?
        package var stateOrRegion: String?
        package var postalCode: String?
        package var countryCode: String?
        package var phone: String?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("name", &name, isRequired: true)
            wire.text("addressLine1", &addressLine1, isRequired: true)
            wire.text("addressLine2", &addressLine2)
            wire.text("addressLine3", &addressLine3)
            wire.text("city", &city)
            wire.text("county", &county)
            wire.text("district", &district)
            wire.text("stateOrRegion", &stateOrRegion)
            wire.text("postalCode", &postalCode)
            wire.text("countryCode", &countryCode, isRequired: true)
            wire.text("phone", &phone)
        }
    }

    /// Shipment schedule.
    package struct ShipmentSchedule: WireRecord {
        package var estimatedDeliveryDateTime: WireMoment?
        package var apptWindowStartDateTime: WireMoment?
        package var apptWindowEndDateTime: WireMoment?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.moment("estimatedDeliveryDateTime", &estimatedDeliveryDateTime)
            wire.moment("apptWindowStartDateTime", &apptWindowStartDateTime)
            wire.moment("apptWindowEndDateTime", &apptWindowEndDateTime)
        }
    }

    /// How many.
    package struct ItemQuantity: WireRecord {
        package var amount: Int?
        package var unitOfMeasure: String?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.integer("amount", &amount, isRequired: true)
            wire.text("unitOfMeasure", &unitOfMeasure, isRequired: true)
        }
    }

    /// Label data.
    package struct LabelData: WireRecord {
        package var packageIdentifier: String?
        package var trackingNumber: String?
        package var shipMethod: String?
        package var shipMethodName: String?
        package var content: String?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("packageIdentifier", &packageIdentifier)
            wire.text("trackingNumber", &trackingNumber)
            wire.text("shipMethod", &shipMethod)
            wire.text("shipMethodName", &shipMethodName)
            wire.text("content", &content, isRequired: true)
        }
    }
}
