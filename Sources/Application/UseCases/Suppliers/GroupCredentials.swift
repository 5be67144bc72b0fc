import Cryptography
package import Procurement
import ProcurementStore

/// Gives a buying group its own account at a supplier: identity and shared secret in place of the connection's.
package struct SaveGroupCredential: Command {
    package static let access = Access.roles(scope: "groups.write")
    package var groupID: Identifier<BuyingGroup>
    package var connectionID: String
    package var fromIdentity: String
    package var fromDomain: String
    /// Write-only; `nil` keeps the one that is there.
    package var sharedSecret: String?

    package init(
        _ groupID: Identifier<BuyingGroup>, connectionID: String, fromIdentity: String, fromDomain: String = "NetworkId",
        sharedSecret: String?
    ) {
        self.groupID = groupID
        self.connectionID = connectionID
        self.fromIdentity = fromIdentity
        self.fromDomain = fromDomain
        self.sharedSecret = sharedSecret
    }

    package func perform(in work: UnitOfWork) throws -> GroupCredential {
        let group = try work.need(try work.store.group(groupID), "group")
        var checks = FieldChecks()
        let connection = try checks.reference(connectionID, "/connection_id", "connection", work.store.connection)
        if connectionID.isEmpty { checks.add("/connection_id", "required", "Name the connection.") }
        if let connection, !group.connectionIDs.isEmpty, !group.connectionIDs.contains(connection) {
            checks.add(
                "/connection_id", "other-connection",
                "The group does not buy over this connection. Choose one of its own, or add it to the group first.")
        }
        let identity = checks.text(fromIdentity, "/from_identity", "The From identity")
        let domain = checks.text(fromDomain, "/from_domain", "The From domain", limit: 60)
        if let sharedSecret { _ = checks.text(sharedSecret, "/shared_secret", "The shared secret", limit: 500) }
        let before = try connection.flatMap { try work.store.credential(of: groupID, on: $0) }
        if sharedSecret == nil, before?.hasSecret != true {
            checks.add("/shared_secret", "required", "The shared secret is missing. Enter it.")
        }
        try checks.finish()
        guard let connection else { throw Refusal.invalid(checks.problems) }
        let credential = GroupCredential(
            groupID: groupID, connectionID: connection, from: PartyIdentity(domain: domain, identity: identity), hasSecret: true)
        let context = UnitOfWork.secretContext(groupID, connection)
        try work.store.save(
            credential,
            sealedSecret: sharedSecret.map { work.environment.sealer.seal(FieldChecks.trimmed($0), for: context) })
        try work.record(
            .recordChanged, groupID,
            [
                ("credential_on", connection.text), ("from_identity", identity),
                ("secret", sharedSecret == nil ? nil : "changed"),
            ])
        return credential
    }
}

/// Takes a group's own account away; its orders go out under the connection's again.
package struct RemoveGroupCredential: Command {
    package static let access = Access.roles(scope: "groups.write")
    package var groupID: Identifier<BuyingGroup>
    package var connectionID: String

    package init(_ groupID: Identifier<BuyingGroup>, connectionID: String) {
        self.groupID = groupID
        self.connectionID = connectionID
    }

    package func perform(in work: UnitOfWork) throws -> BuyingGroup {
        let group = try work.need(try work.store.group(groupID), "group")
        guard let id = Identifier<PunchOutConnection>(connectionID), try work.store.credential(of: groupID, on: id) != nil else {
            throw Refusal.invalid(
                "/connection_id", "not-found", "The group has no credential of its own on this connection.")
        }
        try work.store.deleteCredential(of: groupID, on: id)
        try work.record(.recordChanged, groupID, [("credential_removed_on", id.text)])
        return group
    }
}

package struct ListGroupCredentials: Query {
    package static let access = Access.roles(.auditor, scope: "groups.read")
    package var groupID: Identifier<BuyingGroup>
    package init(_ groupID: Identifier<BuyingGroup>) { self.groupID = groupID }
    package func answer(in view: View) throws -> [GroupCredential] {
        _ = try view.need(try view.store.group(groupID), "group")
        return try view.store.credentials(of: groupID)
    }
}

extension Workspace {
    /// What a group's sealed secret is bound to.
    static func secretContext(_ group: Identifier<BuyingGroup>, _ connection: Identifier<PunchOutConnection>) -> String {
        "group-secret:\(group):\(connection)"
    }

    func secret(of credential: GroupCredential) throws -> String? {
        guard let sealed = try store.sealedSecret(of: credential.groupID, on: credential.connectionID) else { return nil }
        let context = Self.secretContext(credential.groupID, credential.connectionID)
        return String(decoding: try environment.sealer.open(sealed, for: context), as: UTF8.self)
    }

    /// The connection and its secret as a group's orders use them: under the group's own account where it has one.
    func account(
        on connection: PunchOutConnection, of group: Identifier<BuyingGroup>?
    ) throws -> (connection: PunchOutConnection, secret: String?) {
        guard let group, let own = try store.credential(of: group, on: connection.id), let secret = try secret(of: own) else {
            return (connection, try secret(of: connection.id))
        }
        var connection = connection
        connection.from = own.from
        return (connection, secret)
    }
}
