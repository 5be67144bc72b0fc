import Cryptography
package import FoundationEssentials
package import Procurement
import ProcurementStore

/// All that a set-up request to the shop says.
package struct PunchOutSetup: Sendable {
    package var session: PunchOutSession
    package var connection: PunchOutConnection
    package var sharedSecret: String
    package var user: User
    package var timestamp: Date
    /// Where the cart comes back.
    package var returnURL: String
    /// The default location's address, when there is one.
    package var shipTo: Address?
    /// The cart to edit or to look at; empty for a new one.
    package var lines: [OrderLine] = []
}

/// Opens a single-use session for a trip to a supplier's shop. The set-up itself is sent afterwards, outside the transaction.
package struct StartPunchOut: Command {
    package static let access = Access.roles(.buyer, scope: "punchout-sessions.write")
    package var connectionID: String
    /// The draft to edit there; `nil` to fill a new cart.
    package var editing: Identifier<PurchaseOrder>?

    package init(connectionID: String, editing: Identifier<PurchaseOrder>? = nil) {
        self.connectionID = connectionID
        self.editing = editing
    }

    package func perform(in work: UnitOfWork) throws -> PunchOutSetup {
        guard let id = Identifier<PunchOutConnection>(connectionID), let stored = try work.store.connection(id) else {
            throw Refusal.invalid("/connection_id", "not-found", "There is no connection “\(connectionID)”.")
        }
        guard let user = work.actor.user else {
            throw Refusal.forbidden("A punch-out belongs to a person. Use the token of a user (create-token --user).")
        }
        try work.demandOpen(id, to: user.id)
        let group = try work.decidingGroup(for: user.id, on: id)
        let (connection, known) = try work.account(on: stored, of: group?.id)
        guard let secret = known else {
            throw Refusal.conflict(
                code: "no-secret", "The connection \(connection.name) has no shared secret yet. Ask an administrator.")
        }
        let edited = try editable(in: work)
        let session = PunchOutSession(
            id: work.environment.secretIdentifier(), connectionID: id, userID: user.id,
            buyerCookie: Hex.encode(work.environment.random.bytes(16)), payloadID: work.newPayloadID(), createdAt: work.now,
            expiresAt: work.now.addingTimeInterval(work.rules.punchOutSessionHours * 3600),
            operation: edited == nil ? .create : .edit, editedOrderID: edited?.id)
        try work.store.save(session)
        try work.record(.punchOutStarted, session.id, [("connection", connection.name)])
        let address = try connection.defaultLocationID.flatMap { try work.store.location($0)?.addressID }
        return PunchOutSetup(
            session: session, connection: connection, sharedSecret: secret, user: user, timestamp: work.now,
            returnURL: "\(work.rules.publicURL)/punchout/return/\(session.id)",
            shipTo: try address.flatMap { try work.store.address($0) }, lines: edited?.lines ?? [])
    }

    /// The draft that is to be edited in the shop, which has to allow it.
    private func editable(in work: UnitOfWork) throws -> PurchaseOrder? {
        guard let editing else { return nil }
        let order = try work.ownOrder(editing)
        guard order.connectionID.text == connectionID, order.status == .draft || order.status == .rejected else {
            throw Refusal.conflict(code: "wrong-state", "Only a draft is edited in the shop. Take the order back first.")
        }
        guard try work.store.punchOutSession(order: editing)?.operationAllowed == .edit else {
            throw Refusal.conflict(
                code: "edit-not-allowed", "The shop does not take this cart back to be edited. Bring a new one from there.")
        }
        return order
    }
}

/// Keeps that the shop refused a set-up, or did not answer.
package struct FailPunchOut: Command {
    package static let access = Access.roles(.buyer, scope: "punchout-sessions.write")
    package var sessionID: Identifier<PunchOutSession>
    package var reason: String

    package init(_ sessionID: Identifier<PunchOutSession>, reason: String) {
        self.sessionID = sessionID
        self.reason = reason
    }

    package func perform(in work: UnitOfWork) throws {
        var session = try work.need(try work.store.punchOutSession(sessionID), "punch-out session")
        session.status = try PunchOutSession.lifecycle.after(.fail, from: session.status)
        try work.store.save(session)
        try work.record(.punchOutFailed, sessionID, [("reason", reason)])
    }
}

package struct ShowPunchOutSession: Query {
    package static let access = Access.signedIn("punchout-sessions.read")
    package var id: Identifier<PunchOutSession>
    package init(_ id: Identifier<PunchOutSession>) { self.id = id }

    package func answer(in view: View) throws -> PunchOutSession {
        let session = try view.need(try view.store.punchOutSession(id), "punch-out session")
        guard view.actor.seesAllOrders || view.actor.user?.id == session.userID else {
            throw Refusal.notFound("punch-out session")
        }
        return session
    }
}

extension UnitOfWork {
    /// `<milliseconds>.<random>@<host>` (cXML Reference Guide, payloadID).
    func newPayloadID() -> String {
        "\(Int64(now.timeIntervalSince1970 * 1000)).\(Hex.encode(environment.random.bytes(12)))@\(rules.payloadHost)"
    }
}
