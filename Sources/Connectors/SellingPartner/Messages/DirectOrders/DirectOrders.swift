/// Direct fulfillment orders, version 2021-12-28; version 1 has the same shapes in an envelope.
///
/// Members are named as on the wire and are optional: what an answer lacks is noted by ``Wire``, not thrown.
package enum DirectOrders {}

extension DirectOrders {
    /// An order.
    package struct Order: WireRecord {
        package var purchaseOrderNumber: String?
        package var orderDetails: OrderDetails?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("purchaseOrderNumber", &purchaseOrderNumber, isRequired: true)
            wire.record("orderDetails", &orderDetails)
        }
    }

    /// What an order says.
    package struct OrderDetails: WireRecord {
        package var customerOrderNumber: String?
        package var orderDate: WireMoment?
        package var orderStatus: String?
        package var shipmentDetails: ShipmentDetails?
        package var taxTotal: TaxItemDetails?
        package var sellingParty: PartyIdentification?
        package var shipFromParty: PartyIdentification?
        package var shipToParty: Address?
        package var billToParty: PartyIdentification?
        package var hasCustomizableItems: Bool?
        package var items: [OrderItem] = []

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("customerOrderNumber", &customerOrderNumber, isRequired: true)
            wire.moment("orderDate", &orderDate, isRequired: true)
            wire.text("orderStatus", &orderStatus)
            wire.record("shipmentDetails", &shipmentDetails, isRequired: true)
            wire.record("taxTotal", &taxTotal)
            wire.record("sellingParty", &sellingParty, isRequired: true)
            wire.record("shipFromParty", &shipFromParty, isRequired: true)
            wire.record("shipToParty", &shipToParty, isRequired: true)
            wire.record("billToParty", &billToParty, isRequired: true)
            wire.flag("hasCustomizableItems", &hasCustomizableItems)
            wire.records("items", &items, isRequired: true)
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
        package var attention: String?
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
            wire.text("attention", &attention)
            wire.text("addressLine1", &addressLine1, isRequired: true)
            wire.text("addressLine2", &addressLine2)
            wire.text("addressLine3", &addressLine3)
            wire.text("city", &city)
            wire.text("county", &county)
            wire.text("district", &district)
            wire.text("stateOrRegion", &stateOrRegion, isRequired: true)
            wire.text("postalCode", &postalCode)
            wire.text("countryCode", &countryCode, isRequired: true)
            wire.text("phone", &phone)
        }
    }

    /// A line of an order.
    package struct OrderItem: WireRecord {
        package var itemSequenceNumber: String?
        package var buyerProductIdentifier: String?
        package var vendorProductIdentifier: String?
        package var title: String?
        package var orderedQuantity: ItemQuantity?
        package var scheduledDeliveryShipment: ScheduledDeliveryShipment?
        package var giftDetails: GiftDetails?
        package var netPrice: Money?
        package var taxDetails: TaxItemDetails?
        package var totalPrice: Money?
        package var buyerCustomizedInfo: BuyerCustomizedInfoDetail?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("itemSequenceNumber", &itemSequenceNumber, isRequired: true)
            wire.text("buyerProductIdentifier", &buyerProductIdentifier)
            wire.text("vendorProductIdentifier", &vendorProductIdentifier)
            wire.text("title", &title)
            wire.record("orderedQuantity", &orderedQuantity, isRequired: true)
            wire.record("scheduledDeliveryShipment", &scheduledDeliveryShipment)
            wire.record("giftDetails", &giftDetails)
            wire.record("netPrice", &netPrice, isRequired: true)
            wire.record("taxDetails", &taxDetails)
            wire.record("totalPrice", &totalPrice)
            wire.record("buyerCustomizedInfo", &buyerCustomizedInfo)
        }
    }

    /// An amount as decimal text in a currency.
    package struct Money: WireRecord {
        package var currencyCode: String?
        package var amount: WireDecimal?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("currencyCode", &currencyCode)
            wire.decimal("amount", &amount)
        }
    }

    /// buyer customized info detail.
    package struct BuyerCustomizedInfoDetail: WireRecord {
        package var customizedUrl: String?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("customizedUrl", &customizedUrl)
        }
    }

    /// The answer to a line.
    package struct OrderAcknowledgementItem: WireRecord {
        package var purchaseOrderNumber: String?
        package var vendorOrderNumber: String?
        package var acknowledgementDate: WireMoment?
        package var acknowledgementStatus: AcknowledgementStatus?
        package var sellingParty: PartyIdentification?
        package var shipFromParty: PartyIdentification?
        package var itemAcknowledgements: [OrderItemAcknowledgement] = []

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("purchaseOrderNumber", &purchaseOrderNumber, isRequired: true)
            wire.text("vendorOrderNumber", &vendorOrderNumber, isRequired: true)
            wire.moment("acknowledgementDate", &acknowledgementDate, isRequired: true)
            wire.record("acknowledgementStatus", &acknowledgementStatus, isRequired: true)
            wire.record("sellingParty", &sellingParty, isRequired: true)
            wire.record("shipFromParty", &shipFromParty, isRequired: true)
            wire.records("itemAcknowledgements", &itemAcknowledgements, isRequired: true)
        }
    }

    /// Order item acknowledgement.
    package struct OrderItemAcknowledgement: WireRecord {
        package var itemSequenceNumber: String?
        package var buyerProductIdentifier: String?
        package var vendorProductIdentifier: String?
        package var acknowledgedQuantity: ItemQuantity?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("itemSequenceNumber", &itemSequenceNumber, isRequired: true)
            wire.text("buyerProductIdentifier", &buyerProductIdentifier)
            wire.text("vendorProductIdentifier", &vendorProductIdentifier)
            wire.record("acknowledgedQuantity", &acknowledgedQuantity, isRequired: true)
        }
    }

    /// How many.
    package struct ItemQuantity: WireRecord {
        package var amount: Int?
        package var unitOfMeasure: String?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.integer("amount", &amount)
            wire.text("unitOfMeasure", &unitOfMeasure)
        }
    }

    /// One tax with its rate as a fraction.
    package struct TaxDetails: WireRecord {
        package var taxRate: WireDecimal?
        package var taxAmount: Money?
        package var taxableAmount: Money?
        package var type: String?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.decimal("taxRate", &taxRate)
            wire.record("taxAmount", &taxAmount, isRequired: true)
            wire.record("taxableAmount", &taxableAmount)
            wire.text("type", &type)
        }
    }

    /// Acknowledgement status.
    package struct AcknowledgementStatus: WireRecord {
        package var code: String?
        package var description: String?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("code", &code)
            wire.text("description", &description)
        }
    }
}
