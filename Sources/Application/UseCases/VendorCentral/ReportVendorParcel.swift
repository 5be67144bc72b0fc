package import FoundationEssentials
package import Procurement
import ProcurementStore
package import VendorCentral

/// What our own carrier says of a parcel, as people and programs tell it.
package struct CarrierReportFields: Sendable {
    /// May be left out where the shipment has one parcel.
    package var trackingNumber: String?
    package var event: String
    /// Now when left out.
    package var at: Date?
    /// Where the parcel was; the warehouse when left out.
    package var city: String?
    package var state: String?
    package var postalCode: String?
    /// Two letters; the warehouse's when left out.
    package var country: String?
    package var estimatedDelivery: Date?

    package init(event: String) { self.event = event }
}

/// Tells Amazon where a parcel of a direct fulfillment order is, where it travels with a carrier of our own.
package struct ReportVendorParcel: Command {
    package static let access = Access.vendorWrite
    package static let changesSetUp = false
    package var id: Identifier<VendorShipment>
    package var fields: CarrierReportFields
    /// The order that the caller takes it for; `nil` for whichever it is of.
    package var order: Identifier<VendorOrder>?

    package init(
        _ id: Identifier<VendorShipment>, _ fields: CarrierReportFields, of order: Identifier<VendorOrder>? = nil
    ) {
        self.id = id
        self.fields = fields
        self.order = order
    }

    package func perform(in work: UnitOfWork) throws -> VendorShipment {
        var shipment = try work.need(try work.store.vendorShipment(id), "vendor shipment")
        if let order, order != shipment.order { throw Refusal.notFound("vendor shipment") }
        let order = try work.vendorOrder(shipment.order).order
        let connection = try work.vendorConnection(shipment.connection)
        try demandReportable(shipment, order)
        let warehouse = try work.warehouse(of: order, connection)
        var checks = FieldChecks()
        let report = report(on: shipment, warehouse, work.now, &checks)
        try checks.finish()
        guard let report else { throw Refusal.invalid("/event", "invalid", "Say what happened to the parcel.") }
        let found = report.findings(of: shipment, now: work.now)
        guard found.isEmpty else { throw Refusal.findings(found) }
        if shipment.reports.count >= 500 {
            throw Refusal.conflict(
                code: "too-many", "500 reports on a shipment are enough. Report the end of it in Vendor Central.")
        }
        shipment.reports.append(report)
        try work.store.save(shipment)
        _ = try work.translatingMessages {
            try work.post(
                .statusUpdate(report, order, connection.region), of: connection.id, order: order.id, subject: shipment.id.text)
        }
        try work.record(
            .vendorOrderChanged, order.id,
            [("number", order.number), ("parcel", report.trackingNumber), ("event", report.event.rawValue)])
        return shipment
    }

    private func demandReportable(_ shipment: VendorShipment, _ order: VendorOrder) throws {
        guard order.programme == .directFulfillment else {
            throw Refusal.conflict(
                code: "wrong-programme", "Amazon wants reports on parcels of direct fulfillment only, which go to its customers.")
        }
        guard shipment.status == .submitted || shipment.status == .accepted else {
            throw Refusal.conflict(
                code: "wrong-state", "Amazon has not taken this shipment, so there is nothing to report. Mend the shipment first."
            )
        }
        guard shipment.carriage.carrier != nil else {
            throw Refusal.conflict(
                code: "not-own-carrier",
                "This shipment names no carrier of ours. Of parcels with its own labels Amazon knows where they are.")
        }
    }

    private func report(
        on shipment: VendorShipment, _ warehouse: ShipFromMapping.Warehouse, _ now: Date, _ checks: inout FieldChecks
    ) -> CarrierReport? {
        let numbers = shipment.fulfilment.cartons.compactMap(\.trackingNumber)
        var number = FieldChecks.trimmed(fields.trackingNumber ?? "")
        if number.isEmpty, numbers.count == 1 { number = numbers[0] }
        number = checks.text(number, "/tracking_number", "The tracking number", limit: 60)
        let event = CarrierReport.Event(rawValue: fields.event)
        if event == nil {
            let words = CarrierReport.Event.allCases.map(\.rawValue).joined(separator: ", ")
            checks.add("/event", "unknown", "A parcel is one of: \(words).")
        }
        // No customer's address: the carrier's name, and the place where it was.
        let carrier = shipment.carriage.carrier ?? warehouse.name
        let city = checks.optionalText(fields.city, "/city", "The city", limit: 60)
        let home = warehouse.address
        let place = VendorAddress(
            name: carrier, lines: [city ?? home?.lines.first ?? warehouse.name], city: city ?? home?.city,
            state: checks.optionalText(fields.state, "/state", "The state", limit: 40) ?? (city == nil ? home?.state : nil),
            postalCode: checks.optionalText(fields.postalCode, "/postal_code", "The postal code", limit: 20)
                ?? (city == nil ? home?.postalCode : nil),
            country: (checks.optionalText(fields.country, "/country", "The country", limit: 2) ?? home?.country ?? "")
                .uppercased())
        return event.map {
            CarrierReport(
                trackingNumber: number, event: $0, at: fields.at ?? now, place: place, estimatedDelivery: fields.estimatedDelivery
            )
        }
    }
}
