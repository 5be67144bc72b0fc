package import Procurement
import ProcurementStore

/// A list of orders that the actor may see, newest first.
package struct ListOrders: Query {
    package static let access = Access.signedIn("purchase-orders.read")
    package var filter: OrderFilter
    package var page: PageRequest

    package init(_ filter: OrderFilter = OrderFilter(), page: PageRequest = PageRequest()) {
        self.filter = filter
        self.page = page
    }

    package func answer(in view: View) throws -> Page<PurchaseOrder> {
        var filter = filter
        if !view.actor.seesAllOrders {
            guard let user = view.actor.user else { return Page(items: [], hasMore: false, nextCursor: nil) }
            filter.visibleTo = OrderReader(user.id, approvers: try view.approvers(for: user.id))
        } else if let limits = view.actor.user?.limits, !limits.isEmpty {
            filter.limit(to: limits, in: try view.setUp().departments)
        }
        return try view.store.orders(filter, page)
    }
}

/// The names of those whom a list of orders is about.
package struct OrderParties: Sendable {
    package var suppliers: [Identifier<Supplier>: String] = [:]
    package var buyers: [Identifier<User>: String] = [:]
}

/// Names for orders that the actor was shown.
package struct NameOrderParties: Query {
    package static let access = ListOrders.access
    package var orders: [PurchaseOrder]
    package init(of orders: [PurchaseOrder]) { self.orders = orders }

    package func answer(in view: View) throws -> OrderParties {
        let people = try view.setUp().people
        var names = OrderParties()
        for order in orders {
            if names.suppliers[order.supplierID] == nil {
                names.suppliers[order.supplierID] = try view.store.supplier(order.supplierID)?.name
            }
            if let buyer = order.buyerID { names.buyers[buyer] = people[buyer]?.name }
        }
        return names
    }
}

/// The order itself.
package struct ShowOrder: Query {
    package static let access = Access.signedIn("purchase-orders.read")
    package var id: Identifier<PurchaseOrder>
    package init(_ id: Identifier<PurchaseOrder>) { self.id = id }
    package func answer(in view: View) throws -> PurchaseOrder { try view.visibleOrder(id) }
}

/// All that an order's page shows.
package struct OrderDetails: Sendable {
    package var order: PurchaseOrder
    package var connection: PunchOutConnection
    package var supplier: Supplier?
    package var buyer: User?
    /// What confirming would do; only while it is a draft.
    package var plan: ApprovalPlan?
    /// What must still be chosen before it can be confirmed.
    package var missing: [MissingCoding]
    package var missingOwnFields: [MissingOwnField]
    /// Whether the buyer may order without approval, as a requisitioner of the group that decides.
    package var maySkipApproval: Bool
    package var tasks: [ApprovalTask]
    package var people: People
    package var confirmations: [SupplierConfirmation]
    package var shipments: [Shipment]
    package var deliveries: [Delivery]
    package var events: [StoredEvent]
    package var messages: [LoggedMessage]
    /// Whether the actor may code, submit and cancel it.
    package var isEditable: Bool
    /// The actor's own open task.
    package var myTask: ApprovalTask?
    package var requiredCoding: Set<Coding.Field>
    /// What the present state allows the actor to do.
    package var allowed: Set<PurchaseOrder.Trigger>
    /// Whether the actor may take the draft back to the shop, which allows it; told with the history only.
    package var mayEditInShop = false
    /// Whether the actor may look at its cart again in the shop, which allows it.
    package var mayInspectInShop = false
    /// What came along with documents about it.
    package var attachments: [Attachment] = []
    /// How long the shop holds its prices, and where that stands now.
    package var priceHold: (hold: PriceHold, phase: PriceHold.Phase)?
    /// What the guard against cut purchases found, while nobody has decided.
    package var splitPurchase: SplitPurchaseGuard.Finding?
    /// What the actor did last, while it can be taken back, with the seconds left.
    package var undo: (act: UndoableAct, seconds: Int)?
    /// Its changes since it was approved, oldest first.
    package var changes: [ChangeRequest] = []
    /// Its versions, newest first.
    package var versions: [OrderVersion] = []
    /// What the supplier answered to its changes, oldest first.
    package var supplierChanges: [SupplierChange] = []
    /// Whether the supplier may have it.
    package var hasLeft = false
    /// Whether it is the actor's own, or theirs to administer.
    package var isMine = false
    /// The newest event of its trail: tells later what happened since.
    package var sequence = 0

    /// The change that waits for approval.
    package var pendingChange: ChangeRequest? { changes.last.flatMap { $0.status == .pendingApproval ? $0 : nil } }
    /// What arrived, oldest first; told with the history only, like what follows.
    package var receipts: [GoodsReceipt] = []
    /// What was billed, oldest first.
    package var invoices: [Invoice] = []
    package var overReceipt = OverLimit.none
    /// Whether the actor may note what arrives.
    package var mayReceive = false
    /// Whether the actor may enter invoices.
    package var mayBill = false
}

package struct ShowOrderDetails: Query {
    package static let access = Access.signedIn("purchase-orders.read")
    package var id: Identifier<PurchaseOrder>
    /// Whether its trail and its documents are wanted, too.
    package var withHistory: Bool
    /// The order as a change of the actor's left it a moment ago, which is not read again while it is that version.
    private let known: PurchaseOrder?

    package init(_ id: Identifier<PurchaseOrder>, withHistory: Bool = true) {
        self.id = id
        self.withHistory = withHistory
        known = nil
    }

    /// Of an order that the actor just changed, without its history.
    package init(changed order: PurchaseOrder) {
        id = order.id
        withHistory = false
        known = order
    }

    package func answer(in view: View) throws -> OrderDetails {
        let isNewest = try known.map { try view.store.version(of: id) == $0.version } ?? false
        let order = try isNewest ? known ?? view.visibleOrder(id) : view.visibleOrder(id)
        // Nothing is asked for that an order cannot have yet: one that was never submitted, and one that was never approved.
        let tasks = order.submittedAt == nil && order.version == 1 ? [] : try view.store.tasks(of: id)
        let wasApproved = order.number != nil
        let isMine = order.buyerID != nil && order.buyerID == view.actor.user?.id || view.actor.has(.administrator)
        let isOpen = order.status == .draft || order.status == .rejected
        let people = try view.setUp().people
        var details = OrderDetails(
            order: order, connection: try view.need(try view.store.connection(order.connectionID), "connection"),
            supplier: try view.store.supplier(order.supplierID), buyer: order.buyerID.flatMap { people[$0] },
            plan: isOpen ? try view.plan(for: order) : nil,
            missing: isOpen ? order.missingCoding(required: view.rules.requiredCoding) : [],
            missingOwnFields: isOpen ? order.missingOwnFields(try view.setUp().ownFields) : [],
            maySkipApproval: isOpen && isMine ? (try? view.planOfRequisitioner(for: order)) != nil : false, tasks: tasks,
            people: people,
            confirmations: wasApproved ? try view.store.confirmations(of: order) : [],
            shipments: wasApproved ? try view.store.shipments(of: id).filter { !$0.isWithdrawn } : [],
            deliveries: wasApproved ? try view.store.deliveries(of: id) : [],
            events: withHistory ? try view.store.events(of: id.text) : [],
            messages: withHistory && view.actor.seesAllOrders
                ? try view.store.messages(MessageFilter(order: id), PageRequest(limit: 20)).items : [],
            isEditable: isMine && isOpen,
            myTask: try view.ownTask(among: tasks),
            requiredCoding: view.rules.requiredCoding, allowed: [])
        details.isMine = isMine
        details.hasLeft = try order.status == .approved && view.hasLeft(order)
        if order.approvedAt != nil { details.changes = try view.store.changes(of: id) }
        details.allowed = isMine ? allowed(details) : []
        details.priceHold = view.priceHold(of: order).map { ($0, $0.phase(at: view.now)) }
        if isOpen || order.status == .pendingApproval { details.splitPurchase = try view.splitPurchase(of: order) }
        details.undo = try view.undoableAct(on: order).map { ($0, $0.secondsLeft(at: view.now)) }
        details.sequence = try view.store.lastSequence(of: id.text)
        if withHistory {
            let mayComeBack = isMine && order.origin == .punchOut && view.actor.user != nil
            let allowed = mayComeBack ? try view.store.punchOutSession(order: id)?.operationAllowed : nil
            details.mayEditInShop = isOpen && allowed == .edit
            details.mayInspectInShop = allowed == .edit || allowed == .inspect
            details.attachments = try view.store.attachments(of: id)
            details.versions = try view.store.versions(of: id, PageRequest(limit: 20)).items
            if details.versions.count > 1 { details.supplierChanges = try view.store.supplierChanges(of: id) }
            details.receipts = try view.store.receipts(of: id)
            details.invoices = try view.store.invoices(of: id).filter { !$0.isUnsent }
            details.overReceipt = view.rules.overReceipt
            let pays = view.actor.has(.accountsPayable) || view.actor.has(.administrator)
            details.mayReceive = order.status == .approved && (pays || isMine)
            details.mayBill = pays && (order.status == .approved || order.status == .closed)
        }
        return details
    }

    private func allowed(_ details: OrderDetails) -> Set<PurchaseOrder.Trigger> {
        let order = details.order
        var triggers = PurchaseOrder.lifecycle.triggers(from: order.status)
        triggers.subtract([.approve, .reject, .askAgain, .undoDecision, .undoPurchase, .undoCancel])
        if order.status == .approved, order.receipt != .none || order.billing != .none { triggers.remove(.cancel) }
        if details.pendingChange != nil { triggers.subtract([.close, .edit]) }
        return triggers
    }
}

/// What the home page and the navigation count and offer.
package struct HomeOverview: Sendable {
    package var connections: [PunchOutConnection]
    package var recentOrders: [PurchaseOrder]
    package var openApprovals: Int
    package var drafts: Int
    package var unclaimed: Int
    package var failedDeliveries: Int
    package var lostMails: Int
    /// Whether there is anything in the internal catalogue that our own buyers can order.
    package var hasCatalogue = false
    /// What waits in Vendor Central; `nil` where Amazon does not buy from us, or the person has no business there.
    package var vendor: VendorCounters?
    /// Documents in the invoice inbox that wait for a person.
    package var inbox = 0
}

package struct ShowHome: Query {
    package static let access = Access.signedIn("purchase-orders.read")
    package init() {}

    /// Those that the person may shop over.
    private func connections(_ view: View) throws -> [PunchOutConnection] {
        guard view.actor.has(.buyer) || view.actor.has(.administrator), let user = view.actor.user else { return [] }
        let groups = try view.setUp().groups
        return try view.store.connections().filter {
            // Nobody goes anywhere over a connection without an address.
            !$0.punchOutURL.isEmpty && BuyingGroup.keeping($0.id, from: user.id, at: view.today, among: groups).isEmpty
        }
    }

    package func answer(in view: View) throws -> HomeOverview {
        let user = view.actor.user
        let mine = OrderFilter(buyerID: user?.id)
        let counters = try view.counters()
        let shops = view.actor.has(.buyer) || view.actor.has(.administrator)
        var overview = HomeOverview(
            connections: try connections(view),
            recentOrders: user == nil ? [] : try view.store.orders(mine, PageRequest(limit: 5)).items,
            openApprovals: counters.openApprovals,
            drafts: user == nil ? 0 : try view.store.countOrders(OrderFilter(status: .draft, buyerID: user?.id)),
            unclaimed: counters.unclaimed, failedDeliveries: counters.failedDeliveries,
            lostMails: counters.lostMails)
        overview.inbox = counters.inbox
        overview.hasCatalogue = shops ? try view.store.hasOrderableItem() : false
        overview.vendor = try view.vendorCounters()
        return overview
    }
}

/// The order that the newest punch-in of the actor on this connection made, for the browser that is handed over after it.
package struct FindPunchIn: Query {
    package static let access = Access.signedIn("purchase-orders.read")
    package var slug: String
    /// The supplier's own order id, when the browser brought it.
    package var reference: String?

    package init(slug: String, reference: String?) {
        self.slug = slug
        self.reference = reference
    }

    package func answer(in view: View) throws -> Identifier<PurchaseOrder>? {
        guard let connection = try view.store.connection(slug: slug), let user = view.actor.user else { return nil }
        if let reference, let order = try view.store.order(connection: connection.id, supplierReference: reference) {
            return order.buyerID == user.id || view.actor.seesAllOrders ? order.id : nil
        }
        let drafts = try view.store.orders(OrderFilter(status: .draft, buyerID: user.id), PageRequest(limit: 20))
        return drafts.items.first { $0.connectionID == connection.id && $0.origin == .punchIn }?.id
    }
}
