extension DirectOrders {
    /// Shipment details.
    package struct ShipmentDetails: WireRecord {
        package var isPriorityShipment: Bool?
        package var isScheduledDeliveryShipment: Bool?
        package var isPslipRequired: Bool?
        package var isGift: Bool?
        package var shipMethod: String?
        package var shipmentDates: ShipmentDates?
        package var messageToCustomer: String?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.flag("isPriorityShipment", &isPriorityShipment, isRequired: true)
            wire.flag("isScheduledDeliveryShipment", &isScheduledDeliveryShipment)
            wire.flag("isPslipRequired", &isPslipRequired, isRequired: true)
            wire.flag("isGift", &isGift)
            wire.text("shipMethod", &shipMethod, isRequired: true)
            wire.record("shipmentDates", &shipmentDates, isRequired: true)
            wire.text("messageToCustomer", &messageToCustomer, isRequired: true)
        }
    }

    /// Shipment dates.
    package struct ShipmentDates: WireRecord {
        package var requiredShipDate: WireMoment?
        package var promisedDeliveryDate: WireMoment?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.moment("requiredShipDate", &requiredShipDate, isRequired: true)
            wire.moment("promisedDeliveryDate", &promisedDeliveryDate)
        }
    }

    /// Scheduled delivery shipment.
    package struct ScheduledDeliveryShipment: WireRecord {
        package var scheduledDeliveryServiceType: String?
        package var earliestNominatedDeliveryDate: WireMoment?
        package var latestNominatedDeliveryDate: WireMoment?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("scheduledDeliveryServiceType", &scheduledDeliveryServiceType)
            wire.moment("earliestNominatedDeliveryDate", &earliestNominatedDeliveryDate)
            wire.moment("latestNominatedDeliveryDate", &latestNominatedDeliveryDate)
        }
    }

    /// Gift details.
    package struct GiftDetails: WireRecord {
        package var giftMessage: String?
        package var giftWrapId: String?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("giftMessage", &giftMessage)
            wire.text("giftWrapId", &giftWrapId)
        }
    }

    /// Tax item details.
    package struct TaxItemDetails: WireRecord {
        package var taxLineItem: [TaxDetails] = []

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.records("taxLineItem", &taxLineItem)
        }
    }
}
