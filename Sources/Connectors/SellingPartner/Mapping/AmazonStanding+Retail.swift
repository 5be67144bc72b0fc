import FoundationEssentials
package import VendorCentral

extension AmazonStanding {
    /// A retail order's status in our words; what cannot be understood is left out.
    package init(_ read: Read<RetailOrders.OrderStatus>) {
        let status = read.record
        self.init(
            number: status.purchaseOrderNumber ?? "", vendorCode: status.sellingParty?.partyId ?? "",
            lines: status.itemStatus.map(Line.init))
    }
}

extension AmazonStanding.Line {
    fileprivate init(_ item: RetailOrders.OrderItemStatus) {
        self.init(sequence: item.itemSequenceNumber ?? "")
        let (answer, arrival) = (item.acknowledgementStatus, item.receivingStatus)
        confirmation = answer?.confirmationStatus.flatMap { LineStanding.Confirmation(rawValue: $0.lowercased()) }
        accepted = answer?.acceptedQuantity.flatMap(VendorQuantity.init)
        rejected = answer?.rejectedQuantity.flatMap(VendorQuantity.init)
        receipt = arrival?.receiveStatus.flatMap { LineStanding.Receipt(rawValue: $0.lowercased()) }
        received = arrival?.receivedQuantity.flatMap(VendorQuantity.init)
        lastReceivedAt = arrival?.lastReceiveDate?.date
    }
}

extension VendorQuantity {
    /// `nil` without a count, below zero, or in a unit that is not known.
    fileprivate init?(_ quantity: RetailOrders.ItemQuantity) {
        guard let amount = quantity.amount, amount >= 0 else { return nil }
        var unit = Unit.each
        if let word = quantity.unitOfMeasure {
            guard let known = Unit(amazon: word) else { return nil }
            unit = known
        }
        self.init(amount, unit, unitSize: max(quantity.unitSize ?? 1, 1))
    }
}
