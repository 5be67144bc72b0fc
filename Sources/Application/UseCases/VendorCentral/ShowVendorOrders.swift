package import FoundationEssentials
package import Procurement
import ProcurementStore
import Tables
package import VendorCentral

package struct ListVendorOrders: Query {
    package static let access = Access.vendorRead
    package var filter: VendorOrderFilter
    package var page: PageRequest

    package init(_ filter: VendorOrderFilter = VendorOrderFilter(), page: PageRequest = PageRequest()) {
        self.filter = filter
        self.page = page
    }

    package func answer(in view: View) throws -> Page<StoredVendorOrder> { try view.store.vendorOrders(filter, page) }
}

/// An order with all that belongs to it, but not who the customer is.
package struct VendorOrderDetails: Sendable {
    package var stored: StoredVendorOrder
    package var connection: VendorConnection
    package var shipments: [VendorShipment]
    package var routings: [RoutingRequest]
    package var documents: [VendorDocument]
    package var bills: [VendorBill]
    /// Newest first, up to a hundred.
    package var transactions: [VendorTransaction]
    /// Whether Amazon gave an address, and it is still there.
    package var hasCustomer: Bool
}

package struct ShowVendorOrder: Query {
    package static let access = Access.vendorRead
    package var id: Identifier<VendorOrder>
    package init(_ id: Identifier<VendorOrder>) { self.id = id }

    package func answer(in view: View) throws -> VendorOrderDetails {
        let stored = try view.vendorOrder(id)
        let page = PageRequest(limit: 100)
        return VendorOrderDetails(
            stored: stored, connection: try view.vendorConnection(stored.order.connection),
            shipments: try view.store.vendorShipments(of: id), routings: try view.store.routings(of: id),
            documents: try view.store.vendorDocuments(of: id),
            bills: try view.store.vendorBills(VendorBillFilter(order: id), page).items,
            transactions: try view.store.vendorTransactions(VendorTransactionFilter(order: id), page).items,
            hasCustomer: try view.store.sealedCustomer(of: id) != nil)
    }
}

package struct ListVendorShipments: Query {
    package static let access = Access.vendorRead
    package var status: VendorShipment.Status?
    package var page: PageRequest

    package init(status: VendorShipment.Status? = nil, page: PageRequest = PageRequest()) {
        self.status = status
        self.page = page
    }

    package func answer(in view: View) throws -> Page<VendorShipment> { try view.store.vendorShipments(status: status, page) }
}

package struct ShowVendorShipment: Query {
    package static let access = Access.vendorRead
    package var id: Identifier<VendorShipment>
    package init(_ id: Identifier<VendorShipment>) { self.id = id }

    package func answer(in view: View) throws -> VendorShipment {
        try view.need(try view.store.vendorShipment(id), "vendor shipment")
    }
}

/// What waits and what failed, for the dashboard and the navigation.
package struct VendorOverview: Sendable {
    package struct Line: Sendable {
        package var connection: VendorConnection
        /// Whole days until Amazon refuses the client secret.
        package var secretDaysLeft: Int
        package var warnsOfSecret: Bool
        /// The newest of each kind of round.
        package var runs: [VendorSyncRun]
        package var next: [VendorSync: Date]
    }

    package var lines: [Line]
    /// Up to 1,000 each.
    package var orders: [VendorOrder.Status: Int]
    package var held: Int
    package var failed: Int
    package var unknown: Int
    package var overdue: Int
    /// Invoices that Amazon pays less for, or nothing.
    package var short: Int
    /// The newest orders that are held, with their reasons.
    package var heldOrders: [StoredVendorOrder]
    /// The newest messages that failed, may be lost or are overdue.
    package var troubled: [VendorTransaction]
}

package struct ShowVendorOverview: Query {
    package static let access = Access.vendorRead
    package init() {}

    package func answer(in view: View) throws -> VendorOverview {
        let store = view.store
        let few = PageRequest(limit: 10)
        var orders: [VendorOrder.Status: Int] = [:]
        for status in VendorOrder.Status.allCases {
            orders[status] = try store.countVendorOrders(VendorOrderFilter(status: status))
        }
        let bad: [VendorTransaction.Status] = [.failed, .unknown, .overdue]
        let troubled = try bad.flatMap { try store.vendorTransactions(VendorTransactionFilter(status: $0), few).items }
        return VendorOverview(
            lines: try store.vendorConnections().map { connection in
                VendorOverview.Line(
                    connection: connection, secretDaysLeft: connection.secretDaysLeft(at: view.now),
                    warnsOfSecret: connection.warnsOfSecret(at: view.now),
                    runs: try connection.activeSyncs.compactMap { try store.lastVendorSyncRun($0, of: connection.id) },
                    next: try store.vendorRounds(of: connection.id))
            }, orders: orders, held: try store.countVendorOrders(VendorOrderFilter(isHeld: true)),
            failed: try store.countVendorTransactions(.failed), unknown: try store.countVendorTransactions(.unknown),
            overdue: try store.countVendorTransactions(.overdue),
            short: try VendorBill.Payment.allCases.filter(\.isShort).reduce(0) { $0 + (try store.countVendorBills($1)) },
            heldOrders: try store.vendorOrders(VendorOrderFilter(isHeld: true), few).items,
            troubled: troubled.sorted { $0.id.text > $1.id.text })
    }
}

/// What the navigation counts of Vendor Central, each up to 1,000.
package struct VendorCounters: Sendable, Hashable {
    /// Orders that somebody has to answer.
    package var undecided: Int
    /// Messages that failed, may be lost or are overdue.
    package var troubled: Int
}

extension View {
    /// `nil` where Amazon does not buy from us, or the actor has no business there.
    func vendorCounters() throws -> VendorCounters? {
        guard actor.seesVendorCentral, try store.hasVendorConnection() else { return nil }
        let undecided: [VendorOrder.Status] = [.new, .pendingApproval, .updated]
        let bad: [VendorTransaction.Status] = [.failed, .unknown, .overdue]
        return VendorCounters(
            undecided: try undecided.reduce(0) { $0 + (try store.countVendorOrders(VendorOrderFilter(status: $1))) },
            troubled: try bad.reduce(0) { $0 + (try store.countVendorTransactions($1)) })
    }
}

/// Invoices and credit notes to Amazon as accounting takes them: a row each.
package struct ExportVendorBills: Query {
    package static let access = Access.vendorRead
    /// More do not fit one file.
    package static let most = 50_000
    package init() {}

    package func answer(in view: View) throws -> [UInt8] {
        var output = CSV.write([
            [
                "number", "kind", "date", "order", "programme", "vendor_code", "currency", "net", "tax", "total", "status",
                "payment", "paid", "outstanding", "credits", "variances",
            ]
        ])
        var page = PageRequest(limit: 100)
        var count = 0
        while true {
            let found = try view.store.vendorBills(VendorBillFilter(), page)
            for bill in found.items { CSV.append(try row(bill, view), to: &output) }
            count += found.items.count
            guard let next = found.nextCursor, count < Self.most else { return output }
            page.after = next
        }
    }

    private func row(_ bill: VendorBill, _ view: View) throws -> [String] {
        let invoice = bill.invoice
        let order = try view.store.vendorOrder(bill.order)?.order
        let tax = invoice.taxes.reduce(Money.zero(invoice.total.currency)) { $0.adding($1.amount) ?? $0 }
        let net = invoice.total.adding(Money(minorUnits: -tax.minorUnits, currency: tax.currency)) ?? invoice.total
        // Credits are below zero, so that the column can be summed.
        let sign = invoice.kind == .creditNote ? "-" : ""
        return [
            invoice.number, invoice.kind.rawValue, Day(invoice.date).text, order?.number ?? "", order?.programme.rawValue ?? "",
            order?.vendorCode ?? "", invoice.total.currency.code, sign + net.text, sign + tax.text, sign + invoice.total.text,
            bill.status.rawValue, bill.payment?.rawValue ?? "", bill.paid?.text ?? "", bill.outstanding?.text ?? "",
            bill.credits ?? "",
            bill.variances.joined(separator: "; "),
        ]
    }
}
