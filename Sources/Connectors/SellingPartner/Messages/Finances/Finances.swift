/// Finances invoices 2026-06-25: what became of invoices.
///
/// Members are named as on the wire and are optional: what an answer lacks is noted by ``Wire``, not thrown.
package enum Finances {}

extension Finances {
    /// Currency.
    package struct Currency: WireRecord {
        package var currencyCode: String?
        package var currencyAmount: WireDecimal?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("currencyCode", &currencyCode, isRequired: true)
            wire.decimal("currencyAmount", &currencyAmount, isRequired: true)
        }
    }

    /// Breakdown.
    package struct Breakdown: WireRecord {
        package var breakdownType: String?
        package var breakdownAmount: Currency?
        package var breakdowns: [Breakdown] = []

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("breakdownType", &breakdownType, isRequired: true)
            wire.record("breakdownAmount", &breakdownAmount, isRequired: true)
            wire.records("breakdowns", &breakdowns)
        }
    }

    /// Billing period.
    package struct BillingPeriod: WireRecord {
        package var startDate: WireMoment?
        package var endDate: WireMoment?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.moment("startDate", &startDate, isRequired: true)
            wire.moment("endDate", &endDate, isRequired: true)
        }
    }

    /// Partner metadata.
    package struct PartnerMetadata: WireRecord {
        package var partnerId: String?
        package var partnerType: String?
        package var partnerEntities: [String] = []
        package var partnerName: String?
        package var partnerAddress: String?
        package var taxRegistrationNumber: String?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("partnerId", &partnerId, isRequired: true)
            wire.text("partnerType", &partnerType, isRequired: true)
            wire.texts("partnerEntities", &partnerEntities)
            wire.text("partnerName", &partnerName)
            wire.text("partnerAddress", &partnerAddress)
            wire.text("taxRegistrationNumber", &taxRegistrationNumber)
        }
    }

    /// Related identifier.
    package struct RelatedIdentifier: WireRecord {
        package var relatedIdentifierName: String?
        package var relatedIdentifierValue: [String] = []

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("relatedIdentifierName", &relatedIdentifierName, isRequired: true)
            wire.texts("relatedIdentifierValue", &relatedIdentifierValue, isRequired: true)
        }
    }

    /// Invoice header.
    package struct InvoiceHeader: WireRecord {
        package var invoiceNumber: String?
        package var invoiceStatus: String?
        package var invoiceType: String?
        package var billingPeriod: BillingPeriod?
        package var payer: PartnerMetadata?
        package var payee: PartnerMetadata?
        package var invoiceIdentifier: String?
        package var issueDate: WireMoment?
        package var dueDate: WireMoment?
        package var paymentTerms: String?
        package var invoiceAmount: Currency?
        package var invoiceAmountBreakdowns: [Breakdown] = []
        package var invoiceSettlementBreakdowns: [Breakdown] = []
        package var relatedIdentifiers: [RelatedIdentifier] = []
        package var creationDate: WireMoment?
        package var lastUpdatedDate: WireMoment?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("invoiceNumber", &invoiceNumber, isRequired: true)
            wire.text("invoiceStatus", &invoiceStatus, isRequired: true)
            wire.text("invoiceType", &invoiceType, isRequired: true)
            wire.record("billingPeriod", &billingPeriod)
            wire.record("payer", &payer, isRequired: true)
            wire.record("payee", &payee, isRequired: true)
            wire.text("invoiceIdentifier", &invoiceIdentifier, isRequired: true)
            wire.moment("issueDate", &issueDate, isRequired: true)
            wire.moment("dueDate", &dueDate)
            wire.text("paymentTerms", &paymentTerms)
            wire.record("invoiceAmount", &invoiceAmount, isRequired: true)
            wire.records("invoiceAmountBreakdowns", &invoiceAmountBreakdowns)
            wire.records("invoiceSettlementBreakdowns", &invoiceSettlementBreakdowns)
            wire.records("relatedIdentifiers", &relatedIdentifiers)
            wire.moment("creationDate", &creationDate, isRequired: true)
            wire.moment("lastUpdatedDate", &lastUpdatedDate, isRequired: true)
        }
    }

    /// Item identifier.
    package struct ItemIdentifier: WireRecord {
        package var itemIdentifierName: String?
        package var itemIdentifierValue: String?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("itemIdentifierName", &itemIdentifierName, isRequired: true)
            wire.text("itemIdentifierValue", &itemIdentifierValue, isRequired: true)
        }
    }

    /// Service charge period.
    package struct ServiceChargePeriod: WireRecord {
        package var startDate: WireMoment?
        package var endDate: WireMoment?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.moment("startDate", &startDate, isRequired: true)
            wire.moment("endDate", &endDate, isRequired: true)
        }
    }

    /// Line item context.
    package struct LineItemContext: WireRecord {
        package var lineItemType: String?
        package var itemIdentifiers: [ItemIdentifier] = []
        package var itemDescription: String?
        package var serviceChargeType: String?
        package var serviceChargePeriod: ServiceChargePeriod?
        package var matchingContext: MatchingContext?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("lineItemType", &lineItemType, isRequired: true)
            wire.records("itemIdentifiers", &itemIdentifiers)
            wire.text("itemDescription", &itemDescription)
            wire.text("serviceChargeType", &serviceChargeType)
            wire.record("serviceChargePeriod", &serviceChargePeriod)
            wire.record("matchingContext", &matchingContext)
        }
    }

    /// Variance reason.
    package struct VarianceReason: WireRecord {
        package var varianceType: String?
        package var defectTypes: [String] = []

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("varianceType", &varianceType, isRequired: true)
            wire.texts("defectTypes", &defectTypes)
        }
    }

    /// Matching context.
    package struct MatchingContext: WireRecord {
        package var matchedQuantity: Int?
        package var matchedAmount: Currency?
        package var quantityVariance: Int?
        package var priceVariance: Currency?
        package var paidQuantity: Int?
        package var paidAmount: Currency?
        package var varianceReasons: [VarianceReason] = []

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.integer("matchedQuantity", &matchedQuantity, isRequired: true)
            wire.record("matchedAmount", &matchedAmount, isRequired: true)
            wire.integer("quantityVariance", &quantityVariance)
            wire.record("priceVariance", &priceVariance)
            wire.integer("paidQuantity", &paidQuantity)
            wire.record("paidAmount", &paidAmount)
            wire.records("varianceReasons", &varianceReasons)
        }
    }

    /// A line of an invoice.
    package struct InvoiceItem: WireRecord {
        package var lineItemId: String?
        package var unitCost: Currency?
        package var quantity: Int?
        package var taxRateCodes: [String] = []
        package var totalAmount: Currency?
        package var totalAmountBreakdown: [Breakdown] = []
        package var lineItemContext: LineItemContext?
        package var relatedItemIdentifiers: [RelatedIdentifier] = []

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("lineItemId", &lineItemId, isRequired: true)
            wire.record("unitCost", &unitCost)
            wire.integer("quantity", &quantity)
            wire.texts("taxRateCodes", &taxRateCodes)
            wire.record("totalAmount", &totalAmount, isRequired: true)
            wire.records("totalAmountBreakdown", &totalAmountBreakdown)
            wire.record("lineItemContext", &lineItemContext, isRequired: true)
            wire.records("relatedItemIdentifiers", &relatedItemIdentifiers)
        }
    }
}
