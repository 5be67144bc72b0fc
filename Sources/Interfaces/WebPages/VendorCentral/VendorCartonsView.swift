import HTML
import Procurement
import VendorCentral

/// What lies in which carton of a shipment, what stands on which pallet, and what the carrier said.
struct VendorCartonsView: Component {
    var shipment: VendorShipment

    var html: HTML {
        let fulfilment = shipment.fulfilment
        let more = fulfilment.trackingNumbers.filter { number in
            !fulfilment.packages.contains { $0.trackingNumber == number }
        }
        return """
            \(fulfilment.packages.map(carton))\(fulfilment.pallets.enumerated().map { pallet($1, $0 + 1) })\
            \(if: !more.isEmpty, "<span class=\"muted\">also \(more.joined(separator: ", "))</span><br>")\
            \(shipment.reports.map(report))
            """
    }

    private func carton(_ carton: Carton) -> HTML {
        let contents = carton.contents.map { "\($0.quantity) of line \($0.line)" }.joined(separator: ", ")
        let isLoose = shipment.fulfilment.pallets.isEmpty
        let number = carton.trackingNumber ?? (isLoose ? "no tracking number" : "carton")
        return "\(number): \(contents)\(code(carton.code))<br>"
    }

    private func pallet(_ pallet: Pallet, _ number: Int) -> HTML {
        let cartons = pallet.cartons.map { String($0 + 1) }.joined(separator: ", ")
        return "pallet \(number): carton \(cartons)\(code(pallet.code))<br>"
    }

    private func code(_ code: SSCC?) -> HTML {
        code.map { "<br><span class=\"muted\">SSCC \($0.digits)</span>" } ?? .empty
    }

    private func report(_ report: CarrierReport) -> HTML {
        let place = [report.place.city, report.place.country].compactMap(\.self).joined(separator: ", ")
        return """
            <span class="muted">\(Words.instant(report.at)) \(VendorWords.event(report.event).lowercased()), \(place)\
            \(if: shipment.fulfilment.packages.count > 1, " (\(report.trackingNumber))")</span><br>
            """
    }
}
