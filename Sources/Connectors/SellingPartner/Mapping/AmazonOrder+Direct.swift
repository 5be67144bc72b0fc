import FoundationEssentials
import Procurement
package import VendorCentral

extension AmazonOrder {
    /// A direct fulfillment order in our words; what cannot be understood is among its problems.
    package init(_ read: Read<DirectOrders.Order>) {
        let order = read.record
        let details = order.orderDetails ?? DirectOrders.OrderDetails()
        var problems: [String] = []
        if order.orderDetails == nil { problems.append("Amazon sent the order's number without its details") }
        if order.orderDetails != nil, details.shipFromParty?.partyId == nil {
            problems.append("the order names no warehouse to ship from")
        }
        let lines = details.items.map { VendorOrderLine($0, &problems) }
        let dates = details.shipmentDetails?.shipmentDates
        let due = dates?.requiredShipDate?.date
        self.init(
            programme: .directFulfillment, number: order.purchaseOrderNumber ?? "",
            vendorCode: details.sellingParty?.partyId ?? "", stateText: details.orderStatus ?? "",
            orderedAt: details.orderDate?.date,
            window: due.flatMap { due in details.orderDate?.date.flatMap { DateWindow($0, due) } },
            shipFrom: details.shipFromParty?.partyId,
            shipTo: details.shipToParty.map { VendorParty("", address: VendorAddress($0)) }, lines: lines, problems: problems)
    }
}

extension VendorOrderLine {
    fileprivate init(_ item: DirectOrders.OrderItem, _ problems: inout [String]) {
        let sequence = item.itemSequenceNumber ?? ""
        self.init(
            sequence: sequence, amazonProduct: item.buyerProductIdentifier, vendorProduct: item.vendorProductIdentifier,
            title: item.title,
            ordered: VendorQuantity(
                item.orderedQuantity?.amount, item.orderedQuantity?.unitOfMeasure, nil, sequence, &problems),
            netCost: VendorPrice(item.netPrice?.amount, item.netPrice?.currencyCode))
    }
}

extension VendorAddress {
    fileprivate init(_ address: DirectOrders.Address) {
        self.init(
            name: address.name ?? "",
            lines: [address.attention, address.addressLine1, address.addressLine2, address.addressLine3].compactMap(\.self),
            city: address.city, state: address.stateOrRegion, postalCode: address.postalCode,
            country: address.countryCode ?? "", phone: address.phone)
    }
}
