/// Direct fulfillment payments v1: invoices.
///
/// Members are named as on the wire and are optional: what an answer lacks is noted by ``Wire``, not thrown.
package enum DirectPayments {}

extension DirectPayments {
    /// An invoice.
    package struct InvoiceDetail: WireRecord {
        package var invoiceNumber: String?
        package var invoiceDate: WireMoment?
        package var referenceNumber: String?
        package var remitToParty: PartyIdentification?
        package var shipFromParty: PartyIdentification?
        package var billToParty: PartyIdentification?
        package var shipToCountryCode: String?
        package var paymentTermsCode: String?
        package var invoiceTotal: Money?
        package var taxTotals: [TaxDetail] = []
        package var additionalDetails: [Common.AdditionalDetails] = []
        package var chargeDetails: [ChargeDetails] = []
        package var items: [InvoiceItem] = []

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("invoiceNumber", &invoiceNumber, isRequired: true)
            wire.moment("invoiceDate", &invoiceDate, isRequired: true)
            wire.text("referenceNumber", &referenceNumber)
            wire.record("remitToParty", &remitToParty, isRequired: true)
            wire.record("shipFromParty", &shipFromParty, isRequired: true)
            wire.record("billToParty", &billToParty)
            wire.text("shipToCountryCode", &shipToCountryCode)
            wire.text("paymentTermsCode", &paymentTermsCode)
            wire.record("invoiceTotal", &invoiceTotal, isRequired: true)
            wire.records("taxTotals", &taxTotals)
            wire.records("additionalDetails", &additionalDetails)
            wire.records("chargeDetails", &chargeDetails)
            wire.records("items", &items, isRequired: true)
        }
    }

    /// A line of an invoice.
    package struct InvoiceItem: WireRecord {
        package var itemSequenceNumber: String?
        package var buyerProductIdentifier: String?
        package var vendorProductIdentifier: String?
        package var invoicedQuantity: ItemQuantity?
        package var netCost: Money?
        package var purchaseOrderNumber: String?
        package var vendorOrderNumber: String?
        package var hsnCode: String?
        package var taxDetails: [TaxDetail] = []
        package var chargeDetails: [ChargeDetails] = []

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("itemSequenceNumber", &itemSequenceNumber, isRequired: true)
            wire.text("buyerProductIdentifier", &buyerProductIdentifier)
            wire.text("vendorProductIdentifier", &vendorProductIdentifier)
            wire.record("invoicedQuantity", &invoicedQuantity, isRequired: true)
            wire.record("netCost", &netCost, isRequired: true)
            wire.text("purchaseOrderNumber", &purchaseOrderNumber, isRequired: true)
            wire.text("vendorOrderNumber", &vendorOrderNumber)
            wire.text("hsnCode", &hsnCode)
            wire.records("taxDetails", &taxDetails)
            wire.records("chargeDetails", &chargeDetails)
        }
    }

    /// Who a party is: a code, and an address where there is one.
    package struct PartyIdentification: WireRecord {
        package var partyId: String?
        package var address: Address?
        package var taxRegistrationDetails: [TaxRegistrationDetail] = []

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("partyId", &partyId, isRequired: true)
            wire.record("address", &address)
            wire.records("taxRegistrationDetails", &taxRegistrationDetails)
        }
    }

    /// Tax registration detail.
    package struct TaxRegistrationDetail: WireRecord {
        package var taxRegistrationType: String?
        package var taxRegistrationNumber: String?
        package var taxRegistrationAddress: Address?
        package var taxRegistrationMessage: String?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("taxRegistrationType", &taxRegistrationType)
            wire.text("taxRegistrationNumber", &taxRegistrationNumber, isRequired: true)
            wire.record("taxRegistrationAddress", &taxRegistrationAddress)
            wire.text("taxRegistrationMessage", &taxRegistrationMessage)
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
            wire.text("city", &city, isRequired: true)
            wire.text("county", &county)
            wire.text("district", &district)
            wire.text("stateOrRegion", &stateOrRegion, isRequired: true)
            wire.text("postalCode", &postalCode, isRequired: true)
            wire.text("countryCode", &countryCode, isRequired: true)
            wire.text("phone", &phone)
        }
    }

    /// An amount as decimal text in a currency.
    package struct Money: WireRecord {
        package var currencyCode: String?
        package var amount: WireDecimal?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("currencyCode", &currencyCode, isRequired: true)
            wire.decimal("amount", &amount, isRequired: true)
        }
    }

    /// One tax with its rate as a fraction.
    package struct TaxDetail: WireRecord {
        package var taxType: String?
        package var taxRate: WireDecimal?
        package var taxAmount: Money?
        package var taxableAmount: Money?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("taxType", &taxType, isRequired: true)
            wire.decimal("taxRate", &taxRate)
            wire.record("taxAmount", &taxAmount, isRequired: true)
            wire.record("taxableAmount", &taxableAmount)
        }
    }

    /// Charge details.
    package struct ChargeDetails: WireRecord {
        package var type: String?
        package var chargeAmount: Money?
        package var taxDetails: [TaxDetail] = []

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("type", &type, isRequired: true)
            wire.record("chargeAmount", &chargeAmount, isRequired: true)
            wire.records("taxDetails", &taxDetails)
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
}
