package import FoundationEssentials
package import Procurement
import ProcurementStore
package import VendorCentral

/// What left the warehouse, as people and programs tell it.
package struct VendorShipmentFields: Sendable {
    package struct Package: Sendable {
        package var trackingNumber: String?
        /// 18 digits; one is made of the company's prefix when it is left out.
        package var code: String?
        package var weight: String?
        /// Quantities by line.
        package var contents: [(line: String, quantity: Int)]

        package init(
            trackingNumber: String?, code: String? = nil, weight: String? = nil, contents: [(line: String, quantity: Int)] = []
        ) {
            self.trackingNumber = trackingNumber
            self.code = code
            self.weight = weight
            self.contents = contents
        }
    }

    /// Ours; made of the order's number when left out.
    package var number: String?
    package var shippedAt: Date?
    /// Quantities by line; everything that is open when empty.
    package var items: [(line: String, quantity: Int)] = []
    /// Where it is known what lies in which carton; otherwise one carton carries all.
    package var packages: [Package] = []
    package var trackingNumbers: [String] = []
    package var load: String?
    package var carrier: String?
    package var proNumber: String?
    package var billOfLading: String?
    package var amazonReference: String?
    package var estimatedDelivery: Date?

    package init() {}
}

/// Ships an order or, of a retail order, a part of it: the fulfilment is kept and told to Amazon.
package struct ShipVendorOrder: Command {
    package static let access = Access.vendorWrite
    package static let changesSetUp = false
    package var id: Identifier<VendorOrder>
    package var version: Int?
    package var fields: VendorShipmentFields

    package init(_ id: Identifier<VendorOrder>, _ fields: VendorShipmentFields, version: Int? = nil) {
        self.id = id
        self.fields = fields
        self.version = version
    }

    package func perform(in work: UnitOfWork) throws -> VendorShipment {
        var stored = try work.vendorOrder(id)
        try stored.demand(version)
        var order = stored.order
        let connection = try work.vendorConnection(order.connection)
        guard VendorOrder.lifecycle.allows(.shipAll, from: order.status) else {
            throw Refusal.conflict(
                code: "wrong-state",
                "Goods leave when Amazon took our answer; the order is \(order.status.rawValue.replacing("_", with: " ")).")
        }
        let warehouse = try work.warehouse(of: order, connection)
        var checks = FieldChecks()
        var fulfilment = try number(order, connection, work, &checks)
        fulfil(&fulfilment, order, &checks)
        let carriage = try carriage(order, work, &checks)
        try checks.finish()
        let found = fulfilment.findings(of: order)
        guard found.isEmpty else { throw Refusal.findings(found) }
        try nameCartons(&fulfilment, connection, work)
        let wrong = carriage.findings(of: fulfilment, order, from: warehouse, in: connection.region, now: work.now)
        guard wrong.isEmpty else { throw Refusal.findings(wrong) }
        let shipment = VendorShipment(
            id: work.newID(), connection: connection.id, order: order.id, fulfilment: fulfilment, carriage: carriage,
            createdAt: work.now)
        order.ship(fulfilment.items)
        try order.apply(order.isFullyShipped ? .shipAll : .shipPart)
        try work.store.save(shipment)
        stored.order = order
        try work.save(stored)
        let message: VendorMessage =
            order.programme == .retail ? .shipmentNotice(shipment, order, from: warehouse) : .confirmation(shipment, order)
        _ = try work.translatingMessages {
            try work.post(message, of: connection.id, order: order.id, subject: shipment.id.text)
        }
        try work.record(
            .vendorOrderShipped, order.id,
            [
                ("number", order.number), ("shipment", fulfilment.number), ("status", order.status.rawValue),
                ("pieces", String(fulfilment.items.reduce(0) { $0 + $1.quantity })),
            ])
        return shipment
    }

    private func number(
        _ order: VendorOrder, _ connection: VendorConnection, _ work: UnitOfWork, _ checks: inout FieldChecks
    ) throws -> Fulfilment {
        var number = FieldChecks.trimmed(fields.number ?? "")
        if number.isEmpty {
            let count = try work.store.vendorShipments(of: order.id).count
            number = "\(order.number)-\(count + 1)"
        }
        number = checks.text(number, "/number", "The shipment's number", limit: 40)
        if try work.store.hasVendorShipment(number: number, of: connection.id) {
            checks.add(
                "/number", "taken",
                "A shipment has the number \(number) already. Amazon would take it for the same: give another.")
        }
        return Fulfilment(number: number, order: order.number, shippedAt: fields.shippedAt ?? work.now, items: [])
    }

    private func fulfil(_ fulfilment: inout Fulfilment, _ order: VendorOrder, _ checks: inout FieldChecks) {
        fulfilment.items =
            fields.items.isEmpty
            ? order.lines.filter { $0.open > 0 }.map { Carton.Content(order: order.number, line: $0.sequence, quantity: $0.open) }
            : fields.items.map { Carton.Content(order: order.number, line: $0.line, quantity: $0.quantity) }
        if fulfilment.items.count > 5000 { checks.add("/items", "too-many", "Ship at most 5000 lines at once.") }
        if fields.packages.count > 2000 { checks.add("/packages", "too-many", "Ship at most 2000 cartons at once.") }
        fulfilment.packages = fields.packages.prefix(2000).enumerated().map { index, package in
            var carton = Carton(
                contents: package.contents.map { .init(order: order.number, line: $0.line, quantity: $0.quantity) },
                trackingNumber: checks.optionalText(
                    package.trackingNumber, "/packages/\(index)/tracking_number", "The tracking number", limit: 60))
            if let code = package.code, !FieldChecks.trimmed(code).isEmpty {
                carton.code = SSCC(FieldChecks.trimmed(code))
                if carton.code == nil {
                    checks.add("/packages/\(index)/code", "invalid", "An SSCC is 18 digits, the last of which checks the others.")
                }
            }
            if let text = package.weight, !text.isEmpty {
                carton.weight = ExactNumber.parse(text)
                if carton.weight.map({ $0 <= 0 || $0 > 100_000 }) ?? true {
                    checks.add(
                        "/packages/\(index)/weight", "invalid", "The weight is a number of kilograms above zero, such as 2.5.")
                }
            }
            return carton
        }
        // With one carton there is no question what lies in it.
        if fulfilment.packages.count == 1, fulfilment.packages[0].contents.isEmpty {
            fulfilment.packages[0].contents = fulfilment.items
        }
        var numbers = fields.trackingNumbers.enumerated().compactMap { index, number in
            checks.optionalText(number, "/tracking_numbers/\(index)", "The tracking number", limit: 60)
        }
        for number in fulfilment.packages.compactMap(\.trackingNumber) where !numbers.contains(number) { numbers.append(number) }
        fulfilment.trackingNumbers = numbers
        if fulfilment.packages.isEmpty { fulfilment.packages = fulfilment.cartons }
    }

    /// Gives every carton that has none a number of its own, where the company has a prefix.
    private func nameCartons(_ fulfilment: inout Fulfilment, _ connection: VendorConnection, _ work: UnitOfWork) throws {
        guard let prefix = connection.companyPrefix else { return }
        let nameless = fulfilment.packages.indices.filter { fulfilment.packages[$0].code == nil }
        if nameless.isEmpty { return }
        var serial = try work.store.takeSerials(nameless.count, of: connection.id)
        for index in nameless {
            fulfilment.packages[index].code = SSCC(extension: 0, prefix: prefix, serial: serial)
            serial += 1
        }
    }

    private func carriage(_ order: VendorOrder, _ work: UnitOfWork, _ checks: inout FieldChecks) throws -> Carriage {
        var carriage = Carriage()
        if let word = fields.load, !word.isEmpty {
            if let load = Carriage.Load(rawValue: word) {
                carriage.load = load
            } else {
                checks.add("/load", "unknown", "Goods travel as small_parcel, less_than_truck or truck.")
            }
        }
        carriage.carrier = checks.optionalText(fields.carrier, "/carrier", "The carrier", limit: 40)
        carriage.proNumber = checks.optionalText(fields.proNumber, "/pro_number", "The carrier's number", limit: 60)
        carriage.billOfLading = checks.optionalText(fields.billOfLading, "/bill_of_lading", "The bill of lading", limit: 60)
        carriage.amazonReference = checks.optionalText(
            fields.amazonReference, "/amazon_reference", "Amazon's reference number", limit: 60)
        carriage.estimatedDelivery = fields.estimatedDelivery
        if carriage.amazonReference == nil {
            // Routing that Amazon answered knows it.
            carriage.amazonReference = try work.store.routings(of: order.id).last { !$0.isCancelled }?.reference
        }
        return carriage
    }
}

/// Direct fulfillment: tells Amazon that goods which were promised cannot be shipped.
package struct DenyVendorOrder: Command {
    package static let access = Access.vendorWrite
    package static let changesSetUp = false
    package var id: Identifier<VendorOrder>
    package var version: Int?

    package init(_ id: Identifier<VendorOrder>, version: Int? = nil) {
        self.id = id
        self.version = version
    }

    package func perform(in work: UnitOfWork) throws -> StoredVendorOrder {
        var stored = try work.vendorOrder(id)
        try stored.demand(version)
        guard stored.order.programme == .directFulfillment else {
            throw Refusal.conflict(
                code: "wrong-programme", "Only direct fulfillment orders can be denied. Ship a retail order in part.")
        }
        let connection = try work.vendorConnection(stored.order.connection)
        _ = try work.warehouse(of: stored.order, connection)
        try stored.order.apply(.deny)
        let items = stored.order.lines.map { Carton.Content(order: stored.order.number, line: $0.sequence, quantity: 0) }
        let shipment = VendorShipment(
            id: work.newID(), connection: connection.id, order: id, status: .denied,
            fulfilment: Fulfilment(
                number: "\(stored.order.number)-denied", order: stored.order.number, shippedAt: work.now, items: items),
            carriage: Carriage(), createdAt: work.now)
        try work.store.save(shipment)
        try work.save(stored)
        _ = try work.translatingMessages {
            try work.post(.confirmation(shipment, stored.order), of: connection.id, order: id, subject: shipment.id.text)
        }
        try work.record(.vendorOrderChanged, id, [("number", stored.order.number), ("status", stored.order.status.rawValue)])
        return try work.vendorOrder(id)
    }
}

/// Asks Amazon to make shipping labels; they come with a later round of fulfilment.
package struct RequestVendorLabels: Command {
    package static let access = Access.vendorWrite
    package static let changesSetUp = false
    package var id: Identifier<VendorOrder>
    package init(_ id: Identifier<VendorOrder>) { self.id = id }

    package func perform(in work: UnitOfWork) throws -> VendorTransaction {
        let order = try work.vendorOrder(id).order
        guard order.programme == .directFulfillment, order.status == .pendingFulfillment else {
            throw Refusal.conflict(
                code: "wrong-state", "Amazon makes labels for direct fulfillment orders that are confirmed and not shipped yet.")
        }
        let connection = try work.vendorConnection(order.connection)
        _ = try work.warehouse(of: order, connection)
        try work.store.setVendorRound(.fulfilment, at: work.now.addingTimeInterval(60), of: connection.id)
        return try work.translatingMessages { try work.post(.labelRequest(order), of: connection.id, order: id) }
    }
}

/// Asks Amazon for a carrier, where Amazon pays it; asking again changes the request.
package struct RouteVendorOrder: Command {
    package static let access = Access.vendorWrite
    package static let changesSetUp = false
    package var id: Identifier<VendorOrder>
    package var pickUp: Date
    package var cartons: Int
    package var pallets: Int
    package var weight: Decimal

    package init(_ id: Identifier<VendorOrder>, pickUp: Date, cartons: Int, pallets: Int, weight: Decimal) {
        self.id = id
        self.pickUp = pickUp
        self.cartons = cartons
        self.pallets = pallets
        self.weight = weight
    }

    package func perform(in work: UnitOfWork) throws -> RoutingRequest {
        let order = try work.vendorOrder(id).order
        let connection = try work.vendorConnection(order.connection)
        let warehouse = try work.warehouse(of: order, connection)
        let earlier = try work.store.routings(of: id)
        var request =
            earlier.last { !$0.isCancelled && $0.amazonState.lowercased() != "shipped" }
            ?? RoutingRequest(
                id: work.newID(), connection: connection.id, order: id, number: "\(order.number)-R\(earlier.count + 1)",
                pickUp: pickUp, cartons: cartons, pallets: pallets, weight: weight, createdAt: work.now)
        (request.pickUp, request.cartons, request.pallets, request.weight) = (pickUp, cartons, pallets, weight)
        let found = request.findings(of: order, now: work.now)
        guard found.isEmpty else { throw Refusal.findings(found) }
        try post(request, order, warehouse, work)
        return request
    }

    fileprivate func post(
        _ request: RoutingRequest, _ order: VendorOrder, _ warehouse: ShipFromMapping.Warehouse, _ work: UnitOfWork
    ) throws {
        try work.store.save(request)
        _ = try work.translatingMessages {
            try work.post(
                .routing(request, order, from: warehouse), of: request.connection, order: order.id, subject: request.id.text)
        }
    }
}

/// Calls Amazon's carrier off.
package struct CancelVendorRouting: Command {
    package static let access = Access.vendorWrite
    package static let changesSetUp = false
    package var id: Identifier<VendorOrder>
    package init(_ id: Identifier<VendorOrder>) { self.id = id }

    package func perform(in work: UnitOfWork) throws -> RoutingRequest {
        let order = try work.vendorOrder(id).order
        let connection = try work.vendorConnection(order.connection)
        guard
            var request = try work.store.routings(of: id).last(where: {
                !$0.isCancelled && $0.amazonState.lowercased() != "shipped"
            })
        else { throw Refusal.conflict(code: "not-routed", "No carrier was asked for, or the goods are gone already.") }
        request.isCancelled = true
        let warehouse = try work.warehouse(of: order, connection)
        try work.store.save(request)
        _ = try work.translatingMessages {
            try work.post(
                .routing(request, order, from: warehouse), of: connection.id, order: id, subject: request.id.text)
        }
        return request
    }
}
