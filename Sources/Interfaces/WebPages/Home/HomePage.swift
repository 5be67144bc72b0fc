import Procurement
import UseCases

/// What the home page shows: where to shop, what waits, and the person's latest orders.
struct HomePage: Sendable {
    /// A shop to go to.
    struct Shop: Sendable, Hashable {
        var id: String
        var name: String
        var isTest: Bool
        var isReady: Bool
    }

    /// Something that waits for this person.
    struct Counter: Sendable, Hashable {
        var label: String
        var count: Int
        var note: String
        var address: String
        var isUrgent: Bool
    }

    var firstName: String
    var shops: [Shop]
    var counters: [Counter]
    var orders: [OrderRow]
    var isBuyer: Bool
    var isAdministrator: Bool
    /// Whether there is something to order without going to a shop.
    var hasCatalogue: Bool
    var csrf: String

    /// - Parameter invoices: for those who work in accounts payable.
    init(_ overview: HomeOverview, _ invoices: InvoiceCounters?, user: User, csrf: String) {
        firstName = user.name.split(separator: " ").first.map(String.init) ?? user.name
        isAdministrator = user.roles.contains(.administrator)
        isBuyer = user.roles.contains(.buyer)
        shops = overview.connections.map {
            Shop(id: $0.id.text, name: $0.name, isTest: $0.mode == .test, isReady: $0.hasSecret)
        }
        orders = overview.recentOrders.map { OrderRow($0) }
        self.csrf = csrf
        hasCatalogue = overview.hasCatalogue
        counters = []
        if isBuyer || overview.drafts > 0 {
            counters.append(
                Counter(
                    label: "My drafts", count: overview.drafts, note: "to code and submit", address: "/orders?status=draft",
                    isUrgent: false))
        }
        if user.roles.contains(.approver) || overview.openApprovals > 0 {
            counters.append(
                Counter(
                    label: "Waiting for my approval", count: overview.openApprovals, note: "somebody waits for each",
                    address: "/approvals", isUrgent: overview.openApprovals > 0))
        }
        if overview.inbox > 0 {
            counters.append(
                Counter(
                    label: "Invoice inbox", count: overview.inbox, note: "documents that wait for a person", address: "/inbox",
                    isUrgent: true))
        }
        if let invoices { counters += Self.counters(invoices, isTheirWork: user.roles.contains(.accountsPayable)) }
        if let vendor = overview.vendor { counters += Self.counters(vendor) }
        guard isAdministrator else { return }
        counters.append(
            Counter(
                label: "Unclaimed carts", count: overview.unclaimed, note: "no user has their e-mail address",
                address: "/admin/unclaimed", isUrgent: overview.unclaimed > 0))
        counters.append(
            Counter(
                label: "Deliveries to look at", count: overview.failedDeliveries, note: "failed, or never answered",
                address: "/admin/deliveries", isUrgent: overview.failedDeliveries > 0))
    }

    /// Whoever works in accounts payable sees all three, also at zero; an administrator those of which there are any.
    private static func counters(_ invoices: InvoiceCounters, isTheirWork: Bool) -> [Counter] {
        let all = [
            Counter(
                label: "Invoices to accept", count: invoices.submitted, note: "handed in and as agreed",
                address: "/invoices?status=submitted", isUrgent: invoices.submitted > 0),
            Counter(
                label: "Invoices in question", count: invoices.pending, note: "they differ, or wait for approval",
                address: "/invoices?status=pending_approval", isUrgent: invoices.pending > 0),
            Counter(
                label: "Payments due", count: invoices.due, note: "by \(invoices.dueThrough.text)",
                address: "/invoices?status=accepted&due_through=\(invoices.dueThrough.text)", isUrgent: false),
        ]
        return isTheirWork ? all : all.filter { $0.count > 0 }
    }

    private static func counters(_ vendor: VendorCounters) -> [Counter] {
        [
            Counter(
                label: "Orders of Amazon's", count: vendor.undecided, note: "to accept or reject",
                address: "/vendor-central/orders", isUrgent: vendor.undecided > 0),
            Counter(
                label: "Messages to Amazon", count: vendor.troubled, note: "failed, lost or overdue",
                address: "/vendor-central/transactions", isUrgent: vendor.troubled > 0),
        ]
    }
}
