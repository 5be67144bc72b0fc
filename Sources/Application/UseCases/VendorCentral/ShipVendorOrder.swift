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

    package struct Pallet: Sendable {
        /// 18 digits; one is made of the company's prefix when it is left out.
        package var code: String?
        /// Which of the packages stand on it, counted from 1.
        package var packages: [Int]
        package var tiers: Int?
        package var blocks: Int?
        package var weight: String?

        package init(
            code: String? = nil, packages: [Int], tiers: Int? = nil, blocks: Int? = nil, weight: String? = nil
        ) {
            self.code = code
            self.packages = packages
            self.tiers = tiers
            self.blocks = blocks
            self.weight = weight
        }
    }

    /// Ours; made of the order's number when left out.
    package var number: String?
    package var shippedAt: Date?
    /// Quantities by line; everything that is open when empty.
    package var items: [(line: String, quantity: Int)] = []
    /// Where it is known what lies in which carton; otherwise one carton carries all.
    package var packages: [Package] = []
    /// Retail, by truck: what stands on which pallet; cartons go loose when empty.
    package var pallets: [Pallet] = []
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
            order.programme == .retail
            ? .shipmentNotice(shipment, order, from: warehouse) : .confirmation(shipment, order, connection.region)
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
            carton.code = checks.code(package.code, "/packages/\(index)/code")
            carton.weight = checks.weight(package.weight, "/packages/\(index)/weight")
            return carton
        }
        if fields.pallets.count > 200 { checks.add("/pallets", "too-many", "Ship at most 200 pallets at once.") }
        fulfilment.pallets = fields.pallets.prefix(200).enumerated().map { index, pallet in
            Pallet(
                code: checks.code(pallet.code, "/pallets/\(index)/code"), cartons: pallet.packages.prefix(2000).map { $0 - 1 },
                tiers: pallet.tiers, blocks: pallet.blocks, weight: checks.weight(pallet.weight, "/pallets/\(index)/weight"))
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

    /// Gives every carton and pallet that has none a number of its own, where the company has a prefix.
    private func nameCartons(_ fulfilment: inout Fulfilment, _ connection: VendorConnection, _ work: UnitOfWork) throws {
        guard let prefix = connection.companyPrefix else { return }
        let cartons = fulfilment.packages.indices.filter { fulfilment.packages[$0].code == nil }
        let pallets = fulfilment.pallets.indices.filter { fulfilment.pallets[$0].code == nil }
        if cartons.isEmpty, pallets.isEmpty { return }
        var serial = try work.store.takeSerials(cartons.count + pallets.count, of: connection.id)
        func next() -> SSCC? {
            defer { serial += 1 }
            return SSCC(extension: 0, prefix: prefix, serial: serial)
        }
        for index in cartons { fulfilment.packages[index].code = next() }
        for index in pallets { fulfilment.pallets[index].code = next() }
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

extension FieldChecks {
    /// A container's number; `nil` for none.
    fileprivate mutating func code(_ text: String?, _ pointer: String) -> SSCC? {
        guard let text, !Self.trimmed(text).isEmpty else { return nil }
        let code = SSCC(Self.trimmed(text))
        if code == nil { add(pointer, "invalid", "An SSCC is 18 digits, the last of which checks the others.") }
        return code
    }

    /// Kilograms; `nil` for none.
    fileprivate mutating func weight(_ text: String?, _ pointer: String) -> Decimal? {
        guard let text, !Self.trimmed(text).isEmpty else { return nil }
        let weight = ExactNumber.parse(Self.trimmed(text))
        if weight.map({ $0 <= 0 || $0 > 100_000 }) ?? true {
            add(pointer, "invalid", "The weight is a number of kilograms above zero, such as 2.5.")
        }
        return weight
    }
}
