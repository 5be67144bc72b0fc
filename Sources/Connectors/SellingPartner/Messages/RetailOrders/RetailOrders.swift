/// Retail procurement orders v1: orders, their status and acknowledgements.
///
/// Members are named as on the wire and are optional: what an answer lacks is noted by ``Wire``, not thrown.
package enum RetailOrders {}

extension RetailOrders {
    /// An order.
    package struct Order: WireRecord {
        package var purchaseOrderNumber: String?
        package var purchaseOrderState: String?
        package var orderDetails: OrderDetails?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("purchaseOrderNumber", &purchaseOrderNumber, isRequired: true)
            wire.text("purchaseOrderState", &purchaseOrderState, isRequired: true)
            wire.record("orderDetails", &orderDetails)
        }
    }

    /// What an order says.
    package struct OrderDetails: WireRecord {
        package var purchaseOrderDate: WireMoment?
        package var purchaseOrderChangedDate: WireMoment?
        package var purchaseOrderStateChangedDate: WireMoment?
        package var purchaseOrderType: String?
        package var importDetails: ImportDetails?
        package var dealCode: String?
        package var paymentMethod: String?
        package var buyingParty: PartyIdentification?
        package var sellingParty: PartyIdentification?
        package var shipToParty: PartyIdentification?
        package var billToParty: PartyIdentification?
        package var shipWindow: String?
        package var deliveryWindow: String?
        package var items: [OrderItem] = []

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.moment("purchaseOrderDate", &purchaseOrderDate, isRequired: true)
            wire.moment("purchaseOrderChangedDate", &purchaseOrderChangedDate)
            wire.moment("purchaseOrderStateChangedDate", &purchaseOrderStateChangedDate, isRequired: true)
            wire.text("purchaseOrderType", &purchaseOrderType)
            wire.record("importDetails", &importDetails)
            wire.text("dealCode", &dealCode)
            wire.text("paymentMethod", &paymentMethod)
            wire.record("buyingParty", &buyingParty)
            wire.record("sellingParty", &sellingParty)
            wire.record("shipToParty", &shipToParty)
            wire.record("billToParty", &billToParty)
            wire.text("shipWindow", &shipWindow)
            wire.text("deliveryWindow", &deliveryWindow)
            wire.records("items", &items, isRequired: true)
        }
    }

    /// Import details.
    package struct ImportDetails: WireRecord {
        package var methodOfPayment: String?
        package var internationalCommercialTerms: String?
        package var portOfDelivery: String?
        package var importContainers: String?
        package var shippingInstructions: String?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("methodOfPayment", &methodOfPayment)
            wire.text("internationalCommercialTerms", &internationalCommercialTerms)
            wire.text("portOfDelivery", &portOfDelivery)
            wire.text("importContainers", &importContainers)
            wire.text("shippingInstructions", &shippingInstructions)
        }
    }

    /// Who a party is: a code, and an address where there is one.
    package struct PartyIdentification: WireRecord {
        package var partyId: String?
        package var address: Address?
        package var taxInfo: TaxRegistrationDetails?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("partyId", &partyId, isRequired: true)
            wire.record("address", &address)
            wire.record("taxInfo", &taxInfo)
        }
    }

    /// Tax registration details.
    package struct TaxRegistrationDetails: WireRecord {
        package var taxRegistrationType: String?
        package var taxRegistrationNumber: String?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("taxRegistrationType", &taxRegistrationType, isRequired: true)
            wire.text("taxRegistrationNumber", &taxRegistrationNumber, isRequired: true)
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

    /// A line of an order.
    package struct OrderItem: WireRecord {
        package var itemSequenceNumber: String?
        package var amazonProductIdentifier: String?
        package var vendorProductIdentifier: String?
        package var orderedQuantity: ItemQuantity?
        package var isBackOrderAllowed: Bool?
        package var netCost: Money?
        package var listPrice: Money?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("itemSequenceNumber", &itemSequenceNumber, isRequired: true)
            wire.text("amazonProductIdentifier", &amazonProductIdentifier)
            wire.text("vendorProductIdentifier", &vendorProductIdentifier)
            wire.record("orderedQuantity", &orderedQuantity, isRequired: true)
            wire.flag("isBackOrderAllowed", &isBackOrderAllowed, isRequired: true)
            wire.record("netCost", &netCost)
            wire.record("listPrice", &listPrice)
        }
    }

    /// An amount as decimal text in a currency.
    package struct Money: WireRecord {
        package var currencyCode: String?
        package var amount: WireDecimal?
        package var unitOfMeasure: String?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("currencyCode", &currencyCode)
            wire.decimal("amount", &amount)
            wire.text("unitOfMeasure", &unitOfMeasure)
        }
    }

    /// The answer to an order.
    package struct OrderAcknowledgement: WireRecord {
        package var purchaseOrderNumber: String?
        package var sellingParty: PartyIdentification?
        package var acknowledgementDate: WireMoment?
        package var items: [OrderAcknowledgementItem] = []

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("purchaseOrderNumber", &purchaseOrderNumber, isRequired: true)
            wire.record("sellingParty", &sellingParty, isRequired: true)
            wire.moment("acknowledgementDate", &acknowledgementDate, isRequired: true)
            wire.records("items", &items, isRequired: true)
        }
    }

    /// The answer to a line.
    package struct OrderAcknowledgementItem: WireRecord {
        package var itemSequenceNumber: String?
        package var amazonProductIdentifier: String?
        package var vendorProductIdentifier: String?
        package var orderedQuantity: ItemQuantity?
        package var netCost: Money?
        package var listPrice: Money?
        package var discountMultiplier: String?
        package var itemAcknowledgements: [OrderItemAcknowledgement] = []

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("itemSequenceNumber", &itemSequenceNumber)
            wire.text("amazonProductIdentifier", &amazonProductIdentifier)
            wire.text("vendorProductIdentifier", &vendorProductIdentifier)
            wire.record("orderedQuantity", &orderedQuantity, isRequired: true)
            wire.record("netCost", &netCost)
            wire.record("listPrice", &listPrice)
            wire.text("discountMultiplier", &discountMultiplier)
            wire.records("itemAcknowledgements", &itemAcknowledgements, isRequired: true)
        }
    }

    /// Order item acknowledgement.
    package struct OrderItemAcknowledgement: WireRecord {
        package var acknowledgementCode: String?
        package var acknowledgedQuantity: ItemQuantity?
        package var scheduledShipDate: WireMoment?
        package var scheduledDeliveryDate: WireMoment?
        package var rejectionReason: String?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("acknowledgementCode", &acknowledgementCode, isRequired: true)
            wire.record("acknowledgedQuantity", &acknowledgedQuantity, isRequired: true)
            wire.moment("scheduledShipDate", &scheduledShipDate)
            wire.moment("scheduledDeliveryDate", &scheduledDeliveryDate)
            wire.text("rejectionReason", &rejectionReason)
        }
    }

    /// How many.
    package struct ItemQuantity: WireRecord {
        package var amount: Int?
        package var unitOfMeasure: String?
        package var unitSize: Int?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.integer("amount", &amount)
            wire.text("unitOfMeasure", &unitOfMeasure)
            wire.integer("unitSize", &unitSize)
        }
    }
}
