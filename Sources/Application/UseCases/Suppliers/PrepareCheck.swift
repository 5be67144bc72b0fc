import Cryptography
import FoundationEssentials
package import Procurement
import ProcurementStore

/// All that a check of a connection needs to send.
package struct ConnectionProbe: Sendable {
    package var setup: PunchOutSetup
}

/// Makes a set-up that leads nowhere: its session is not kept, so no cart can come back for it.
///
/// It goes out as a punch-out of whoever asks would: under the account of their buying group where that has its own.
package struct PrepareCheck: Command {
    package static let access = Access.roles(scope: "punchout-connections.write")
    package var id: Identifier<PunchOutConnection>
    package init(_ id: Identifier<PunchOutConnection>) { self.id = id }

    package func perform(in work: UnitOfWork) throws -> ConnectionProbe {
        let stored = try work.need(try work.store.connection(id), "connection")
        // A machine asks in the name of an administrator, or of anybody there is.
        let people = try work.store.users().filter(\.isActive)
        guard let user = work.actor.user ?? people.first(where: { $0.roles.contains(.administrator) }) ?? people.first else {
            throw Refusal.conflict(code: "no-user", "There is no active user whose e-mail address could be sent.")
        }
        let group = try work.decidingGroup(for: user.id, on: id)
        let (connection, known) = try work.account(on: stored, of: group?.id)
        guard let secret = known else {
            throw Refusal.conflict(
                code: "no-secret", "The connection \(connection.name) has no shared secret yet. Enter it first.")
        }
        let session = PunchOutSession(
            id: work.environment.secretIdentifier(), connectionID: id, userID: user.id,
            buyerCookie: Hex.encode(work.environment.random.bytes(16)), payloadID: work.newPayloadID(), createdAt: work.now,
            expiresAt: work.now)
        return ConnectionProbe(
            setup: PunchOutSetup(
                session: session, connection: connection, sharedSecret: secret, user: user, timestamp: work.now,
                returnURL: "\(work.rules.publicURL)/punchout/return/\(session.id)", shipTo: nil))
    }
}
