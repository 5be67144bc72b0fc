/// Retail procurement payments v1: invoices and credit notes.
///
/// Members are named as on the wire and are optional: what an answer lacks is noted by ``Wire``, not thrown.
package enum RetailPayments {}

extension RetailPayments {
    /// An invoice or credit note.
    package struct Invoice: WireRecord {
        package var invoiceType: String?
        package var id: String?
        package var referenceNumber: String?
        package var date: WireMoment?
        package var remitToParty: PartyIdentification?
        package var shipToParty: PartyIdentification?
        package var shipFromParty: PartyIdentification?
        package var billToParty: PartyIdentification?
        package var paymentTerms: PaymentTerms?
        package var invoiceTotal: Money?
        package var taxDetails: [TaxDetails] = []
        package var additionalDetails: [Common.AdditionalDetails] = []
        package var chargeDetails: [ChargeDetails] = []
        package var allowanceDetails: [AllowanceDetails] = []
        package var items: [InvoiceItem] = []

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("invoiceType", &invoiceType, isRequired: true)
            wire.text("id", &id, isRequired: true)
            wire.text("referenceNumber", &referenceNumber)
            wire.moment("date", &date, isRequired: true)
            wire.record("remitToParty", &remitToParty, isRequired: true)
            wire.record("shipToParty", &shipToParty)
            wire.record("shipFromParty", &shipFromParty)
            wire.record("billToParty", &billToParty)
            wire.record("paymentTerms", &paymentTerms)
            wire.record("invoiceTotal", &invoiceTotal, isRequired: true)
            wire.records("taxDetails", &taxDetails)
            wire.records("additionalDetails", &additionalDetails)
            wire.records("chargeDetails", &chargeDetails)
            wire.records("allowanceDetails", &allowanceDetails)
            wire.records("items", &items)
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
        package var postalOrZipCode: String?
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
            wire.text("postalOrZipCode", &postalOrZipCode)
            wire.text("countryCode", &countryCode, isRequired: true)
            wire.text("phone", &phone)
        }
    }

    /// A line of an invoice.
    package struct InvoiceItem: WireRecord {
        package var itemSequenceNumber: Int?
        package var amazonProductIdentifier: String?
        package var vendorProductIdentifier: String?
        package var invoicedQuantity: ItemQuantity?
        package var netCost: Money?
        package var netCostUnitOfMeasure: String?
        package var purchaseOrderNumber: String?
        package var hsnCode: String?
        package var creditNoteDetails: CreditNoteDetails?
        package var taxDetails: [TaxDetails] = []
        package var chargeDetails: [ChargeDetails] = []
        package var allowanceDetails: [AllowanceDetails] = []

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.integer("itemSequenceNumber", &itemSequenceNumber, isRequired: true)
            wire.text("amazonProductIdentifier", &amazonProductIdentifier)
            wire.text("vendorProductIdentifier", &vendorProductIdentifier)
            wire.record("invoicedQuantity", &invoicedQuantity, isRequired: true)
            wire.record("netCost", &netCost, isRequired: true)
            wire.text("netCostUnitOfMeasure", &netCostUnitOfMeasure)
            wire.text("purchaseOrderNumber", &purchaseOrderNumber)
            wire.text("hsnCode", &hsnCode)
            wire.record("creditNoteDetails", &creditNoteDetails)
            wire.records("taxDetails", &taxDetails)
            wire.records("chargeDetails", &chargeDetails)
            wire.records("allowanceDetails", &allowanceDetails)
        }
    }

    /// One tax with its rate as a fraction.
    package struct TaxDetails: WireRecord {
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

    /// Charge details.
    package struct ChargeDetails: WireRecord {
        package var type: String?
        package var description: String?
        package var chargeAmount: Money?
        package var taxDetails: [TaxDetails] = []

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("type", &type, isRequired: true)
            wire.text("description", &description)
            wire.record("chargeAmount", &chargeAmount, isRequired: true)
            wire.records("taxDetails", &taxDetails)
        }
    }

    /// Allowance details.
    package struct AllowanceDetails: WireRecord {
        package var type: String?
        package var description: String?
        package var allowanceAmount: Money?
        package var taxDetails: [TaxDetails] = []

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("type", &type, isRequired: true)
            wire.text("description", &description)
            wire.record("allowanceAmount", &allowanceAmount, isRequired: true)
            wire.records("taxDetails", &taxDetails)
        }
    }

    /// Payment terms.
    package struct PaymentTerms: WireRecord {
        package var type: String?
        package var discountPercent: WireDecimal?
        package var discountDueDays: WireDecimal?
        package var netDueDays: WireDecimal?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("type", &type)
            wire.decimal("discountPercent", &discountPercent)
            wire.decimal("discountDueDays", &discountDueDays)
            wire.decimal("netDueDays", &netDueDays)
        }
    }

    /// Credit note details.
    package struct CreditNoteDetails: WireRecord {
        package var referenceInvoiceNumber: String?
        package var debitNoteNumber: String?
        package var returnsReferenceNumber: String?
        package var goodsReturnDate: WireMoment?
        package var rmaId: String?
        package var coopReferenceNumber: String?
        package var consignorsReferenceNumber: String?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("referenceInvoiceNumber", &referenceInvoiceNumber)
            wire.text("debitNoteNumber", &debitNoteNumber)
            wire.text("returnsReferenceNumber", &returnsReferenceNumber)
            wire.moment("goodsReturnDate", &goodsReturnDate)
            wire.text("rmaId", &rmaId)
            wire.text("coopReferenceNumber", &coopReferenceNumber)
            wire.text("consignorsReferenceNumber", &consignorsReferenceNumber)
        }
    }
}
