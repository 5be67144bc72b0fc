import Cryptography
import FoundationEssentials
package import Procurement
import ProcurementStore
package import VendorCentral

/// A label or slip as Amazon gave it.
package struct ReceivedVendorDocument: Sendable {
    package var kind: VendorDocument.Kind
    package var format: String
    package var trackingNumber: String?
    package var content: [UInt8]

    package init(kind: VendorDocument.Kind, format: String, trackingNumber: String?, content: [UInt8]) {
        self.kind = kind
        self.format = format
        self.trackingNumber = trackingNumber
        self.content = content
    }
}

/// Keeps an order's labels or slips; those of the same kinds that were there make room.
package struct KeepVendorDocuments: Command {
    package static let access = Access.system
    package static let changesSetUp = false
    package var order: Identifier<VendorOrder>
    package var documents: [ReceivedVendorDocument]

    package init(_ documents: [ReceivedVendorDocument], of order: Identifier<VendorOrder>) {
        self.documents = documents
        self.order = order
    }

    package func perform(in work: UnitOfWork) throws {
        let connection = try work.vendorOrder(order).order.connection
        for kind in Set(documents.map(\.kind)) { try work.store.deleteVendorDocuments(of: order, kind) }
        for given in documents {
            let document = VendorDocument(
                id: work.newID(), connection: connection, order: order, kind: given.kind, format: given.format,
                trackingNumber: given.trackingNumber, receivedAt: work.now)
            try work.store.insert(
                document, sealed: work.environment.sealer.seal(given.content, for: VendorSeal.document(document.id)))
        }
        work.hasNews = true
    }
}

/// Direct orders that are to be shipped and lack a document.
package struct VendorOrdersLackingDocument: Query {
    package static let access = Access.system
    package var connection: Identifier<VendorConnection>
    package var kind: VendorDocument.Kind
    package var after: String

    package init(_ kind: VendorDocument.Kind, of connection: Identifier<VendorConnection>, after: String = "") {
        self.kind = kind
        self.connection = connection
        self.after = after
    }

    package func answer(in view: View) throws -> [(id: Identifier<VendorOrder>, number: String)] {
        let all = try view.store.vendorOrdersLacking(kind, of: connection, after: after, limit: 100)
        guard kind == .label else { return all }
        // Labels are there only where they were asked for.
        return try all.filter { order in
            try view.store.vendorTransactions(.labelRequest, key: order.number, of: connection).contains(where: \.mayCount)
        }
    }
}

/// A label or slip: it shows a customer's address, so it needs the right to see those.
package struct OpenVendorDocument: Query {
    package static let access = Access.vendorCustomers
    package var id: Identifier<VendorDocument>
    package init(_ id: Identifier<VendorDocument>) { self.id = id }

    package func answer(in view: View) throws -> (document: VendorDocument, content: [UInt8]) {
        let found = try view.need(try view.store.vendorDocument(id), "vendor document")
        return (found.document, try view.environment.sealer.open(found.sealed, for: VendorSeal.document(id)))
    }
}

/// Where a direct fulfillment order goes. `nil` when it was forgotten or Amazon never gave it.
package struct ShowVendorCustomer: Query {
    package static let access = Access.vendorCustomers
    package var id: Identifier<VendorOrder>
    package init(_ id: Identifier<VendorOrder>) { self.id = id }

    package func answer(in view: View) throws -> VendorAddress? {
        _ = try view.vendorOrder(id)
        guard let sealed = try view.store.sealedCustomer(of: id) else { return nil }
        return VendorAddress(packed: try view.environment.sealer.openText(sealed, for: VendorSeal.customer(id)))
    }
}

/// Forgets customers, labels and slips that are older than their connection keeps them; answers how many.
package struct ForgetVendorCustomers: Command {
    package static let access = Access.system
    package static let changesSetUp = false
    package init() {}

    @discardableResult
    package func perform(in work: UnitOfWork) throws -> Int {
        var count = 0
        for connection in try work.store.vendorConnections() {
            let oldest = work.now.addingTimeInterval(-Double(connection.personalDataDays) * 86400)
            let forgotten = try work.store.forgetCustomers(of: connection.id, before: oldest)
            if forgotten > 0 { try work.record(.vendorCustomersForgotten, connection.id, [("records", String(forgotten))]) }
            count += forgotten
        }
        return count
    }
}

/// Open routing requests, about which Amazon is asked.
package struct ListOpenRoutings: Query {
    package static let access = Access.system
    package var connection: Identifier<VendorConnection>
    package init(of connection: Identifier<VendorConnection>) { self.connection = connection }

    package func answer(in view: View) throws -> [RoutingRequest] { try view.store.openRoutings(of: connection) }
}

/// Takes in what Amazon says about a routing request.
package struct TakeRouting: Command {
    package static let access = Access.system
    package static let changesSetUp = false
    package var request: RoutingRequest
    package init(_ request: RoutingRequest) { self.request = request }

    package func perform(in work: UnitOfWork) throws -> Bool {
        guard var known = try work.store.routing(request.id), known != request else { return false }
        (known.amazonState, known.reference, known.carrier, known.scheduledPickUp) = (
            request.amazonState, request.reference, request.carrier, request.scheduledPickUp
        )
        try work.store.save(known)
        let number = try work.vendorOrder(known.order).order.number
        try work.record(
            .vendorOrderChanged, known.order,
            [("number", number), ("routing", known.amazonState), ("reference", known.reference), ("carrier", known.carrier)])
        return true
    }
}
