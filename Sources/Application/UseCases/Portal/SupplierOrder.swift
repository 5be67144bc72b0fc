package import FoundationEssentials
package import Procurement
import ProcurementStore

/// An order as its supplier sees it.
///
/// It is a type of its own and not an order with parts left out: codings, budgets, approvers and internal words have no place in
/// it, so that none can be shown by forgetting to hide it.
package struct SupplierOrder: Sendable, Hashable {
    package struct Line: Sendable, Hashable {
        package var lineNumber: Int
        package var supplierPartID: String
        package var description: String
        package var quantity: Decimal
        package var unitOfMeasure: String
        package var unitPrice: Decimal?
        package var priceBasis: Decimal
        package var amount: Money?
        package var manufacturerName: String?
        package var manufacturerPartID: String?
        package var confirmation: LineConfirmation
        package var shipped: Decimal
        /// By all that was sent and counts.
        package var billed: Decimal
        /// Ordered, less what was refused and billed; never below zero.
        package var toBill: Decimal
        /// Nothing said yet.
        package var toConfirm: Decimal
        package var toShip: Decimal
    }

    package var id: Identifier<PurchaseOrder>
    package var number: String
    package var status: PurchaseOrder.Status
    package var isTest: Bool
    package var legalEntityID: Identifier<LegalEntity>?
    package var customerName: String
    package var currency: Currency
    package var lines: [Line]
    package var shipping: Money?
    package var tax: Money?
    package var total: Money?
    /// The buyer's words for the supplier.
    package var note: String?
    package var orderedAt: Date
    package var supplierReference: String?
    package var confirmation: PurchaseOrder.Confirmation
    package var shipment: PurchaseOrder.ShipmentProgress
    package var billing: PurchaseOrder.Billing
    /// The customer changed it, and waits for an answer.
    package var hasOpenChange: Bool

    init(_ order: PurchaseOrder, customerName: String, billed: BilledQuantities, hasOpenChange: Bool) {
        id = order.id
        number = order.number ?? ""
        status = order.status
        isTest = order.isTest
        legalEntityID = order.coding.legalEntityID
        self.customerName = customerName
        currency = order.currency
        lines = order.lines.map { Line($0, billed: billed.quantity($0.lineNumber)) }
        (shipping, tax, total) = (order.shipping, order.tax, order.total)
        note = order.supplierNote?.text
        orderedAt = order.approvedAt ?? order.createdAt
        supplierReference = order.supplierReference
        (confirmation, shipment, billing) = (order.confirmation, order.shipment, order.billing)
        self.hasOpenChange = hasOpenChange && order.status == .approved
    }

    /// Whether an account can be made from it.
    package var isBillable: Bool { status == .approved || status == .closed }
    /// Whether lines can be confirmed and shipped.
    package var isOpen: Bool { status == .approved }
}

extension SupplierOrder.Line {
    init(_ line: OrderLine, billed: Decimal) {
        let said = line.confirmation
        self.init(
            lineNumber: line.lineNumber, supplierPartID: line.supplierPartID, description: line.description,
            quantity: line.quantity, unitOfMeasure: line.unitOfMeasure, unitPrice: line.unitPrice, priceBasis: line.priceBasis,
            amount: line.amount, manufacturerName: line.manufacturerName, manufacturerPartID: line.manufacturerPartID,
            confirmation: said, shipped: line.shipped, billed: billed,
            toBill: max(0, line.quantity - said.rejected - billed),
            toConfirm: max(0, line.quantity - said.accepted - said.rejected),
            toShip: max(0, line.quantity - said.rejected - line.shipped))
    }
}

extension Workspace {
    /// An order that the supplier who asks may see; every other is not there.
    func suppliersOrder(_ id: Identifier<PurchaseOrder>) throws -> PurchaseOrder {
        try need(try store.order(id, of: try ownSupplier()), "order")
    }

    func supplierOrder(_ order: PurchaseOrder) throws -> SupplierOrder {
        let billed = BilledQuantities(try store.invoices(of: order.id), of: order.id)
        return SupplierOrder(
            order, customerName: try customerName(order.coding.legalEntityID), billed: billed,
            hasOpenChange: try store.hasOpenChange(order.id))
    }
}

/// What a supplier's list of orders is asked for.
package struct SupplierOrderRequest: Sendable, Hashable {
    package var state: SupplierOrderFilter.State?
    package var legalEntityID: Identifier<LegalEntity>?
    package var search: String?

    package init(
        state: SupplierOrderFilter.State? = nil, legalEntityID: Identifier<LegalEntity>? = nil, search: String? = nil
    ) {
        self.state = state
        self.legalEntityID = legalEntityID
        self.search = search
    }

    func filter(_ supplier: Identifier<Supplier>) throws -> SupplierOrderFilter {
        var checks = FieldChecks()
        let search = checks.optionalText(search, "/q", "What you look for", limit: 100)
        try checks.finish()
        return SupplierOrderFilter(supplier, state: state, legalEntityID: legalEntityID, search: search)
    }
}

/// The orders that a supplier may see, newest first.
package struct ListSupplierOrders: Query {
    package static let access = Access.supplier("portal-orders.read")
    package var request: SupplierOrderRequest
    package var page: PageRequest

    package init(_ request: SupplierOrderRequest = SupplierOrderRequest(), page: PageRequest = PageRequest()) {
        self.request = request
        self.page = page
    }

    package func answer(in view: View) throws -> Page<SupplierOrder> {
        let found = try view.store.orders(try request.filter(try view.ownSupplier()), page)
        return try found.map(view.supplierOrder)
    }
}

/// What stands in the portal's navigation and on its first page. Each figure is the count of the list behind it.
package struct PortalOverview: Sendable, Hashable {
    package var supplierName: String
    /// Orders not yet processed.
    package var toProcess: Int
    /// Orders whose change waits for an answer.
    package var changed: Int
    package var drafts: Int
    package var disputed: Int
    /// The customer's legal entities that ordered, by name.
    package var customers: [LegalEntity]
}

package struct ShowPortal: Query {
    package static let access = Access.supplier("portal-orders.read")
    package init() {}

    package func answer(in view: View) throws -> PortalOverview {
        let supplier = try view.ownSupplier()
        let entities = try view.store.legalEntities(ordering: supplier).compactMap(view.store.legalEntity)
        return PortalOverview(
            supplierName: try view.store.supplier(supplier)?.name ?? "",
            toProcess: try view.store.countOrders(SupplierOrderFilter(supplier, state: .toProcess)),
            changed: try view.store.countOrders(SupplierOrderFilter(supplier, state: .changed)),
            drafts: try view.store.countInvoices(of: supplier, .draft),
            disputed: try view.store.countInvoices(of: supplier, .disputed),
            customers: entities.sorted { $0.name < $1.name })
    }
}

/// How many orders a list of the same request has.
package struct CountSupplierOrders: Query {
    package static let access = ListSupplierOrders.access
    package var request: SupplierOrderRequest
    package init(_ request: SupplierOrderRequest) { self.request = request }
    package func answer(in view: View) throws -> Int {
        try view.store.countOrders(try request.filter(try view.ownSupplier()))
    }
}

/// All that an order's page in the portal shows.
package struct SupplierOrderDetails: Sendable {
    package var order: SupplierOrder
    /// What the supplier was asked about, newest first.
    package var changes: [SupplierChangeDetails]
    package var terms: SupplierTerms
    package var shipTo: Address?
    package var billTo: Address?
    package var contactName: String?
    package var contactEmail: String?
    /// The supplier's own, newest last.
    package var accounts: [Invoice]
    package var shipments: [Shipment]
    /// What came along with documents about it.
    package var files: [Attachment]
    package var events: [SupplierEvent]
    /// What both sides wrote, oldest first.
    package var comments: [SharedPost]
}

package struct ShowSupplierOrder: Query {
    package static let access = ListSupplierOrders.access
    package var id: Identifier<PurchaseOrder>
    package init(_ id: Identifier<PurchaseOrder>) { self.id = id }

    package func answer(in view: View) throws -> SupplierOrderDetails {
        let order = try view.suppliersOrder(id)
        let entity = try order.coding.legalEntityID.flatMap(view.store.legalEntity)
        let shipTo = try order.coding.locationID.flatMap(view.store.location)?.addressID.flatMap(view.store.address)
        let buyer = try order.buyerID.flatMap(view.store.user)
        return SupplierOrderDetails(
            order: try view.supplierOrder(order), changes: try view.changesForSupplier(of: order),
            terms: try view.store.terms(of: order.supplierID) ?? SupplierTerms(),
            shipTo: shipTo, billTo: try entity?.billingAddressID.flatMap(view.store.address) ?? shipTo,
            contactName: buyer?.name, contactEmail: buyer?.email,
            accounts: try view.store.invoices(of: id).filter { $0.origin == .portal && $0.supplierID == order.supplierID },
            shipments: try view.store.shipments(of: id).filter { !$0.isWithdrawn },
            files: try view.store.attachments(of: id), events: SupplierEvent.stream(of: try view.store.events(of: id.text)),
            comments: try view.store.sharedPosts(of: .order(id), PageRequest(limit: 100)).items.reversed())
    }
}

/// The order's document for print.
package struct ShowSupplierOrderPaper: Query {
    package static let access = ListSupplierOrders.access
    package var id: Identifier<PurchaseOrder>
    package init(_ id: Identifier<PurchaseOrder>) { self.id = id }
    package func answer(in view: View) throws -> OrderPaper { try view.paper(of: try view.suppliersOrder(id)) }
}

/// The same for the mail that tells of it; `nil` for what the supplier does not see.
package struct PrepareSupplierPaper: Query {
    package static let access = Access.system
    package var id: Identifier<PurchaseOrder>
    package init(_ id: Identifier<PurchaseOrder>) { self.id = id }

    package func answer(in view: View) throws -> OrderPaper? {
        guard let order = try view.store.order(id), try view.store.order(id, of: order.supplierID) != nil else { return nil }
        return try view.paper(of: order)
    }
}

extension View {
    fileprivate func paper(of order: PurchaseOrder) throws -> OrderPaper {
        let entity = try order.coding.legalEntityID.flatMap(store.legalEntity)
        let shipTo = try order.coding.locationID.flatMap(store.location)?.addressID.flatMap(store.address)
        return OrderPaper(
            order: order, number: order.number ?? "", supplierName: try store.supplier(order.supplierID)?.name ?? "",
            legalEntity: entity, billTo: try entity?.billingAddressID.flatMap(store.address) ?? shipTo, shipTo: shipTo,
            buyer: try order.buyerID.flatMap(store.user),
            letterhead: try entity.flatMap { try store.letterhead(of: $0.id) },
            pageURL: "\(rules.publicURL)/portal/orders/\(order.id)")
    }
}

/// A file of an order, with its octets.
package struct ReadSupplierOrderFile: Query {
    package static let access = ListSupplierOrders.access
    package var id: Identifier<Attachment>
    package init(_ id: Identifier<Attachment>) { self.id = id }

    package func answer(in view: View) throws -> (attachment: Attachment, content: [UInt8]?) {
        let attachment = try view.need(try view.store.attachment(id), "file")
        guard let order = attachment.orderID, try view.store.order(order, of: try view.ownSupplier()) != nil else {
            throw Refusal.notFound("file")
        }
        return (attachment, try view.store.content(of: id))
    }
}
