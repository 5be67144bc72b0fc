import FoundationEssentials
import Procurement
import VendorCentral

extension VendorOrderLine {
    static func pack(_ lines: [VendorOrderLine]) -> String {
        var packing = Packing()
        for line in lines {
            packing.add(
                "l", line.sequence, line.amazonProduct, line.vendorProduct, line.title, String(line.ordered.amount),
                line.ordered.unit.rawValue, String(line.ordered.unitSize), line.netCost.map { ExactNumber.text($0.amount) },
                line.netCost?.currency.code, String(packed: line.isBackOrderAllowed), String(line.shipped),
                String(line.invoiced))
            if let standing = line.standing {
                packing.add(
                    "s", standing.confirmation?.rawValue, standing.accepted.map { String($0) },
                    standing.rejected.map { String($0) }, standing.receipt?.rawValue, standing.received.map { String($0) },
                    standing.lastReceivedAt.map { String(packed: $0) })
            }
            for answer in line.acknowledgements {
                packing.add(
                    "a", answer.code.rawValue, String(answer.quantity), answer.scheduledShip.map { String(packed: $0) },
                    answer.scheduledDelivery.map { String(packed: $0) }, answer.reason?.rawValue)
            }
        }
        return packing.text
    }

    static func unpack(_ text: String) throws -> [VendorOrderLine] {
        var lines: [VendorOrderLine] = []
        for record in PackedRecord.read(text) {
            if record.kind == "l" {
                lines.append(try VendorOrderLine(record))
            } else if record.kind == "s", !lines.isEmpty {
                lines[lines.count - 1].standing = LineStanding(record)
            } else if !lines.isEmpty {
                lines[lines.count - 1].acknowledgements.append(
                    LineAcknowledgement(
                        try record.word(0), try record.integer(1), scheduledShip: record.date(2),
                        scheduledDelivery: record.date(3),
                        reason: record.optionalText(4).flatMap { LineAcknowledgement.RejectionReason(rawValue: $0) }))
            }
        }
        return lines
    }

    private init(_ record: PackedRecord) throws {
        var cost: VendorPrice?
        if let amount = record.decimal(7) { cost = VendorPrice(amount, try record.currency(8)) }
        self.init(
            sequence: record.text(0), amazonProduct: record.optionalText(1), vendorProduct: record.optionalText(2),
            title: record.optionalText(3),
            ordered: VendorQuantity(try record.integer(4), try record.word(5), unitSize: try record.integer(6)), netCost: cost,
            isBackOrderAllowed: record.flag(9), shipped: try record.integer(10), invoiced: try record.integer(11))
    }
}

extension LineStanding {
    fileprivate init(_ record: PackedRecord) {
        self.init(
            confirmation: record.optionalText(0).flatMap { Confirmation(rawValue: $0) }, accepted: record.optionalInteger(1),
            rejected: record.optionalInteger(2), receipt: record.optionalText(3).flatMap { Receipt(rawValue: $0) },
            received: record.optionalInteger(4), lastReceivedAt: record.date(5))
    }
}

extension VendorOrder.Hold {
    static func pack(_ holds: [VendorOrder.Hold]) -> String {
        var packing = Packing()
        for hold in holds { packing.add("h", hold.kind.rawValue, hold.message) }
        return packing.text
    }

    static func unpack(_ text: String) throws -> [VendorOrder.Hold] {
        try PackedRecord.read(text).map { VendorOrder.Hold(try $0.word(0), $0.text(1)) }
    }
}

extension VendorParty {
    /// Of one party: its code, and its address where there is one.
    package var packed: String {
        var packing = Packing()
        packing.add("p", id)
        if let address { address.pack(into: &packing) }
        return packing.text
    }

    package init(packed text: String) {
        self.init("")
        for record in PackedRecord.read(text) {
            switch record.kind {
            case "p": id = record.text(0)
            case "a": address = VendorAddress(record)
            default: break
            }
        }
    }
}

extension VendorAddress {
    package var packed: String {
        var packing = Packing()
        pack(into: &packing)
        return packing.text
    }

    package init?(packed text: String) {
        guard let record = PackedRecord.read(text).first else { return nil }
        self.init(record)
    }

    fileprivate func pack(into packing: inout Packing) {
        packing.add("a", name, city, state, postalCode, country, phone, lines.joined(separator: "\n"))
    }

    fileprivate init(_ record: PackedRecord) {
        self.init(
            name: record.text(0), lines: record.text(6).split(separator: "\n").map(String.init), city: record.optionalText(1),
            state: record.optionalText(2), postalCode: record.optionalText(3), country: record.text(4),
            phone: record.optionalText(5))
    }
}

extension AmazonOrder {
    /// Everything that it says, so that the same version again is known by its hash.
    package var packed: String {
        var packing = Packing()
        packing.add(
            "o", programme.rawValue, number, vendorCode, stateText, orderedAt.map { String(packed: $0) },
            changedAt.map { String(packed: $0) }, window.map { String(packed: $0.start) },
            window.map { String(packed: $0.end) }, freight?.rawValue, shipFrom, shipTo?.packed)
        for problem in problems { packing.add("x", problem) }
        return packing.text + VendorOrderLine.pack(lines)
    }
}
