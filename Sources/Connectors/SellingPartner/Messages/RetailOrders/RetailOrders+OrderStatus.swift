extension RetailOrders {
    /// How an order stands at Amazon.
    package struct OrderStatus: WireRecord {
        package var purchaseOrderNumber: String?
        package var purchaseOrderStatus: String?
        package var purchaseOrderDate: WireMoment?
        package var lastUpdatedDate: WireMoment?
        package var sellingParty: PartyIdentification?
        package var shipToParty: PartyIdentification?
        package var itemStatus: [OrderItemStatus] = []

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("purchaseOrderNumber", &purchaseOrderNumber, isRequired: true)
            wire.text("purchaseOrderStatus", &purchaseOrderStatus, isRequired: true)
            wire.moment("purchaseOrderDate", &purchaseOrderDate, isRequired: true)
            wire.moment("lastUpdatedDate", &lastUpdatedDate)
            wire.record("sellingParty", &sellingParty, isRequired: true)
            wire.record("shipToParty", &shipToParty, isRequired: true)
            wire.records("itemStatus", &itemStatus, isRequired: true)
        }
    }

    /// Order item status.
    package struct OrderItemStatus: WireRecord {
        package var itemSequenceNumber: String?
        package var buyerProductIdentifier: String?
        package var vendorProductIdentifier: String?
        package var netCost: Money?
        package var listPrice: Money?
        package var orderedQuantity: OrderedQuantityStatus?
        package var acknowledgementStatus: LineAcknowledgementStatus?
        package var receivingStatus: LineReceivingStatus?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("itemSequenceNumber", &itemSequenceNumber, isRequired: true)
            wire.text("buyerProductIdentifier", &buyerProductIdentifier)
            wire.text("vendorProductIdentifier", &vendorProductIdentifier)
            wire.record("netCost", &netCost)
            wire.record("listPrice", &listPrice)
            wire.record("orderedQuantity", &orderedQuantity)
            wire.record("acknowledgementStatus", &acknowledgementStatus)
            wire.record("receivingStatus", &receivingStatus)
        }
    }

    /// Ordered quantity details.
    package struct OrderedQuantityDetails: WireRecord {
        package var updatedDate: WireMoment?
        package var orderedQuantity: ItemQuantity?
        package var cancelledQuantity: ItemQuantity?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.moment("updatedDate", &updatedDate)
            wire.record("orderedQuantity", &orderedQuantity)
            wire.record("cancelledQuantity", &cancelledQuantity)
        }
    }

    /// Acknowledgement status details.
    package struct AcknowledgementStatusDetails: WireRecord {
        package var acknowledgementDate: WireMoment?
        package var acceptedQuantity: ItemQuantity?
        package var rejectedQuantity: ItemQuantity?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.moment("acknowledgementDate", &acknowledgementDate)
            wire.record("acceptedQuantity", &acceptedQuantity)
            wire.record("rejectedQuantity", &rejectedQuantity)
        }
    }

    /// Ordered quantity status.
    package struct OrderedQuantityStatus: WireRecord {
        package var orderedQuantity: ItemQuantity?
        package var orderedQuantityDetails: [OrderedQuantityDetails] = []

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.record("orderedQuantity", &orderedQuantity)
            wire.records("orderedQuantityDetails", &orderedQuantityDetails)
        }
    }

    /// Line acknowledgement status.
    package struct LineAcknowledgementStatus: WireRecord {
        package var confirmationStatus: String?
        package var acceptedQuantity: ItemQuantity?
        package var rejectedQuantity: ItemQuantity?
        package var acknowledgementStatusDetails: [AcknowledgementStatusDetails] = []

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("confirmationStatus", &confirmationStatus)
            wire.record("acceptedQuantity", &acceptedQuantity)
            wire.record("rejectedQuantity", &rejectedQuantity)
            wire.records("acknowledgementStatusDetails", &acknowledgementStatusDetails)
        }
    }

    /// Line receiving status.
    package struct LineReceivingStatus: WireRecord {
        package var receiveStatus: String?
        package var receivedQuantity: ItemQuantity?
        package var lastReceiveDate: WireMoment?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("receiveStatus", &receiveStatus)
            wire.record("receivedQuantity", &receivedQuantity)
            wire.moment("lastReceiveDate", &lastReceiveDate)
        }
    }
}
