import Cryptography
package import Procurement
import ProcurementStore

/// Lets a connection's second secret take the place of the first, which becomes the second: the supplier has changed over, what is
/// sent carries the new one from now on, and what is still under way with the old one is taken. Done twice, nothing has changed.
package struct RotateConnectionSecret: Command {
    package static let access = Access.roles(scope: "punchout-connections.write")
    package var id: Identifier<PunchOutConnection>
    package init(_ id: Identifier<PunchOutConnection>) { self.id = id }

    package func perform(in work: UnitOfWork) throws -> PunchOutConnection {
        let connection = try work.need(try work.store.connection(id), "connection")
        let (first, second) = try work.bothSecrets(of: id)
        guard let second else {
            throw Refusal.conflict(
                code: "no-second-secret",
                "The connection \(connection.name) has no second secret that could take the first one's place. Enter the new one as second secret first."
            )
        }
        try work.setSecret(second, of: id)
        let sealed = first.map { work.environment.sealer.seal($0, for: "\(UnitOfWork.secretContext(id)):second") }
        try work.store.setSealedSecondSecret(sealed, of: id)
        try work.record(
            .connectionChanged, id,
            [
                ("name", connection.name), ("secret", "the second one"),
                ("second_secret", first == nil ? "removed" : "the first one"),
            ])
        return try work.need(try work.store.connection(id), "connection")
    }
}
