import HTML
import Procurement
import UseCases

/// Where in the site a page stands.
enum Place: Sendable, Hashable {
    case home, catalogue, orders, invoices, inbox, approvals, budgets, reports, accounting, substitutes
    case setUp, connections, suppliers, catalogueItems, groups, users, organisation, policies, messages, deliveries, mail,
        webhooks, eventRules, trail, tokens, tables,
        unclaimed
    case vendor, vendorOrders, vendorStock, vendorInvoices, vendorTransactions, vendorConnections
}

/// The way around the site for one person, by roles.
struct Navigation {
    var user: User
    var counts: HomeOverview
    var place: Place?

    private var isAdministrator: Bool { user.roles.contains(.administrator) }

    var sections: [PageFrame.Section] {
        var main = [entry(.home)]
        if counts.hasCatalogue, isAdministrator || user.roles.contains(.buyer) { main.append(entry(.catalogue)) }
        main.append(entry(.orders))
        if [Role.accountsPayable, .administrator, .auditor].contains(where: user.roles.contains) {
            main += [entry(.invoices), entry(.inbox)]
        }
        if counts.openApprovals > 0 || isAdministrator || user.roles.contains(.approver) { main.append(entry(.approvals)) }
        if !user.roles.isEmpty { main.append(entry(.budgets)) }
        if isAdministrator || !user.roles.isDisjoint(with: [.accountsPayable, .auditor]) {
            main += [entry(.reports), entry(.accounting)]
        }
        if !user.roles.isEmpty { main.append(entry(.substitutes)) }
        if isAdministrator { main.append(entry(.unclaimed)) }
        var sections = [PageFrame.Section(main)]
        if let vendor = vendorSection { sections.append(vendor) }
        if isAdministrator {
            let places: [Place] = [
                .setUp, .connections, .suppliers, .catalogueItems, .groups, .users, .organisation, .policies, .eventRules,
                .messages, .deliveries, .mail, .webhooks, .trail, .tokens, .tables,
            ]
            sections.append(PageFrame.Section("Administration", places.map(entry)))
        } else if user.roles.contains(.auditor) {
            let places: [Place] = [
                .connections, .groups, .users, .organisation, .policies, .eventRules, .messages, .deliveries, .mail, .webhooks,
                .trail, .tokens, .tables,
            ]
            sections.append(PageFrame.Section("Audit", places.map(entry)))
        }
        return sections
    }

    /// Where Amazon buys from us; before anything is connected, a way there for whoever may connect.
    private var vendorSection: PageFrame.Section? {
        let works = isAdministrator || user.roles.contains(.vendorManager)
        guard counts.vendor != nil || works else { return nil }
        guard counts.vendor != nil else { return PageFrame.Section("Vendor Central", [entry(.vendor)]) }
        var places: [Place] = [.vendor, .vendorOrders, .vendorStock, .vendorInvoices, .vendorTransactions]
        if works || user.roles.contains(.auditor) { places.append(.vendorConnections) }
        return PageFrame.Section("Vendor Central", places.map(entry))
    }

    private func entry(_ place: Place) -> PageFrame.Entry {
        let isCurrent = place == self.place
        return switch place {
        case .home: .init("Home", to: "/", icon: .home, isCurrent: isCurrent)
        case .catalogue: .init("Catalogue", to: "/catalogue", icon: .basket, isCurrent: isCurrent)
        case .orders: .init("Orders", to: "/orders", icon: .order, isCurrent: isCurrent)
        case .invoices: .init("Invoices", to: "/invoices", icon: .invoice, isCurrent: isCurrent)
        case .inbox:
            .init(
                "Invoice inbox", to: "/inbox", icon: .message, counter: counts.inbox, news: "inbox", isCurrent: isCurrent)
        case .approvals:
            .init(
                "Approvals", to: "/approvals", icon: .approval, counter: counts.openApprovals, news: "approvals",
                isCurrent: isCurrent)
        case .budgets: .init("Budgets", to: "/budgets", icon: .building, isCurrent: isCurrent)
        case .reports: .init("Reports", to: "/reports", icon: .budget, isCurrent: isCurrent)
        case .accounting: .init("Accounting export", to: "/accounting", icon: .download, isCurrent: isCurrent)
        case .substitutes: .init("Substitutes", to: "/substitutes", icon: .people, isCurrent: isCurrent)
        case .unclaimed:
            .init(
                "Unclaimed", to: "/admin/unclaimed", icon: .basket, counter: counts.unclaimed, news: "unclaimed",
                isCurrent: isCurrent)
        case .tables: .init("Import and export", to: "/admin/tables", icon: .download, isCurrent: isCurrent)
        case .setUp: .init("Set-up", to: "/admin/set-up", icon: .check, isCurrent: isCurrent)
        case .connections: .init("Connections", to: "/admin/connections", icon: .connection, isCurrent: isCurrent)
        case .suppliers: .init("Suppliers", to: "/admin/suppliers", icon: .truck, isCurrent: isCurrent)
        case .catalogueItems: .init("Catalogue items", to: "/admin/catalogue", icon: .basket, isCurrent: isCurrent)
        case .groups: .init("Groups", to: "/admin/groups", icon: .people, isCurrent: isCurrent)
        case .users: .init("Users", to: "/admin/users", icon: .people, isCurrent: isCurrent)
        case .organisation: .init("Organisation", to: "/admin/organisation", icon: .building, isCurrent: isCurrent)
        case .policies: .init("Approval policies", to: "/admin/approval-policies", icon: .settings, isCurrent: isCurrent)
        case .messages: .init("Messages", to: "/admin/messages", icon: .message, isCurrent: isCurrent)
        case .deliveries:
            .init(
                "Deliveries", to: "/admin/deliveries", icon: .trail, counter: counts.failedDeliveries, news: "deliveries",
                isCurrent: isCurrent)
        case .mail:
            .init(
                "Mail", to: "/admin/mail", icon: .message, counter: counts.lostMails, news: "mails", isCurrent: isCurrent)
        case .eventRules: .init("Event rules", to: "/admin/event-rules", icon: .check, isCurrent: isCurrent)
        case .trail: .init("Trail", to: "/admin/trail", icon: .trail, isCurrent: isCurrent)
        case .webhooks: .init("Webhooks", to: "/admin/webhooks", icon: .open, isCurrent: isCurrent)
        case .vendor: .init("What waits", to: "/vendor-central", icon: .truck, isCurrent: isCurrent)
        case .vendorOrders:
            .init(
                "Sales orders", to: "/vendor-central/orders", icon: .order, counter: counts.vendor?.undecided ?? 0,
                isCurrent: isCurrent)
        case .vendorStock: .init("Stock", to: "/vendor-central/stock", icon: .basket, isCurrent: isCurrent)
        case .vendorInvoices: .init("Sales invoices", to: "/vendor-central/invoices", icon: .invoice, isCurrent: isCurrent)
        case .vendorTransactions:
            .init(
                "Messages to Amazon", to: "/vendor-central/transactions", icon: .trail,
                counter: counts.vendor?.troubled ?? 0, isCurrent: isCurrent)
        case .vendorConnections:
            .init("Vendor connections", to: "/vendor-central/connections", icon: .connection, isCurrent: isCurrent)
        case .tokens: .init("API tokens", to: "/admin/api-tokens", icon: .key, isCurrent: isCurrent)
        }
    }
}
