package import Procurement
import ProcurementStore

/// One thing that must be done before a connection works, here or on the supplier's side.
package struct SetupItem: Sendable, Hashable {
    package enum State: Sendable, Hashable {
        case done
        case open
        /// Done, but something about it needs a look.
        case attention
        /// Cannot be seen from here.
        case elsewhere
    }

    package var title: String
    package var state: State
    /// What was found.
    package var finding: String?
    /// What to do next.
    package var remedy: String?
    /// The page where it is done.
    package var address: String?
}

/// The facts of the set-up page.
package struct SetupFacts: Sendable {
    package var connection: PunchOutConnection?
    package var connections: [PunchOutConnection]
    package var here: [SetupItem]
    package var there: [SetupItem]
    /// What the supplier's side has to be told, to be copied.
    package var values: [(label: String, value: String)]
}

/// The check list of a connection: each item with its state.
package struct ShowSetup: Query {
    package static let access = Access.roles(.auditor, scope: "punchout-connections.read")
    /// The first connection when `nil`.
    package var connectionID: Identifier<PunchOutConnection>?

    package init(connectionID: Identifier<PunchOutConnection>? = nil) { self.connectionID = connectionID }

    package func answer(in view: View) throws -> SetupFacts {
        let connections = try view.store.connections()
        let connection = connections.first { $0.id == connectionID } ?? connections.first
        var here = [Self.publicAddress(view.rules.publicURL)]
        here += try organisation(view)
        here += try people(view, connection)
        here += try trial(view, connection)
        return SetupFacts(
            connection: connection, connections: connections, here: here, there: Self.there,
            values: connection.map { Self.values($0, view.rules.publicURL) } ?? [])
    }

    private static func publicAddress(_ url: String) -> SetupItem {
        url.hasPrefix("https:")
            ? SetupItem(title: "Reachable by HTTPS", state: .done, finding: url)
            : SetupItem(
                title: "Reachable by HTTPS", state: .attention, finding: "The public address is \(url).",
                remedy:
                    "Suppliers on the internet post to an https address. Set PORTICO_PUBLIC_URL; for trying out on one machine it is fine."
            )
    }

    private static func item(_ title: String, _ isDone: Bool, _ remedy: String, _ address: String, finding: String? = nil)
        -> SetupItem
    {
        SetupItem(title: title, state: isDone ? .done : .open, finding: finding, remedy: isDone ? nil : remedy, address: address)
    }

    private func organisation(_ view: View) throws -> [SetupItem] {
        let store = view.store
        let entities = try store.legalEntities()
        let locations = try store.locations()
        let required = view.rules.requiredCoding
        let lists: [(Coding.Field, Bool)] = [
            (.department, try !store.departments().isEmpty), (.budget, try !store.budgets().isEmpty),
            (.glAccount, try !store.glAccounts().isEmpty),
        ]
        let missing = lists.filter { required.contains($0.0) && !$0.1 }.map(\.0.label.localizedLower)
        return [
            Self.item(
                "Addresses, with the same ids as on the supplier's side", try !store.addresses().isEmpty,
                "Enter each address under the id that the supplier's account has for it.", "/admin/organisation"),
            Self.item(
                "Legal entities with a billing address", !entities.isEmpty && entities.allSatisfy { $0.billingAddressID != nil },
                "Add a legal entity and give each a billing address; without one, orders hang at the supplier.",
                "/admin/organisation"),
            Self.item(
                "Locations with a delivery address", !locations.isEmpty && locations.allSatisfy { $0.addressID != nil },
                "Add a location and give each a delivery address.", "/admin/organisation"),
            Self.item(
                "What orders are coded with", missing.isEmpty, "Add at least one: \(missing.joined(separator: ", ")).",
                "/admin/organisation"),
        ]
    }

    private func people(_ view: View, _ connection: PunchOutConnection?) throws -> [SetupItem] {
        let users = try view.store.users().filter(\.isActive)
        let groups = try view.store.groups().filter {
            !$0.members.isEmpty && ($0.connectionID == nil || $0.connectionID == connection?.id)
        }
        let policies = try view.store.policies().filter(\.isActive)
        let approvers = users.contains { $0.roles.contains(.approver) }
        return [
            Self.item(
                "Buyers", users.contains { $0.roles.contains(.buyer) },
                "Add users with the role buyer, under the e-mail addresses that they have at the supplier.", "/admin/users"),
            Self.item(
                "A buying group with members", !groups.isEmpty, "Add a group for the connection and its members.", "/admin/groups"
            ),
            Self.item(
                "Somebody who approves", approvers || !policies.isEmpty,
                "Add an approval policy, or a user with the role approver.",
                "/admin/approval-policies",
                finding: policies.isEmpty && approvers ? "No policy yet: any approver decides about every order." : nil),
        ]
    }

    private func trial(_ view: View, _ connection: PunchOutConnection?) throws -> [SetupItem] {
        guard let connection else {
            return [
                SetupItem(
                    title: "A connection", state: .open, remedy: "Add the connection with the four credentials of the supplier.",
                    address: "/admin/connections/new")
            ]
        }
        let page = "/admin/connections/\(connection.id)"
        let orders = try view.store.orders(OrderFilter(), PageRequest(limit: 100)).items.filter {
            $0.connectionID == connection.id
        }
        let check = connection.lastCheck
        return [
            Self.item("Credentials of \(connection.name)", connection.hasSecret, "Enter the shared secret.", page),
            SetupItem(
                title: "The connection was checked", state: check.map { $0.ok ? .done : .attention } ?? .open,
                finding: check?.findings.last, remedy: check?.ok == true ? nil : "Press Check on the connection's page.",
                address: page),
            Self.item(
                "A cart came back", !orders.isEmpty,
                "Sign in as a buyer, go to the shop from the home page, and come back with a cart.", "/"),
            Self.item(
                "A test order was confirmed", orders.contains { $0.confirmedAt != nil },
                "Have an order approved and wait for the supplier's confirmation.", "/orders"),
            SetupItem(
                title: "The connection is active", state: connection.mode == .active ? .done : .open,
                finding: connection.mode == .test
                    ? "Test mode: orders are neither charged nor shipped, and Portico cancels them." : nil,
                remedy: connection.mode == .test
                    ? "Activate it when everything above works, here and on the supplier's side." : nil,
                address: page),
        ]
    }

    private static let there = [
        (
            "Choose the purchasing system",
            "In the account's settings for purchasing systems, choose the system and note the four credentials: From identity, shared secret, punch-out URL, purchase order request URL."
        ),
        (
            "Enter the addresses below",
            "The supplier needs them for carts, confirmations and ship notices, with the same shared secret or HTTP Basic."
        ),
        (
            "Make a separate group for punch-in",
            "Its members have the role Punchout buyer and not Requisitioner, or orders skip the approval here."
        ),
        (
            "Turn on order confirmations and ship notices",
            "They are optional settings; without them orders here stay unconfirmed."
        ),
        ("Enter the same addresses under the same ids", "An unknown address makes orders hang."),
        ("Set a payment method for the group", "Without one, orders stay in pending approval there."),
        ("Switch from Test to Active", "At the same time as here. Test orders are neither charged nor shipped."),
    ].map { SetupItem(title: $0.0, state: .elsewhere, remedy: $0.1) }

    private static func values(_ connection: PunchOutConnection, _ publicURL: String) -> [(label: String, value: String)] {
        [
            ("Address for orders that require approval, confirmations and ship notices", "\(publicURL)/cxml/\(connection.slug)"),
            ("Page that the browser is sent to after a punch-in", "\(publicURL)/punch-in/\(connection.slug)"),
            ("Address that carts come back to (its last part differs each time)", "\(publicURL)/punchout/return/…"),
            ("Our identity (From)", connection.from.identity),
            ("User name for HTTP Basic", connection.from.identity),
        ]
    }
}

extension String {
    /// As within a sentence, keeping abbreviations.
    fileprivate var localizedLower: String { hasPrefix("GL") ? self : lowercased() }
}
