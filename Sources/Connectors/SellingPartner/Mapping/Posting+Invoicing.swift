import FoundationEssentials
import Procurement
package import VendorCentral

extension Posting {
    /// An invoice or credit note over a retail order.
    package static func billing(
        _ bill: VendorBill, _ order: VendorOrder, _ remittance: VendorRemittance, from warehouse: ShipFromMapping.Warehouse
    ) throws(SellingPartnerError) -> Posting {
        let invoice = bill.invoice
        var message = RetailPayments.Invoice()
        message.invoiceType = invoice.kind == .invoice ? "Invoice" : "CreditNote"
        message.id = invoice.number
        message.date = WireMoment(invoice.date)
        message.remitToParty = party(remittance)
        if let shipTo = order.shipTo, !shipTo.id.isEmpty {
            message.shipToParty = RetailPayments.PartyIdentification()
            message.shipToParty?.partyId = shipTo.id
        }
        message.shipFromParty = RetailPayments.PartyIdentification()
        message.shipFromParty?.partyId = warehouse.code
        if let days = remittance.netDueDays {
            var terms = RetailPayments.PaymentTerms()
            terms.type = "Basic"
            terms.netDueDays = WireDecimal(Decimal(days))
            message.paymentTerms = terms
        }
        message.invoiceTotal = money(invoice.total)
        message.taxDetails = invoice.taxes.map(tax)
        message.items = invoice.lines.enumerated().map { index, line in
            item(line, index + 1, order, credits: bill.credits, invoice.taxes)
        }
        return try .retailInvoices([message])
    }

    private static func item(
        _ line: VendorInvoice.Line, _ number: Int, _ order: VendorOrder, credits: String?, _ taxes: [VendorInvoice.Tax]
    ) -> RetailPayments.InvoiceItem {
        let ordered = order.lines.first { $0.sequence == line.line }
        var item = RetailPayments.InvoiceItem()
        // Here Amazon counts with numbers, while orders count with texts.
        item.itemSequenceNumber = Int(line.line) ?? number
        item.amazonProductIdentifier = ordered?.amazonProduct
        item.vendorProductIdentifier = ordered?.vendorProduct
        item.invoicedQuantity = RetailPayments.ItemQuantity()
        item.invoicedQuantity?.amount = line.quantity
        item.invoicedQuantity?.unitOfMeasure = ordered?.ordered.retailUnit ?? "Eaches"
        item.invoicedQuantity?.unitSize = ordered?.ordered.unitSize ?? 1
        item.netCost = RetailPayments.Money()
        item.netCost?.currencyCode = line.netCost.currency.code
        item.netCost?.amount = WireDecimal(line.netCost.amount)
        item.purchaseOrderNumber = order.number
        if let credits {
            item.creditNoteDetails = RetailPayments.CreditNoteDetails()
            item.creditNoteDetails?.referenceInvoiceNumber = credits
        }
        return item
    }

    private static func party(_ remittance: VendorRemittance) -> RetailPayments.PartyIdentification {
        var party = RetailPayments.PartyIdentification()
        party.partyId = remittance.party.id
        if let number = remittance.taxNumber {
            var tax = RetailPayments.TaxRegistrationDetails()
            (tax.taxRegistrationType, tax.taxRegistrationNumber) = ("VAT", number)
            party.taxRegistrationDetails = [tax]
        }
        if let address = remittance.party.address, let first = address.lines.first {
            var wire = RetailPayments.Address()
            (wire.name, wire.addressLine1, wire.city) = (address.name, first, address.city)
            wire.addressLine2 = address.lines.dropFirst().first
            (wire.stateOrRegion, wire.postalOrZipCode) = (address.state, address.postalCode)
            wire.countryCode = address.country
            party.address = wire
        }
        return party
    }

    private static func money(_ money: Money) -> RetailPayments.Money {
        var wire = RetailPayments.Money()
        wire.currencyCode = money.currency.code
        wire.amount = WireDecimal(text: money.text)
        return wire
    }

    private static func tax(_ tax: VendorInvoice.Tax) -> RetailPayments.TaxDetails {
        var wire = RetailPayments.TaxDetails()
        wire.taxType = "VAT"
        wire.taxRate = WireDecimal(tax.rate)
        wire.taxAmount = money(tax.amount)
        wire.taxableAmount = money(tax.taxable)
        return wire
    }

    /// An invoice over a direct fulfillment order.
    package static func directBilling(
        _ bill: VendorBill, _ order: VendorOrder, _ remittance: VendorRemittance, from warehouse: ShipFromMapping.Warehouse
    ) throws(SellingPartnerError) -> Posting {
        let invoice = bill.invoice
        var message = DirectPayments.InvoiceDetail()
        message.invoiceNumber = invoice.number
        message.invoiceDate = WireMoment(invoice.date)
        message.remitToParty = directParty(remittance)
        message.shipFromParty = DirectPayments.PartyIdentification()
        message.shipFromParty?.partyId = warehouse.code
        message.invoiceTotal = directMoney(invoice.total)
        message.taxTotals = invoice.taxes.map { tax in
            var wire = DirectPayments.TaxDetail()
            wire.taxType = "VAT"
            wire.taxRate = WireDecimal(tax.rate)
            wire.taxAmount = directMoney(tax.amount)
            wire.taxableAmount = directMoney(tax.taxable)
            return wire
        }
        message.items = invoice.lines.map { line in
            let ordered = order.lines.first { $0.sequence == line.line }
            var item = DirectPayments.InvoiceItem()
            item.itemSequenceNumber = line.line
            item.buyerProductIdentifier = ordered?.amazonProduct
            item.vendorProductIdentifier = ordered?.vendorProduct
            item.invoicedQuantity = DirectPayments.ItemQuantity()
            item.invoicedQuantity?.amount = line.quantity
            item.invoicedQuantity?.unitOfMeasure = "Each"
            item.netCost = DirectPayments.Money()
            item.netCost?.currencyCode = line.netCost.currency.code
            item.netCost?.amount = WireDecimal(line.netCost.amount)
            item.purchaseOrderNumber = order.number
            item.vendorOrderNumber = order.id.text
            return item
        }
        return try .directInvoices([message])
    }

    private static func directMoney(_ money: Money) -> DirectPayments.Money {
        var wire = DirectPayments.Money()
        wire.currencyCode = money.currency.code
        wire.amount = WireDecimal(text: money.text)
        return wire
    }

    private static func directParty(_ remittance: VendorRemittance) -> DirectPayments.PartyIdentification {
        var party = DirectPayments.PartyIdentification()
        party.partyId = remittance.party.id
        if let number = remittance.taxNumber {
            var tax = DirectPayments.TaxRegistrationDetail()
            (tax.taxRegistrationType, tax.taxRegistrationNumber) = ("VAT", number)
            party.taxRegistrationDetails = [tax]
        }
        // Here every part of an address is mandatory, so one that is not whole stays away.
        if let address = remittance.party.address, let first = address.lines.first, let city = address.city,
            let code = address.postalCode, let state = address.state
        {
            var wire = DirectPayments.Address()
            (wire.name, wire.addressLine1, wire.city) = (address.name, first, city)
            wire.addressLine2 = address.lines.dropFirst().first
            (wire.stateOrRegion, wire.postalCode, wire.countryCode) = (state, code, address.country)
            party.address = wire
        }
        return party
    }
}
