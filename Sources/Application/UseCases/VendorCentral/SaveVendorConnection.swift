import Cryptography
import FoundationEssentials
package import Procurement
import ProcurementStore
package import VendorCentral

/// The fields of a vendor connection as people and programs give them; `nil` leaves a known one's as it is.
package struct VendorConnectionFields: Sendable {
    package struct Warehouse: Sendable {
        package var code: String
        package var name: String
        package var address: VendorAddress?

        package init(code: String, name: String, address: VendorAddress? = nil) {
            self.code = code
            self.name = name
            self.address = address
        }
    }

    package var name: String?
    package var vendorCode: String?
    package var region: String?
    package var usesSandbox: Bool?
    /// Empty for Amazon's own servers.
    package var endpoint: String?
    package var clientID: String?
    package var clientSecret: String?
    package var refreshToken: String?
    package var programmes: [String]?
    package var acknowledgesAutomatically: [String]?
    package var warehouses: [Warehouse]?
    /// Empty for none.
    package var defaultWarehouse: String?
    package var companyPrefix: String?
    package var remittance: VendorRemittance?
    package var marketplaceID: String?
    package var personalDataDays: Int?
    package var minutes: [String: Int]?

    package init() {}
}

/// A new connection to Vendor Central, or with `id` a changed one.
package struct SaveVendorConnection: Command {
    package static let access = Access.vendorConnectionWrite
    package static let changesSetUp = false
    /// More have no company.
    package static let most = 100
    package var id: Identifier<VendorConnection>?
    package var fields: VendorConnectionFields

    package init(_ id: Identifier<VendorConnection>? = nil, _ fields: VendorConnectionFields) {
        self.id = id
        self.fields = fields
    }

    package func perform(in work: UnitOfWork) throws -> VendorConnection {
        let before = try id.map { try work.vendorConnection($0) }
        var checks = FieldChecks()
        var connection =
            before
            ?? VendorConnection(
                id: work.newID(), name: "", vendorCode: "", region: .europe, usesSandbox: false, clientID: "",
                secretSetAt: work.now, programmes: [])
        identity(&connection, before == nil, &checks)
        switches(&connection, before == nil, &checks)
        warehouses(&connection, &checks)
        try unique(connection, work, &checks)
        let secret = FieldChecks.trimmed(fields.clientSecret ?? "")
        let token = FieldChecks.trimmed(fields.refreshToken ?? "")
        if before == nil, secret.isEmpty {
            checks.add("/client_secret", "required", "The client secret is missing. Copy it from the developer console.")
        }
        if before == nil, token.isEmpty {
            checks.add("/refresh_token", "required", "The refresh token is missing. Authorise the application in Vendor Central.")
        }
        for (text, pointer, label) in [
            (secret, "/client_secret", "The client secret"), (token, "/refresh_token", "The refresh token"),
        ]
        where !text.isEmpty { _ = checks.text(text, pointer, label, limit: 2048) }
        try checks.finish()
        if !secret.isEmpty, before != nil { connection.secretSetAt = work.now }
        try work.store.save(connection, secrets: try secrets(secret, token, connection.id, work), at: work.now)
        try work.record(
            before == nil ? .recordCreated : .recordChanged, connection.id,
            [
                ("name", connection.name), ("vendor_code", connection.vendorCode),
                ("secret", secret.isEmpty ? nil : "changed"),
                ("programmes", connection.programmes.map(\.rawValue).sorted().joined(separator: " ")),
            ])
        try Self.review(connection, before, work)
        work.queuedVendorWork = true
        return connection
    }

    private func secrets(
        _ secret: String, _ token: String, _ id: Identifier<VendorConnection>, _ work: UnitOfWork
    ) throws -> Store.VendorSecrets? {
        if secret.isEmpty, token.isEmpty { return nil }
        let known = try work.store.vendorSecrets(of: id)
        let sealer = work.environment.sealer
        return Store.VendorSecrets(
            clientSecret: secret.isEmpty ? known?.clientSecret ?? [] : sealer.seal(secret, for: VendorSeal.clientSecret(id)),
            refreshToken: token.isEmpty ? known?.refreshToken ?? [] : sealer.seal(token, for: VendorSeal.refreshToken(id)))
    }

    private func identity(_ connection: inout VendorConnection, _ isNew: Bool, _ checks: inout FieldChecks) {
        if isNew || fields.name != nil { connection.name = checks.text(fields.name ?? "", "/name", "The name") }
        if isNew || fields.vendorCode != nil {
            connection.vendorCode = checks.text(fields.vendorCode ?? "", "/vendor_code", "The vendor code", limit: 20)
        }
        if isNew || fields.clientID != nil {
            connection.clientID = checks.text(fields.clientID ?? "", "/client_id", "The client id", limit: 300)
        }
        if let word = fields.region {
            if let region = VendorConnection.Region(rawValue: word) {
                connection.region = region
            } else {
                checks.add("/region", "unknown", "The region is one of na, eu, fe.")
            }
        } else if isNew {
            checks.add("/region", "required", "The region is missing: na, eu or fe.")
        }
        connection.usesSandbox = fields.usesSandbox ?? connection.usesSandbox
        if let endpoint = fields.endpoint {
            var text = FieldChecks.trimmed(endpoint)
            while text.hasSuffix("/") { text.removeLast() }
            connection.endpointOverride = text.isEmpty ? nil : checks.url(text, "/endpoint", "The server")
        }
        if let text = fields.marketplaceID {
            connection.marketplaceID = checks.optionalText(text, "/marketplace_id", "The marketplace", limit: 40)
        }
    }

    private func switches(_ connection: inout VendorConnection, _ isNew: Bool, _ checks: inout FieldChecks) {
        func programmes(_ words: [String], _ pointer: String) -> Set<Programme> {
            Set(
                words.enumerated().compactMap { index, word in
                    if let programme = Programme(rawValue: word) { return programme }
                    checks.add("\(pointer)/\(index)", "unknown", "A programme is retail or direct_fulfillment.")
                    return nil
                })
        }
        if let words = fields.programmes { connection.programmes = programmes(words, "/programmes") }
        if let words = fields.acknowledgesAutomatically {
            connection.acknowledgesAutomatically = programmes(words, "/acknowledges_automatically")
        }
        if connection.programmes.isEmpty {
            checks.add("/programmes", "required", "Switch on retail, direct_fulfillment or both.")
        }
        if let prefix = fields.companyPrefix {
            let text = FieldChecks.trimmed(prefix)
            connection.companyPrefix = text.isEmpty ? nil : text
            if !text.isEmpty, SSCC(extension: 0, prefix: text, serial: 0) == nil {
                checks.add("/company_prefix", "invalid", "The GS1 company prefix is 4 to 12 digits.")
            }
        }
        if let remittance = fields.remittance { connection.remittance = remitted(remittance, &checks) }
        if let days = fields.personalDataDays {
            connection.personalDataDays = days
            if !(1...365).contains(days) {
                checks.add("/personal_data_days", "invalid", "Customers are kept for 1 to 365 days; Amazon wants at most 30.")
            }
        }
        for (word, minutes) in (fields.minutes ?? [:]).sorted(by: { $0.key < $1.key }) {
            guard let sync = VendorSync(rawValue: word) else {
                checks.add("/minutes/\(word.prefix(40))", "unknown", "Rounds are orders, fulfilment, inventory and invoices.")
                continue
            }
            connection.schedule.minutes[sync] = minutes
            if !VendorSchedule.bounds.contains(minutes) {
                checks.add("/minutes/\(word)", "invalid", "A round is made every 5 to 1440 minutes.")
            }
        }
    }

    private func remitted(_ given: VendorRemittance, _ checks: inout FieldChecks) -> VendorRemittance? {
        // All empty: no invoices from here.
        if given.party.id.isEmpty, given.party.address == nil, given.taxNumber == nil { return nil }
        var remittance = given
        remittance.party.id = checks.text(given.party.id, "/remit_to/party_id", "The payee's code", limit: 40)
        if let address = given.party.address { remittance.party.address = checks.address(address, "/remit_to/address") }
        remittance.taxNumber = checks.optionalText(given.taxNumber, "/remit_to/tax_number", "The VAT number", limit: 40)
        if let days = given.netDueDays, !(0...365).contains(days) {
            checks.add("/remit_to/net_due_days", "invalid", "Payment is due after 0 to 365 days.")
        }
        return remittance
    }

    private func warehouses(_ connection: inout VendorConnection, _ checks: inout FieldChecks) {
        if let given = fields.warehouses {
            if given.count > 1000 { checks.add("/warehouses", "too-many", "Name at most 1000 warehouses.") }
            connection.warehouses.warehouses = given.prefix(1000).enumerated().map { index, warehouse in
                ShipFromMapping.Warehouse(
                    code: checks.text(warehouse.code, "/warehouses/\(index)/code", "Amazon's code", limit: 40),
                    name: checks.text(warehouse.name, "/warehouses/\(index)/name", "The name"),
                    address: warehouse.address.map { checks.address($0, "/warehouses/\(index)/address") })
            }
        }
        if let code = fields.defaultWarehouse {
            connection.warehouses.defaultCode = checks.optionalText(code, "/default_warehouse", "The default", limit: 40)
        }
        for finding in connection.warehouses.findings {
            checks.add(finding.pointer, "invalid", finding.message.sentence)
        }
    }

    private func unique(_ connection: VendorConnection, _ work: UnitOfWork, _ checks: inout FieldChecks) throws {
        let other = try work.store.vendorConnection(code: connection.vendorCode, usesSandbox: connection.usesSandbox)
        if let other, other.id != connection.id {
            checks.add(
                "/vendor_code", "taken", "The connection \(other.name) is of this vendor code already. Change that one.")
        }
        if id == nil, try work.store.vendorConnections().count >= Self.most {
            checks.add("/vendor_code", "too-many", "There are \(Self.most) connections. Change one that is not used any more.")
        }
    }

    /// Orders that waited for a warehouse are looked at again when there is another mapping.
    private static func review(_ connection: VendorConnection, _ before: VendorConnection?, _ work: UnitOfWork) throws {
        guard let before, before.warehouses != connection.warehouses else { return }
        var after: String?
        repeat {
            let page = try work.store.vendorOrders(
                VendorOrderFilter(connection: connection.id, isHeld: true), PageRequest(limit: 100, after: after))
            for var stored in page.items where stored.order.holds.contains(where: { $0.kind == .unmappedWarehouse }) {
                guard case .mapped = connection.warehouses.warehouse(for: stored.order) else { continue }
                stored.order.release(.unmappedWarehouse)
                if stored.order.holds.isEmpty, stored.order.status == .new { try stored.order.apply(.release) }
                try work.acknowledgeAutomatically(&stored.order, connection)
                try work.save(stored)
            }
            after = page.nextCursor
        } while after != nil
    }
}

extension FieldChecks {
    /// An address of ours as Amazon wants it.
    mutating func address(_ given: VendorAddress, _ pointer: String) -> VendorAddress {
        var address = given
        address.name = text(given.name, "\(pointer)/name", "The name of the place")
        address.lines = given.lines.map(Self.trimmed).filter { !$0.isEmpty }
        if address.lines.isEmpty { add("\(pointer)/lines", "required", "The street is missing. Enter it.") }
        if address.lines.count > 3 { add("\(pointer)/lines", "too-long", "Amazon takes three lines at most.") }
        for line in address.lines { _ = text(line, "\(pointer)/lines", "A line of the address") }
        address.city = optionalText(given.city, "\(pointer)/city", "The city")
        address.state = optionalText(given.state, "\(pointer)/state", "The state", limit: 60)
        address.postalCode = optionalText(given.postalCode, "\(pointer)/postal_code", "The postal code", limit: 20)
        address.country = Self.trimmed(given.country).uppercased()
        if address.country.utf8.count != 2 || !address.country.utf8.allSatisfy({ (65...90).contains($0) }) {
            add("\(pointer)/country", "invalid", "The country is two letters, such as DE.")
        }
        address.phone = optionalText(given.phone, "\(pointer)/phone", "The telephone number", limit: 40)
        return address
    }
}

/// Begins or ends the rounds of a connection.
package struct SwitchVendorConnection: Command {
    package static let access = SaveVendorConnection.access
    package static let changesSetUp = false
    package var id: Identifier<VendorConnection>
    package var isActive: Bool

    package init(_ id: Identifier<VendorConnection>, isActive: Bool) {
        self.id = id
        self.isActive = isActive
    }

    package func perform(in work: UnitOfWork) throws -> VendorConnection {
        var connection = try work.vendorConnection(id)
        guard connection.isActive != isActive else { return connection }
        connection.isActive = isActive
        try work.store.save(connection, secrets: nil, at: work.now)
        try work.record(.recordChanged, id, [("is_active", isActive ? "true" : "false")])
        work.queuedVendorWork = true
        return connection
    }
}

package struct ListVendorConnections: Query {
    package static let access = Access.vendorConnectionRead
    package init() {}
    package func answer(in view: View) throws -> [VendorConnection] { try view.store.vendorConnections() }
}

package struct ShowVendorConnection: Query {
    package static let access = Access.vendorConnectionRead
    package var id: Identifier<VendorConnection>
    package init(_ id: Identifier<VendorConnection>) { self.id = id }
    package func answer(in view: View) throws -> VendorConnection { try view.vendorConnection(id) }
}

/// A connection with its secrets in the clear, for the worker that speaks to Amazon.
package struct VendorCredentials: Sendable {
    package var connection: VendorConnection
    package var clientSecret: String
    package var refreshToken: String
}

package struct OpenVendorCredentials: Query {
    package static let access = Access.system
    package var id: Identifier<VendorConnection>
    package init(_ id: Identifier<VendorConnection>) { self.id = id }

    package func answer(in view: View) throws -> VendorCredentials {
        let connection = try view.vendorConnection(id)
        let sealed = try view.need(try view.store.vendorSecrets(of: id), "vendor connection")
        let sealer = view.environment.sealer
        return VendorCredentials(
            connection: connection,
            clientSecret: try sealer.openText(sealed.clientSecret, for: VendorSeal.clientSecret(id)),
            refreshToken: try sealer.openText(sealed.refreshToken, for: VendorSeal.refreshToken(id)))
    }
}

/// Keeps what a try of the access found.
package struct RecordVendorCheck: Command {
    package static let access = Access.system
    package static let changesSetUp = false
    package var id: Identifier<VendorConnection>
    package var isGood: Bool
    package var message: String

    package init(_ id: Identifier<VendorConnection>, isGood: Bool, message: String) {
        self.id = id
        self.isGood = isGood
        self.message = message
    }

    package func perform(in work: UnitOfWork) throws -> VendorConnection {
        _ = try work.vendorConnection(id)
        let check = VendorConnection.Check(at: work.now, isGood: isGood, message: String(message.prefix(1000)))
        try work.store.setVendorCheck(check, of: id)
        try work.record(.vendorConnectionChecked, id, [("good", isGood ? "true" : "false")])
        return try work.vendorConnection(id)
    }
}
