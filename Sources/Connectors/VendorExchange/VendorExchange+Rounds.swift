import Cryptography
import FoundationEssentials
import Procurement
import SellingPartner
import UseCases
import VendorCentral

/// The rounds: what is fetched from Amazon, and what is told to it at intervals.
extension VendorExchange {
    /// How far back the very first poll looks, in days.
    static let firstDays = 30

    /// Makes one round; what goes wrong stands in its record.
    func make(_ round: VendorAgenda.Round, of id: Identifier<VendorConnection>) async throws {
        let run = try await application.perform(BeginVendorSync(id, round), as: .system)
        var tally = Tally()
        var problem: String?
        var fault: (any Error)?
        do {
            let credentials = try await application.answer(OpenVendorCredentials(id), as: .system)
            let client = client(credentials)
            switch round.sync {
            case .orders: try await readOrders(credentials.connection, client, run.id, &tally)
            case .fulfilment: try await readFulfilment(credentials.connection, client, &tally)
            case .inventory:
                let count = try await application.perform(QueueVendorInventory(id, isFull: run.isFull), as: .system)
                tally.items = count
                tally.changes = count
                tally.words.append(count == 0 ? "Amazon knows all figures." : "\(count) figures go to Amazon.")
            case .invoices: try await readPayments(credentials.connection, client, &tally)
            }
        } catch let error as SellingPartnerError {
            problem = "\(error)"
        } catch let error as Refusal {
            problem = error.message
        } catch {
            problem = "What Amazon sent could not be kept; the server's log says why."
            fault = error
        }
        let counted = round.sync == .orders
        _ = try await application.perform(
            EndVendorSync(
                run.id, problem: problem, message: tally.text, items: counted ? nil : tally.items,
                changes: counted ? nil : tally.changes), as: .system)
        if let fault { throw fault }
    }

    struct Tally {
        var items = 0
        var changes = 0
        var words: [String] = []

        var text: String { words.joined(separator: " ") }
    }

    // MARK: Orders

    private func readOrders(
        _ connection: VendorConnection, _ client: SellingPartnerClient, _ run: Identifier<VendorSyncRun>, _ tally: inout Tally
    ) async throws {
        let poll = OrderPoll(client, vendorCode: connection.vendorCode)
        var problem: (any Error)?
        // Brings Amazon's time with it, if it was not known.
        try await client.checkAccess()
        if let skew = Self.words(ofClock: client.clockDifference) { tally.words.append(skew) }
        for subject in PollSubject.orders where connection.programmes.contains(subject.programme) {
            var cursor = try await application.answer(ShowVendorCursor(subject, of: connection.id), as: .system)
            var unusable: [String] = []
            var changes = 0
            do {
                let report = try await poll.run(&cursor, now: client.now, firstDays: Self.firstDays) { page in
                    let outcome = try await application.perform(
                        TakeVendorOrders(page, of: connection.id, run: run), as: .system)
                    unusable += outcome.unusable
                    changes += outcome.changes
                }
                tally.words.append(
                    "\(Self.name(subject)): \(report.orders) read, \(changes) new or different."
                        + (report.foreign > 0 ? " \(report.foreign) are of other vendor codes." : ""))
                tally.words += report.warnings.map(\.sentenceForPeople)
            } catch {
                tally.words.append("\(Self.name(subject)): stopped.")
                // The other subjects are looked at all the same.
                problem = problem ?? error
            }
            tally.words += unusable.map(\.sentenceForPeople)
            try await application.perform(SaveVendorCursor(cursor, of: connection.id), as: .system)
        }
        if problem == nil, connection.programmes.contains(.retail) {
            try await readStandings(connection, client, &tally)
        }
        if let problem { throw problem }
    }

    static func name(_ subject: PollSubject) -> String {
        switch subject {
        case .retailCreated: "New retail orders"
        case .retailChanged: "Changed retail orders"
        case .directCreated: "Direct fulfillment orders"
        case .directCancelled: "Cancelled direct fulfillment orders"
        case .retailStatus: "Status of retail orders"
        case .payments: "Payments"
        }
    }

    // MARK: Fulfilment

    private func readFulfilment(
        _ connection: VendorConnection, _ client: SellingPartnerClient, _ tally: inout Tally
    ) async throws {
        if connection.programmes.contains(.directFulfillment) {
            try await readDocuments(.label, connection, client, &tally)
            try await readDocuments(.packingSlip, connection, client, &tally)
        }
        if connection.programmes.contains(.retail) { try await readRoutings(connection, client, &tally) }
        if tally.words.isEmpty { tally.words.append("Nothing waits for labels or a carrier.") }
    }

    private func readDocuments(
        _ kind: VendorDocument.Kind, _ connection: VendorConnection, _ client: SellingPartnerClient, _ tally: inout Tally
    ) async throws {
        var found = 0
        let orders = try await application.answer(VendorOrdersLackingDocument(kind, of: connection.id), as: .system)
        for order in orders {
            tally.items += 1
            do {
                let documents = try await documents(kind, order.number, client)
                if documents.isEmpty { continue }
                try await application.perform(KeepVendorDocuments(documents, of: order.id), as: .system)
                found += documents.count
            } catch SellingPartnerError.refused(let status, _, _) where status == 404 || status == 400 {
                // Amazon has not made it yet.
                continue
            }
        }
        tally.changes += found
        if found > 0 { tally.words.append("\(found) \(kind == .label ? "labels" : "packing slips") came.") }
    }

    private func documents(
        _ kind: VendorDocument.Kind, _ number: String, _ client: SellingPartnerClient
    ) async throws(SellingPartnerError) -> [ReceivedVendorDocument] {
        if kind == .label {
            let label = try await client.label(number).record
            return label.labelData.compactMap { data in
                data.content.flatMap(Self.octets).map {
                    ReceivedVendorDocument(
                        kind: .label, format: label.labelFormat ?? "PNG", trackingNumber: data.trackingNumber, content: $0)
                }
            }
        }
        let slip = try await client.packingSlip(number).record
        return slip.content.flatMap(Self.octets).map {
            [ReceivedVendorDocument(kind: .packingSlip, format: "PDF", trackingNumber: nil, content: $0)]
        } ?? []
    }

    /// What base64 spells; `nil` for none.
    private static func octets(_ text: String) -> [UInt8]? {
        guard let octets = Base64.standard.decode(text), !octets.isEmpty else { return nil }
        return octets
    }

    private func readRoutings(
        _ connection: VendorConnection, _ client: SellingPartnerClient, _ tally: inout Tally
    ) async throws {
        for var request in try await application.answer(ListOpenRoutings(of: connection.id), as: .system) {
            var query = ListQuery()
            query.add("vendorShipmentIdentifier", request.number)
            query.add("limit", 50)
            var walk = client.shipments(query)
            tally.items += 1
            guard let page = try await walk.next(),
                let shipment = page.map(\.record).first(where: { $0.vendorShipmentIdentifier == request.number })
            else { continue }
            request.amazonState = shipment.currentShipmentStatus ?? request.amazonState
            request.reference = shipment.buyerReferenceNumber ?? request.reference
            request.carrier = shipment.transportationDetails?.carrierDetails?.name ?? request.carrier
            request.scheduledPickUp = shipment.collectFreightPickupDetails?.scheduledPickUp?.date ?? request.scheduledPickUp
            if try await application.perform(TakeRouting(request), as: .system) { tally.changes += 1 }
            if request.amazonState == "CarrierAssigned" { try await readTransportLabels(request, client, &tally) }
        }
        if tally.changes > 0 { tally.words.append("\(tally.changes) documents and routings are new.") }
    }

    private func readTransportLabels(
        _ request: RoutingRequest, _ client: SellingPartnerClient, _ tally: inout Tally
    ) async throws {
        var query = ListQuery()
        query.add("vendorShipmentIdentifier", request.number)
        query.add("limit", 50)
        var walk = client.transportLabels(query)
        var documents: [ReceivedVendorDocument] = []
        while let page = try await walk.next() {
            for data in page.flatMap(\.record.labelData) {
                guard let content = data.label.flatMap(Self.octets) else { continue }
                documents.append(
                    ReceivedVendorDocument(
                        kind: .transportLabel, format: data.labelFormat ?? "PDF", trackingNumber: data.trackingId,
                        content: content))
            }
        }
        if documents.isEmpty { return }
        try await application.perform(KeepVendorDocuments(documents, of: request.order), as: .system)
        tally.changes += documents.count
    }
}
