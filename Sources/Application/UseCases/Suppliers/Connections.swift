import Cryptography
import FoundationEssentials
package import Procurement
import ProcurementStore

/// What an administrator enters about a connection; `nil` keeps what is there when changing one.
package struct ConnectionFields: Sendable {
    package var name: String?
    package var slug: String?
    /// An existing supplier; or a new one is made of `supplierName`.
    package var supplierID: String?
    package var supplierName: String?
    package var fromIdentity: String?
    package var fromDomain: String?
    package var toIdentity: String?
    package var toDomain: String?
    /// Write-only.
    package var sharedSecret: String?
    /// Write-only; empty takes it away.
    package var secondSecret: String?
    /// Write-only; empty takes it away.
    package var macKey: String?
    /// Empty takes it away.
    package var clientCertificate: String?
    package var punchOutURL: String?
    package var orderURL: String?
    package var mode: String?
    package var requireApproval: Bool?
    /// Its set-ups open the internal catalogue; both URLs may be empty then.
    package var opensCatalogue: Bool?
    /// The supplier takes changes and cancellations.
    package var takesChanges: Bool?
    /// The outer `nil` keeps, the inner one clears.
    package var defaultLocationID: String??
    package var defaultLegalEntityID: String??
    package var defaultCoding = CodingChange()

    package init() {}
}

/// Adds a connection; it starts in test mode unless told otherwise.
package struct CreateConnection: Command {
    package static let access = Access.roles(scope: "punchout-connections.write")
    package var fields: ConnectionFields

    package init(_ fields: ConnectionFields) { self.fields = fields }

    package func perform(in work: UnitOfWork) throws -> PunchOutConnection {
        var checks = FieldChecks()
        for (path, pointer, label) in ConnectionFields.required(opensCatalogue: fields.opensCatalogue ?? false)
        where fields[keyPath: path] == nil {
            checks.add(pointer, "required", "\(label) is missing. Enter it.")
        }
        if fields.supplierID == nil, fields.supplierName == nil {
            checks.add("/supplier_id", "required", "Choose a supplier, or name a new one.")
        }
        let blank = PunchOutConnection(
            id: work.newID(), name: "", slug: "", supplierID: Identifier(trusted: ""),
            from: PartyIdentity(domain: "NetworkId", identity: ""), to: PartyIdentity(domain: "NetworkId", identity: ""),
            punchOutURL: "", orderURL: "")
        // Checked even when something is missing, so that everything wrong is told at once.
        var connection = try fields.applied(to: blank, in: work, &checks)
        try checks.finish()
        try work.store.save(connection)
        if let secret = fields.sharedSecret { try work.setSecret(secret, of: connection.id) }
        connection.hasSecret = fields.sharedSecret != nil
        try work.setFurtherProofs(fields, of: &connection)
        try work.record(.connectionCreated, connection.id, [("name", connection.name), ("mode", connection.mode.rawValue)])
        try work.addDefaultRules(for: connection)
        return connection
    }
}

/// Changes what is given and keeps the rest.
package struct ChangeConnection: Command {
    package static let access = Access.roles(scope: "punchout-connections.write")
    package var id: Identifier<PunchOutConnection>
    package var fields: ConnectionFields

    package init(_ id: Identifier<PunchOutConnection>, _ fields: ConnectionFields) {
        self.id = id
        self.fields = fields
    }

    package func perform(in work: UnitOfWork) throws -> PunchOutConnection {
        let before = try work.need(try work.store.connection(id), "connection")
        var checks = FieldChecks()
        var connection = try fields.applied(to: before, in: work, &checks)
        try checks.finish()
        try work.store.save(connection)
        if let secret = fields.sharedSecret {
            try work.setSecret(secret, of: id)
            connection.hasSecret = true
        }
        try work.setFurtherProofs(fields, of: &connection)
        try work.record(
            .connectionChanged, id,
            [
                ("name", connection.name), ("punchout_url", connection.punchOutURL), ("order_url", connection.orderURL),
                ("mode", connection.mode.rawValue), ("require_approval", connection.requireApproval ? "yes" : "no"),
                ("opens_catalogue", connection.opensCatalogue ? "yes" : "no"),
                ("takes_changes", connection.takesChanges ? "yes" : "no"),
                ("secret", fields.sharedSecret == nil ? nil : "changed"),
                ("second_secret", fields.secondSecret.map { $0.isEmpty ? "removed" : "changed" }),
                ("mac_key", fields.macKey.map { $0.isEmpty ? "removed" : "changed" }),
                ("client_certificate", fields.clientCertificate),
            ])
        return connection
    }
}

extension ConnectionFields {
    fileprivate typealias Required = (any WritableKeyPath<ConnectionFields, String?> & Sendable, String, String)

    /// Nobody goes anywhere over a connection that opens the catalogue.
    fileprivate static func required(opensCatalogue: Bool) -> [Required] { opensCatalogue ? always : always + addresses }

    private static let always: [Required] = [
        (\.name, "/name", "The name"),
        (\.fromIdentity, "/from_identity", "The From identity"),
        (\.toIdentity, "/to_identity", "The To identity"),
        (\.sharedSecret, "/shared_secret", "The shared secret"),
    ]
    private static let addresses: [Required] = [
        (\.punchOutURL, "/punchout_url", "The punch-out URL"),
        (\.orderURL, "/order_url", "The purchase order request URL"),
    ]

    fileprivate func applied(
        to before: PunchOutConnection, in work: UnitOfWork, _ checks: inout FieldChecks
    ) throws -> PunchOutConnection {
        var connection = before
        if let name { connection.name = checks.text(name, "/name", "The name") }
        try applySlug(to: &connection, in: work, &checks)
        try applySupplier(to: &connection, in: work, &checks)
        if let fromIdentity { connection.from.identity = checks.text(fromIdentity, "/from_identity", "The From identity") }
        if let fromDomain { connection.from.domain = checks.text(fromDomain, "/from_domain", "The From domain", limit: 60) }
        if let toIdentity { connection.to.identity = checks.text(toIdentity, "/to_identity", "The To identity") }
        if let toDomain { connection.to.domain = checks.text(toDomain, "/to_domain", "The To domain", limit: 60) }
        if let sharedSecret { _ = checks.text(sharedSecret, "/shared_secret", "The shared secret", limit: 500) }
        if let clientCertificate {
            let text = FieldChecks.trimmed(clientCertificate)
            connection.clientCertificate =
                text.isEmpty ? nil : checks.text(text, "/client_certificate", "The client certificate", limit: 500)
        }
        for (value, pointer, label) in [
            (secondSecret, "/second_secret", "The second secret"), (macKey, "/mac_key", "The key"),
        ] where value.map({ !FieldChecks.trimmed($0).isEmpty }) ?? false {
            _ = checks.text(value ?? "", pointer, label, limit: 500)
        }
        if let opensCatalogue { connection.opensCatalogue = opensCatalogue }
        if let takesChanges { connection.takesChanges = takesChanges }
        if let punchOutURL {
            connection.punchOutURL = connection.address(punchOutURL, "/punchout_url", "The punch-out URL", &checks)
        }
        if let orderURL {
            connection.orderURL = connection.address(orderURL, "/order_url", "The purchase order request URL", &checks)
        }
        connection.demandAddresses(&checks)
        if let mode {
            if let mode = PunchOutConnection.Mode(rawValue: mode) {
                connection.mode = mode
            } else {
                checks.add("/mode", "invalid", "The mode is test or active.")
            }
        }
        if let requireApproval { connection.requireApproval = requireApproval }
        if !defaultCoding.isEmpty {
            connection.defaultCoding = try defaultCoding.applied(
                to: connection.defaultCoding, "/default_coding", try CodingChoices(in: work), &checks)
        }
        if let defaultLocationID {
            connection.defaultLocationID = try checks.reference(
                defaultLocationID, "/default_location_id", "location", work.store.location)
        }
        if let defaultLegalEntityID {
            connection.defaultLegalEntityID = try checks.reference(
                defaultLegalEntityID, "/default_legal_entity_id", "legal entity", work.store.legalEntity)
        }
        try work.checkDefaults(
            connection.defaultCoding, changedFrom: before.defaultCoding, at: "/default_coding", &checks)
        return connection
    }

    private func applySlug(to connection: inout PunchOutConnection, in work: UnitOfWork, _ checks: inout FieldChecks) throws {
        let wanted = slug ?? (connection.slug.isEmpty ? Self.slug(from: connection.name) : connection.slug)
        // Nothing to make it of: the missing name is told already.
        if wanted.isEmpty, slug == nil, connection.name.isEmpty { return }
        let isGood =
            (1...60).contains(wanted.utf8.count)
            && wanted.utf8.allSatisfy {
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                    || $0 == UInt8(ascii: "-")
            }
        if !isGood {
            checks.add("/slug", "invalid", "The short name takes lower-case letters, digits and hyphens, for example amazon-us.")
        } else if let other = try work.store.connection(slug: wanted), other.id != connection.id {
            checks.add("/slug", "taken", "Another connection has the short name \(wanted).")
        }
        connection.slug = wanted
    }

    private static func slug(from name: String) -> String {
        let words = name.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        return words.joined(separator: "-")
    }

    private func applySupplier(to connection: inout PunchOutConnection, in work: UnitOfWork, _ checks: inout FieldChecks) throws {
        if let supplierID, !supplierID.isEmpty {
            if let found = try checks.reference(supplierID, "/supplier_id", "supplier", work.store.supplier) {
                connection.supplierID = found
            }
        } else if let supplierName, !FieldChecks.trimmed(supplierName).isEmpty {
            guard checks.problems.isEmpty else { return }
            connection.supplierID = try SaveSupplier(name: supplierName).perform(in: work).id
        }
    }
}

extension PunchOutConnection {
    /// Only a connection that opens the catalogue may do without.
    fileprivate func address(_ value: String, _ pointer: String, _ label: String, _ checks: inout FieldChecks) -> String {
        opensCatalogue && FieldChecks.trimmed(value).isEmpty ? "" : checks.url(value, pointer, label)
    }

    /// What was left out while the catalogue was opened is missing when it is not any more.
    fileprivate func demandAddresses(_ checks: inout FieldChecks) {
        guard !opensCatalogue, checks.problems.isEmpty else { return }
        if punchOutURL.isEmpty { checks.add("/punchout_url", "required", "The punch-out URL is missing. Enter it.") }
        if orderURL.isEmpty { checks.add("/order_url", "required", "The purchase order request URL is missing. Enter it.") }
    }
}

/// Switches a connection from test to active.
package struct ActivateConnection: Command {
    package static let access = Access.roles(scope: "punchout-connections.write")
    package var id: Identifier<PunchOutConnection>
    package init(_ id: Identifier<PunchOutConnection>) { self.id = id }

    package func perform(in work: UnitOfWork) throws -> PunchOutConnection {
        try work.switchMode(of: id, .activate, .connectionActivated)
    }
}

/// Switches a connection back to test.
package struct DeactivateConnection: Command {
    package static let access = Access.roles(scope: "punchout-connections.write")
    package var id: Identifier<PunchOutConnection>
    package init(_ id: Identifier<PunchOutConnection>) { self.id = id }

    package func perform(in work: UnitOfWork) throws -> PunchOutConnection {
        try work.switchMode(of: id, .deactivate, .connectionDeactivated)
    }
}

/// Keeps what a check of the connection found.
package struct RecordConnectionCheck: Command {
    package static let access = Access.roles(scope: "punchout-connections.write")
    package var id: Identifier<PunchOutConnection>
    package var ok: Bool
    package var findings: [String]

    package init(_ id: Identifier<PunchOutConnection>, ok: Bool, findings: [String]) {
        self.id = id
        self.ok = ok
        self.findings = findings
    }

    package func perform(in work: UnitOfWork) throws -> PunchOutConnection {
        var connection = try work.need(try work.store.connection(id), "connection")
        connection.lastCheck = ConnectionCheck(at: work.now, ok: ok, findings: findings)
        try work.store.save(connection)
        try work.record(.connectionChecked, id, [("ok", ok ? "yes" : "no")])
        return connection
    }
}

package struct ListConnections: Query {
    package static let access = Access.signedIn("punchout-connections.read")
    package init() {}
    package func answer(in view: View) throws -> [PunchOutConnection] { try view.store.connections() }
}

package struct PageOfConnections: Query {
    package static let access = Access.signedIn("punchout-connections.read")
    package var page: PageRequest
    package init(_ page: PageRequest) { self.page = page }
    package func answer(in view: View) throws -> Page<PunchOutConnection> { try view.store.connections(page) }
}

package struct ShowConnection: Query {
    package static let access = Access.signedIn("punchout-connections.read")
    package var id: Identifier<PunchOutConnection>
    package init(_ id: Identifier<PunchOutConnection>) { self.id = id }
    package func answer(in view: View) throws -> PunchOutConnection { try view.need(try view.store.connection(id), "connection") }
}

package struct FindConnection: Query {
    package static let access = Access.signedIn("punchout-connections.read")
    package var slug: String
    package init(slug: String) { self.slug = slug }
    package func answer(in view: View) throws -> PunchOutConnection? { try view.store.connection(slug: slug) }
}

extension Workspace {
    /// What a sealed secret is bound to, so that it opens nowhere else.
    static func secretContext(_ id: Identifier<PunchOutConnection>) -> String { "connection-secret:\(id)" }

    /// The connection's shared secret; `nil` when none was entered.
    func secret(of id: Identifier<PunchOutConnection>) throws -> String? {
        // With every order, so it is opened once in each version of the set-up, which a new secret changes.
        try store.known("secret of \(id)") {
            try store.sealedSecret(of: id).map { try environment.sealer.openText($0, for: Self.secretContext(id)) }
        }
    }
}

extension Workspace {
    private func open(_ octets: [UInt8]?, _ context: String) throws -> String? {
        try octets.map { String(decoding: try environment.sealer.open($0, for: context), as: UTF8.self) }
    }

    /// The shared secret and the second one, opened.
    func bothSecrets(of id: Identifier<PunchOutConnection>) throws -> (first: String?, second: String?) {
        let sealed = try store.sealedProofs(of: id)
        return (try open(sealed.secret, Self.secretContext(id)), try open(sealed.second, "\(Self.secretContext(id)):second"))
    }

    /// Every secret that proves a partner, opened.
    func proofs(of id: Identifier<PunchOutConnection>) throws -> (secrets: [String], macKey: String?) {
        let (first, second) = try bothSecrets(of: id)
        let key = try open(try store.sealedProofs(of: id).macKey, "\(Self.secretContext(id)):mac")
        return ([first, second].compactMap(\.self), key)
    }
}

extension UnitOfWork {
    /// What an empty text takes away and another one sets.
    fileprivate func setFurtherProofs(_ fields: ConnectionFields, of connection: inout PunchOutConnection) throws {
        let id = connection.id
        func sealed(_ text: String, _ use: String) -> [UInt8]? {
            let text = FieldChecks.trimmed(text)
            return text.isEmpty ? nil : environment.sealer.seal(text, for: "\(Self.secretContext(id)):\(use)")
        }
        if let secret = fields.secondSecret {
            let octets = sealed(secret, "second")
            try store.setSealedSecondSecret(octets, of: id)
            connection.hasSecondSecret = octets != nil
        }
        if let key = fields.macKey {
            let octets = sealed(key, "mac")
            try store.setSealedMACKey(octets, of: id)
            connection.hasMACKey = octets != nil
        }
    }

    func setSecret(_ secret: String, of id: Identifier<PunchOutConnection>) throws {
        try store.setSealedSecret(
            environment.sealer.seal(FieldChecks.trimmed(secret), for: Self.secretContext(id)), of: id)
    }

    fileprivate func switchMode(
        of id: Identifier<PunchOutConnection>, _ trigger: PunchOutConnection.ModeTrigger, _ event: EventType
    ) throws -> PunchOutConnection {
        var connection = try need(try store.connection(id), "connection")
        let mode = try PunchOutConnection.lifecycle.after(trigger, from: connection.mode)
        guard mode != connection.mode else { return connection }
        connection.mode = mode
        try store.save(connection)
        try record(event, id, [("mode", mode.rawValue)])
        return connection
    }
}
