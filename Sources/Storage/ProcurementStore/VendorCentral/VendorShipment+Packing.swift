import FoundationEssentials
import Procurement
import VendorCentral

extension VendorShipment {
    /// How it travels, what it holds, and what its carrier said.
    var packed: String {
        var packing = Packing()
        packing.add(
            "w", carriage.load.rawValue, carriage.carrier, carriage.proNumber, carriage.billOfLading, carriage.amazonReference,
            carriage.estimatedDelivery.map { String(packed: $0) })
        for item in fulfilment.items { packing.add("i", item.line, String(item.quantity)) }
        for number in fulfilment.trackingNumbers { packing.add("t", number) }
        for carton in fulfilment.packages {
            packing.add("c", carton.code?.digits, carton.trackingNumber, carton.weight.map { ExactNumber.text($0) })
            for content in carton.contents { packing.add("k", content.line, String(content.quantity)) }
        }
        for pallet in fulfilment.pallets {
            packing.add(
                "p", pallet.code?.digits, pallet.cartons.map { String($0) }.joined(separator: ","),
                pallet.tiers.map { String($0) },
                pallet.blocks.map { String($0) }, pallet.weight.map { ExactNumber.text($0) })
        }
        for report in reports {
            let place = report.place
            packing.add(
                "u", report.trackingNumber, report.event.rawValue, String(packed: report.at),
                report.estimatedDelivery.map { String(packed: $0) }, place.name, place.lines.joined(separator: "\n"), place.city,
                place.state, place.postalCode, place.country)
        }
        return packing.text
    }

    mutating func unpack(_ text: String) throws {
        for record in PackedRecord.read(text) {
            switch record.kind {
            case "w":
                carriage = Carriage(
                    load: try record.word(0), carrier: record.optionalText(1), proNumber: record.optionalText(2),
                    billOfLading: record.optionalText(3), amazonReference: record.optionalText(4),
                    estimatedDelivery: record.date(5))
            case "i": fulfilment.items.append(try content(record))
            case "t": fulfilment.trackingNumbers.append(record.text(0))
            case "c":
                fulfilment.packages.append(
                    Carton(
                        code: record.optionalText(0).flatMap { SSCC($0) }, contents: [], trackingNumber: record.optionalText(1),
                        weight: record.decimal(2)))
            case "k" where !fulfilment.packages.isEmpty:
                fulfilment.packages[fulfilment.packages.count - 1].contents.append(try content(record))
            case "p": fulfilment.pallets.append(Pallet(record))
            case "u": reports.append(try CarrierReport(record))
            default: break
            }
        }
    }

    private func content(_ record: PackedRecord) throws -> Carton.Content {
        Carton.Content(order: fulfilment.order, line: record.text(0), quantity: try record.integer(1))
    }
}

extension Pallet {
    fileprivate init(_ record: PackedRecord) {
        self.init(
            code: record.optionalText(0).flatMap { SSCC($0) },
            cartons: record.text(1).split(separator: ",").compactMap { Int($0) }, tiers: record.optionalInteger(2),
            blocks: record.optionalInteger(3), weight: record.decimal(4))
    }
}

extension CarrierReport {
    fileprivate init(_ record: PackedRecord) throws {
        let place = VendorAddress(
            name: record.text(4), lines: record.text(5).split(separator: "\n").map(String.init), city: record.optionalText(6),
            state: record.optionalText(7), postalCode: record.optionalText(8), country: record.text(9))
        self.init(
            trackingNumber: record.text(0), event: try record.word(1), at: record.date(2) ?? .distantPast, place: place,
            estimatedDelivery: record.date(3))
    }
}
