import CXML
import FoundationEssentials
import Procurement
import UseCases
import XML

/// Carts, inbound orders and requisitions in the domain's words.
struct CartMapping {
    let document: CXMLDocument

    func cart(_ message: CXMLPunchOutOrderMessage) -> ReceivedCart {
        var cart = cart(items: message.items, total: message.total, shipping: message.shipping, tax: message.tax)
        cart.buyerCookie = message.buyerCookie
        cart.isUnchanged = document.status?.code.rawValue == 204
        cart.operationAllowed = .init(rawValue: message.operationAllowed.rawValue)
        cart.supplierReference = message.supplierOrderID
        cart.emails = emails(extrinsics: [], contacts: message.items.flatMap(\.contacts), shipTo: message.shipTo)
        return cart
    }

    func cart(_ request: CXMLOrderRequest) -> ReceivedCart {
        let header = request.header
        var cart = cart(items: request.items, total: header.total, shipping: header.shipping, tax: header.tax)
        cart.supplierReference = header.orderID
        cart.emails = emails(extrinsics: header.extrinsics, contacts: header.contacts, shipTo: header.shipTo)
        return cart
    }

    func cart(_ request: CXMLPurchaseRequisitionRequest) -> ReceivedCart {
        var cart = cart(items: request.items, total: request.total, shipping: request.shipping, tax: request.tax)
        cart.supplierReference = request.requisitionID
        cart.emails = emails(extrinsics: request.extrinsics, contacts: request.contacts, shipTo: request.shipTo)
        return cart
    }

    private func cart(items: [CXMLItem], total: CXMLMoney?, shipping: CXMLShipping?, tax: CXMLTax?) -> ReceivedCart {
        let currency =
            items.lazy.compactMap { $0.detail?.unitPrice.flatMap { Currency($0.currency) } }.first
            ?? total.flatMap { Currency($0.currency) }
        let lines = items.indices.map { line(items[$0], items[$0].detail, number: $0 + 1, currency: currency) }
        var warnings = document.warnings.filter { $0.lineNumber == nil }.map(\.message)
        if let warning = totalWarning(lines, total: total, currency: currency) { warnings.append(warning) }
        return ReceivedCart(
            payloadID: document.envelope.payloadID, currency: currency, lines: lines, shipping: money(shipping?.money),
            tax: money(tax?.money),
            isTest: document.envelope.deploymentMode == .test, warnings: warnings)
    }

    /// The sum of the lines counts; a total that says otherwise is told, never trusted.
    private func totalWarning(_ lines: [OrderLine], total: CXMLMoney?, currency: Currency?) -> String? {
        guard let currency, let stated = money(total), stated.currency == currency, !lines.isEmpty,
            let sum = lines.total(in: currency)
        else { return nil }
        return sum == stated ? nil : "The document's total is \(stated), its lines add up to \(sum)."
    }

    private func money(_ money: CXMLMoney?) -> Money? { money.flatMap(Self.money(of:)) }

    /// - Parameter detail: the item's; taken out of it here, it would be copied.
    private func line(_ item: CXMLItem, _ detail: CXMLItemDetail?, number: Int, currency: Currency?) -> OrderLine {
        let unspsc =
            detail?.classifications.first { $0.domain == "UNSPSC" || $0.domain.uppercased() == "UNSPSC" }
            ?? detail?.classifications.first
        return OrderLine(
            lineNumber: number, supplierPartID: item.itemID.supplierPartID, auxiliaryID: item.itemID.auxiliaryID?.innerXML.xml,
            description: detail?.title ?? item.itemID.supplierPartID, quantity: item.quantity.value ?? 0,
            unitPrice: detail?.unitPrice?.amount, priceBasis: basis(detail?.priceBasis),
            currency: detail?.unitPrice.flatMap { Currency($0.currency) } ?? currency ?? .usd,
            unitOfMeasure: detail?.unitOfMeasure ?? "", classificationDomain: unspsc?.domain, classificationCode: unspsc?.code,
            manufacturerName: detail?.manufacturerName?.text, manufacturerPartID: detail?.manufacturerPartID,
            soldBy: detail?.extrinsics.value("soldBy"), detailURL: detail?.url ?? detail?.extrinsics.value("detailPageURL"),
            itemDetailXML: detail?.verbatim?.xml,
            warnings: warnings(number, unit: detail?.unitOfMeasure ?? ""))
    }

    /// What the reader found odd about the line, and a unit that is no common one.
    private func warnings(_ number: Int, unit: String) -> [String] {
        let found = document.warnings.filter { $0.lineNumber == number }.map(\.message)
        guard !unit.isEmpty, !UnitsOfMeasure.isKnown(unit) else { return found }
        return found + ["The unit “\(unit.prefix(40))” is not a common one. Make sure what the quantity counts before you order."]
    }

    /// Units that one price is for: quantity ÷ conversion factor (cXML.dtd, PriceBasisQuantity).
    private func basis(_ basis: CXMLPriceBasis?) -> Decimal {
        guard let basis, let quantity = basis.quantity.value, let factor = basis.conversionFactor.value, quantity > 0, factor > 0
        else { return 1 }
        return quantity / factor
    }

    /// Extrinsic UserEmail or Email, UniqueName that is an address, the end user's contact, then the delivery address.
    private func emails(extrinsics: [CXMLExtrinsic], contacts: [CXMLContact], shipTo: CXMLAddress?) -> [String] {
        var found = ["UserEmail", "Email", "UniqueName"].compactMap { extrinsics.value($0) }
        found += contacts.filter { $0.role?.lowercased() == "enduser" }.flatMap(\.emails)
        found += contacts.filter { $0.role?.lowercased() != "enduser" }.flatMap(\.emails)
        if let email = shipTo?.email { found.append(email) }
        return found.map(\.trimmed).filter { $0.contains("@") }
    }
}
