import FoundationEssentials
import Procurement
import SellingPartner
import UseCases
import VendorCentral

/// Reading what Amazon's finances say about our invoices.
extension VendorExchange {
    /// Amazon's finances answer ninety days at most by issue; the first look goes as far back.
    private static let firstLook: TimeInterval = 90 * 86400

    func readPayments(
        _ connection: VendorConnection, _ client: SellingPartnerClient, _ tally: inout Tally
    ) async throws {
        guard let marketplace = connection.marketplaceID else { return }
        try await client.checkAccess()
        var cursor = try await application.answer(ShowVendorCursor(.payments, of: connection.id), as: .system)
        // By Amazon's clock, of which a change is not seen as long as the page is being made.
        let begun = client.now.addingTimeInterval(-120)
        let since = cursor.changedSince(now: begun) ?? begun.addingTimeInterval(-Self.firstLook)
        var query = ListQuery()
        query.add("marketplaceId", marketplace)
        query.add("invoicesModifiedAfter", WireMoment(since))
        var walk = client.finances(query)
        var foreign = 0
        while let page = try await walk.next() {
            var reports: [VendorPaymentReport] = []
            for header in page.map(\.record) {
                guard let number = header.invoiceNumber, let status = header.invoiceStatus else { continue }
                guard Self.isOurs(header, connection) else {
                    foreign += 1
                    continue
                }
                reports.append(
                    VendorPaymentReport(
                        number: number, status: status, paid: Self.amount("AmountPaid", header),
                        variances: try await variances(header, marketplace, client)))
            }
            tally.items += reports.count
            tally.changes += try await application.perform(TakeVendorPayments(reports, of: connection.id), as: .system)
        }
        if walk.isLooping {
            tally.words.append("Amazon gave the same page of invoices twice; they are read again next time.")
        } else {
            cursor.finish(PollCursor.Slice(from: since, through: begun))
            try await application.perform(SaveVendorCursor(cursor, of: connection.id), as: .system)
        }
        tally.words.append("\(tally.items) invoices of Amazon's finances were read, \(tally.changes) say something new.")
        if foreign > 0 { tally.words.append("\(foreign) are of other vendor codes.") }
    }

    /// One access sees all vendor codes of a group; an invoice that names none is taken by its number.
    private static func isOurs(_ header: Finances.InvoiceHeader, _ connection: VendorConnection) -> Bool {
        let codes = header.relatedIdentifiers.filter { $0.relatedIdentifierName == "VENDOR_CODE" }.flatMap(
            \.relatedIdentifierValue)
        return codes.isEmpty || codes.contains(connection.vendorCode)
    }

    private static func amount(_ type: String, _ header: Finances.InvoiceHeader) -> Money? {
        header.invoiceSettlementBreakdowns.first { $0.breakdownType == type }?.breakdownAmount.flatMap(money)
    }

    private static func money(_ amount: Finances.Currency) -> Money? {
        guard let value = amount.currencyAmount?.value, let currency = amount.currencyCode.flatMap({ Currency($0) }) else {
            return nil
        }
        return Money(value, currency)
    }

    /// What makes the sum paid another than the sum billed: by kind, and line by line where Amazon deducted or refused.
    private func variances(
        _ header: Finances.InvoiceHeader, _ marketplace: String, _ client: SellingPartnerClient
    ) async throws(SellingPartnerError) -> [String] {
        var found = header.invoiceSettlementBreakdowns.compactMap { part -> String? in
            guard let type = part.breakdownType, type != "AmountPaid", let amount = part.breakdownAmount.flatMap(Self.money),
                amount.minorUnits != 0
            else { return nil }
            return "\(Self.words(ofBreakdown: type)): \(amount)"
        }
        guard let identifier = header.invoiceIdentifier,
            header.invoiceStatus?.contains("DEDUCTED") == true || header.invoiceStatus == "REJECTED"
        else { return found }
        var walk = client.invoiceLines(identifier, marketplace: marketplace)
        while let page = try await walk.next() {
            for item in page.map(\.record) {
                guard let matching = item.lineItemContext?.matchingContext else { continue }
                let line = item.lineItemId ?? "?"
                if let quantity = matching.quantityVariance, quantity != 0 {
                    found.append("line \(line): quantity differs by \(quantity)")
                }
                if let price = matching.priceVariance.flatMap(Self.money), price.minorUnits != 0 {
                    found.append("line \(line): price differs by \(price)")
                }
                for reason in matching.varianceReasons {
                    let causes = reason.defectTypes.map(Self.words(ofCode:)).joined(separator: ", ")
                    let type = reason.varianceType.map(Self.words(ofVariance:)) ?? "variance"
                    found.append("line \(line): \(type)\(causes.isEmpty ? "" : " (\(causes))")")
                }
            }
        }
        return found
    }

    /// Amazon's words of a settlement in ours; those that are not known stay as they are.
    private static func words(ofBreakdown type: String) -> String {
        switch type {
        case "QueuedForPayment": "to be paid yet"
        case "QuickPayDiscount": "quick pay discount"
        case "QuantityVarianceAmount": "deducted for quantity"
        case "PriceVariance": "deducted for price"
        case "Other": "deducted for another reason"
        default: type
        }
    }

    private static func words(ofVariance type: String) -> String {
        switch type {
        case "PQV": "quantity variance"
        case "PPV": "price variance"
        case "OTHER": "other variance"
        default: type
        }
    }

    /// `SHORT_RECEIVED` as people write it.
    private static func words(ofCode code: String) -> String { code.lowercased().replacing("_", with: " ") }
}
