package import Procurement
import ProcurementStore

/// The facts of the set-up page.
package struct SetupFacts: Sendable {
    /// The one that the lists are about; `nil` while there is none.
    package var connection: PunchOutConnection?
    /// All, to choose among.
    package var connections: [PunchOutConnection]
    /// How people call the other side.
    package var supplierName: String
    /// In the order of doing.
    package var here: [SetupItem]
    package var there: [SetupItem]

    /// How many items here are done.
    package var doneCount: Int { here.count { $0.state == .done } }
}

/// The check list of a connection: what must be done here and on the supplier's side, each item with its state.
package struct ShowSetup: Query {
    package static let access = Access.roles(.auditor, scope: "punchout-connections.read")
    /// The first connection when `nil`.
    package var connectionID: Identifier<PunchOutConnection>?

    package init(connectionID: Identifier<PunchOutConnection>? = nil) { self.connectionID = connectionID }

    package func answer(in view: View) throws -> SetupFacts {
        // The list is about ways to a shop.
        let connections = try view.store.connections().filter { !$0.opensCatalogue }
        let connection = connections.first { $0.id == connectionID } ?? connections.first
        let suppliers = try view.store.suppliers()
        let supplier = suppliers.first { $0.id == connection?.supplierID } ?? suppliers.first
        let reading = SetupReading(
            view: view, connection: connection, figures: try connection.map { try view.store.figures(of: $0.id) },
            users: try view.store.users(), groups: try view.store.groups(), suppliers: suppliers)
        return SetupFacts(
            connection: connection, connections: connections, supplierName: supplier?.name ?? "the supplier",
            here: try reading.server() + reading.organisation() + reading.people() + reading.trial(),
            there: try connection.map { try reading.there($0, supplier: supplier?.name ?? "the supplier") } ?? [])
    }
}

/// What the check list is made of, read once.
struct SetupReading {
    let view: View
    let connection: PunchOutConnection?
    let figures: ConnectionFigures?
    let users: [User]
    let groups: [BuyingGroup]
    let suppliers: [Supplier]

    /// Groups that this connection's orders may belong to.
    var connectionGroups: [BuyingGroup] {
        groups.filter { group in group.connectionIDs.isEmpty || connection.map { group.connectionIDs.contains($0.id) } ?? false }
    }

    /// Active users who buy through this connection.
    var members: [User] {
        let ids = Set(connectionGroups.flatMap { $0.members.map(\.userID) })
        return users.filter { $0.isActive && ids.contains($0.id) }
    }

    /// The page of the connection, or of a new one.
    var connectionPage: String { connection.map { "/admin/connections/\($0.id)" } ?? "/admin/connections/new" }
}

extension [String] {
    /// The first few, and how many more.
    var listed: String {
        let shown = prefix(5).joined(separator: ", ")
        return count > 5 ? "\(shown) and \(count - 5) more" : shown
    }
}
