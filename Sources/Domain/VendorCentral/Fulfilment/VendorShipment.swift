package import FoundationEssentials
package import Procurement

/// A fulfilment as it is kept: what left, how it travels, and whether Amazon took the message about it.
package struct VendorShipment: Hashable, Sendable, Identified {
    package static let identifierPrefix = "vs"

    package enum Status: String, Hashable, Sendable, CaseIterable {
        /// The message waits, is under way, or waits for Amazon's verdict.
        case submitted
        case accepted
        case refused
        /// Direct fulfillment: the goods could not be shipped after all.
        case denied
    }

    package let id: Identifier<VendorShipment>
    package let connection: Identifier<VendorConnection>
    package let order: Identifier<VendorOrder>
    package var status: Status
    package var fulfilment: Fulfilment
    package var carriage: Carriage
    /// What our own carrier said of its parcels, oldest first; direct fulfillment only.
    package var reports: [CarrierReport] = []
    package let createdAt: Date

    package init(
        id: Identifier<VendorShipment>, connection: Identifier<VendorConnection>, order: Identifier<VendorOrder>,
        status: Status = .submitted, fulfilment: Fulfilment, carriage: Carriage, createdAt: Date
    ) {
        self.id = id
        self.connection = connection
        self.order = order
        self.status = status
        self.fulfilment = fulfilment
        self.carriage = carriage
        self.createdAt = createdAt
    }
}

/// How goods travel.
package struct Carriage: Hashable, Sendable {
    package enum Load: String, Hashable, Sendable, CaseIterable {
        case smallParcel = "small_parcel"
        case lessThanTruck = "less_than_truck"
        case truck
    }

    package var load: Load
    /// The carrier's Standard Carrier Alpha Code, or its name in Europe.
    package var carrier: String?
    /// The carrier's own number of the shipment (PRO); one number, never several.
    package var proNumber: String?
    package var billOfLading: String?
    /// Amazon's number of the pick-up (ARN); where Amazon pays the carrier nothing goes without.
    package var amazonReference: String?
    package var estimatedDelivery: Date?

    package init(
        load: Load = .smallParcel, carrier: String? = nil, proNumber: String? = nil, billOfLading: String? = nil,
        amazonReference: String? = nil, estimatedDelivery: Date? = nil
    ) {
        self.load = load
        self.carrier = carrier
        self.proNumber = proNumber
        self.billOfLading = billOfLading
        self.amazonReference = amazonReference
        self.estimatedDelivery = estimatedDelivery
    }

    /// What is wrong before it is sent: the rules of Amazon's guide that its schema does not have.
    ///
    /// - Parameter warehouse: where the goods leave from.
    package func findings(
        of fulfilment: Fulfilment, _ order: VendorOrder, from warehouse: ShipFromMapping.Warehouse,
        in region: VendorConnection.Region, now: Date
    ) -> [Finding] {
        var found: [Finding] = []
        if fulfilment.shippedAt > now.addingTimeInterval(300) {
            found.append(Finding("/shipped_at", "Amazon takes no shipment of the future; confirm it when the goods have left"))
        }
        if let estimatedDelivery, estimatedDelivery < fulfilment.shippedAt {
            found.append(Finding("/estimated_delivery", "the goods cannot arrive before they leave"))
        }
        guard order.programme == .retail else { return found + directFindings(of: fulfilment) }
        if warehouse.address?.postalCode == nil || warehouse.address?.country.utf8.count != 2 {
            found.append(
                Finding(
                    "/warehouse",
                    "the warehouse \(warehouse.code) has no postal code or two-letter country, and Amazon wants both; "
                        + "complete it under the connection"))
        }
        if order.freight == .collect, amazonReference == nil {
            found.append(
                Finding(
                    "/amazon_reference",
                    "Amazon pays the carrier of this order: request routing first and give Amazon's reference number (ARN)"))
        }
        if load != .smallParcel, region == .europe || region == .northAmerica, (billOfLading?.utf8.count ?? 0) < 8 {
            found.append(Finding("/bill_of_lading", "a truck needs its bill of lading, at least 8 characters"))
        }
        if load == .smallParcel, !fulfilment.pallets.isEmpty {
            found.append(Finding("/load", "pallets travel by truck: choose less_than_truck or truck"))
        }
        for (index, pallet) in fulfilment.pallets.enumerated() where pallet.code == nil {
            found.append(
                Finding(
                    "/pallets/\(index)/code",
                    "pallet \(index + 1) has no number (SSCC); enter the company's GS1 prefix under the connection, or give one"))
        }
        for (index, carton) in fulfilment.cartons.enumerated() {
            if load == .smallParcel, (carton.trackingNumber ?? "").isEmpty {
                found.append(
                    Finding(
                        "/packages/\(index)/tracking_number", "carton \(index + 1) has no tracking number; parcels need one each")
                )
            }
            if carton.code == nil {
                found.append(
                    Finding(
                        "/packages/\(index)/code",
                        "carton \(index + 1) has no number (SSCC); enter the company's GS1 prefix under the connection, or give one"
                    ))
            }
        }
        return found
    }

    private func directFindings(of fulfilment: Fulfilment) -> [Finding] {
        fulfilment.cartons.enumerated().compactMap { index, carton in
            guard (carton.trackingNumber ?? "").isEmpty else { return nil }
            return Finding(
                "/packages/\(index)/tracking_number", "carton \(index + 1) has no tracking number; Amazon's customer needs it")
        }
    }
}

/// Asking Amazon for a carrier, where Amazon pays it.
package struct RoutingRequest: Hashable, Sendable, Identified {
    package static let identifierPrefix = "vg"

    package let id: Identifier<RoutingRequest>
    package let connection: Identifier<VendorConnection>
    package let order: Identifier<VendorOrder>
    /// Ours, unique for 365 days and never changed.
    package let number: String
    package var isCancelled = false
    package var pickUp: Date
    package var cartons: Int
    package var pallets: Int
    /// In kilograms.
    package var weight: Decimal
    /// As Amazon says: Created, TransportationRequested, CarrierAssigned, Shipped.
    package var amazonState: String = ""
    /// Amazon's reference number (ARN).
    package var reference: String?
    package var carrier: String?
    package var scheduledPickUp: Date?
    package let createdAt: Date

    package init(
        id: Identifier<RoutingRequest>, connection: Identifier<VendorConnection>, order: Identifier<VendorOrder>,
        number: String, pickUp: Date, cartons: Int, pallets: Int, weight: Decimal, createdAt: Date
    ) {
        self.id = id
        self.connection = connection
        self.order = order
        self.number = number
        self.pickUp = pickUp
        self.cartons = cartons
        self.pallets = pallets
        self.weight = weight
        self.createdAt = createdAt
    }

    /// What is wrong before it is sent.
    package func findings(of order: VendorOrder, now: Date) -> [Finding] {
        var found: [Finding] = []
        if order.programme != .retail || order.freight != .collect {
            found.append(Finding("", "only retail orders whose carrier Amazon pays are routed by Amazon"))
        }
        if order.status != .pendingFulfillment, order.status != .partiallyShipped {
            found.append(Finding("", "the order has to be confirmed by Amazon first"))
        }
        // Two business days; a weekend may lie between.
        if pickUp < now.addingTimeInterval(2 * 86400) {
            found.append(Finding("/pick_up", "Amazon wants two business days: choose a later time"))
        }
        if cartons < 1, pallets < 1 { found.append(Finding("/cartons", "say how many cartons or pallets there are")) }
        if cartons < 0 || pallets < 0 || cartons > 100_000 || pallets > 10_000 {
            found.append(Finding("/cartons", "give counts that a truck can hold"))
        }
        if weight <= 0 || weight > 1_000_000 { found.append(Finding("/weight", "give the weight in kilograms, above zero")) }
        return found
    }
}
