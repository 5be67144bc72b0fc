import FoundationEssentials
import Procurement
package import VendorCentral

extension AmazonOrder {
    /// A retail order in our words; what cannot be understood is among its problems.
    package init(_ read: Read<RetailOrders.Order>) {
        let order = read.record
        let details = order.orderDetails ?? RetailOrders.OrderDetails()
        var problems: [String] = []
        if order.orderDetails == nil { problems.append("Amazon sent the order's number without its details") }
        let delivery = details.deliveryWindow.flatMap(Self.window)
        let ship = details.shipWindow.flatMap(Self.window)
        // Who gives the window pays the freight.
        let freight: VendorOrder.Freight? =
            details.deliveryWindow != nil ? .prepaid : details.shipWindow != nil ? .collect : nil
        let lines = details.items.map { VendorOrderLine($0, &problems) }
        self.init(
            programme: .retail, number: order.purchaseOrderNumber ?? "", vendorCode: details.sellingParty?.partyId ?? "",
            stateText: order.purchaseOrderState ?? "", orderedAt: details.purchaseOrderDate?.date,
            changedAt: details.purchaseOrderChangedDate?.date ?? details.purchaseOrderStateChangedDate?.date,
            window: delivery ?? ship, freight: freight, shipTo: details.shipToParty.map(VendorParty.init), lines: lines,
            problems: problems)
    }

    private static func window(_ text: String) -> DateWindow? {
        WireMoment.window(text).flatMap { DateWindow($0.0, $0.1) }
    }
}

extension VendorOrderLine {
    fileprivate init(_ item: RetailOrders.OrderItem, _ problems: inout [String]) {
        let sequence = item.itemSequenceNumber ?? ""
        self.init(
            sequence: sequence, amazonProduct: item.amazonProductIdentifier, vendorProduct: item.vendorProductIdentifier,
            ordered: VendorQuantity(
                item.orderedQuantity?.amount, item.orderedQuantity?.unitOfMeasure, item.orderedQuantity?.unitSize, sequence,
                &problems),
            netCost: VendorPrice(item.netCost?.amount, item.netCost?.currencyCode),
            isBackOrderAllowed: item.isBackOrderAllowed ?? false)
    }
}

extension VendorQuantity {
    /// Takes what can be understood; a quantity that is missing counts as none, and both it and an unknown unit are problems.
    init(_ amount: Int?, _ unit: String?, _ unitSize: Int?, _ line: String, _ problems: inout [String]) {
        let known = unit.map { Unit(amazon: $0) } ?? .each
        if amount == nil { problems.append("line \(line) orders no quantity that can be read") }
        if known == nil { problems.append("line \(line) counts in \(unit ?? ""), which is not known here") }
        self.init(amount ?? 0, known ?? .each, unitSize: unitSize ?? 1)
    }

    /// The word of retail messages.
    var retailUnit: String { unit == .cases ? "Cases" : "Eaches" }
}

extension VendorPrice {
    init?(_ amount: WireDecimal?, _ currency: String?) {
        guard let value = amount?.value, let currency = currency.flatMap(Currency.init) else { return nil }
        self.init(value, currency)
    }
}

extension VendorParty {
    fileprivate init(_ party: RetailOrders.PartyIdentification) {
        self.init(party.partyId ?? "", address: party.address.map(VendorAddress.init))
    }
}

extension VendorAddress {
    fileprivate init(_ address: RetailOrders.Address) {
        self.init(
            name: address.name ?? "",
            lines: [address.addressLine1, address.addressLine2, address.addressLine3].compactMap(\.self),
            city: address.city, state: address.stateOrRegion, postalCode: address.postalCode,
            country: address.countryCode ?? "", phone: address.phone)
    }
}
