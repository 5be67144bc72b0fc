import Database
package import FoundationEssentials
package import Procurement
package import VendorCentral

extension Store {
    private static let vendorConnectionColumns = """
        id, name, vendor_code, region, uses_sandbox, endpoint, client_id, secret_set_at, programmes, auto_acknowledges,
        default_warehouse, company_prefix, remittance, marketplace_id, personal_data_days, schedule, is_active, checked_at,
        check_is_good, check_message
        """

    private static func vendorConnection(_ row: any SQLRow) throws -> VendorConnection {
        var read = RowReader(row)
        let (id, name, code) = (try read.id(VendorConnection.self), try read.text(), try read.text())
        let (region, usesSandbox) = (try read.word(VendorConnection.Region.self), try read.bool())
        let (endpoint, client, setAt) = (read.optionalText(), try read.text(), try read.date())
        let programmes = Set(try read.lines().compactMap { Programme(rawValue: $0) })
        let automatic = Set(try read.lines().compactMap { Programme(rawValue: $0) })
        let defaultCode = read.optionalText()
        var connection = VendorConnection(
            id: id, name: name, vendorCode: code, region: region, usesSandbox: usesSandbox, endpointOverride: endpoint,
            clientID: client, secretSetAt: setAt, programmes: programmes, acknowledgesAutomatically: automatic,
            warehouses: ShipFromMapping(defaultCode: defaultCode))
        connection.companyPrefix = read.optionalText()
        connection.remittance = read.optionalText().map { VendorRemittance(packed: $0) }
        connection.marketplaceID = read.optionalText()
        connection.personalDataDays = try read.integer()
        for record in PackedRecord.read(try read.text()) {
            if let sync = VendorSync(rawValue: record.kind) { connection.schedule.minutes[sync] = record.optionalInteger(0) }
        }
        connection.isActive = try read.bool()
        if let at = read.optionalDate() {
            connection.lastCheck = VendorConnection.Check(
                at: at, isGood: read.optionalInteger() == 1, message: read.optionalText() ?? "")
        }
        return connection
    }

    private func withWarehouses(_ connection: VendorConnection) throws -> VendorConnection {
        var connection = connection
        connection.warehouses.warehouses = try sql.query(
            "SELECT code, name, address FROM vendor_warehouses WHERE connection_id = ?1 ORDER BY code", [SQLValue(connection.id)]
        ) { row in
            ShipFromMapping.Warehouse(
                code: try row.text(0), name: try row.text(1),
                address: row.optionalText(2).flatMap { VendorAddress(packed: $0) })
        }
        return connection
    }

    package func vendorConnection(_ id: Identifier<VendorConnection>) throws -> VendorConnection? {
        try sql.first(
            "SELECT \(Self.vendorConnectionColumns) FROM vendor_connections WHERE id = ?1", [SQLValue(id)],
            Self.vendorConnection
        ).map(withWarehouses)
    }

    /// The one of a vendor code; Amazon's sandbox knows the same codes again.
    package func vendorConnection(code: String, usesSandbox: Bool) throws -> VendorConnection? {
        try sql.first(
            "SELECT \(Self.vendorConnectionColumns) FROM vendor_connections WHERE vendor_code = ?1 AND uses_sandbox = ?2",
            [SQLValue(code), SQLValue(usesSandbox)], Self.vendorConnection
        ).map(withWarehouses)
    }

    /// Every one: few by their nature.
    package func vendorConnections() throws -> [VendorConnection] {
        try sql.query("SELECT \(Self.vendorConnectionColumns) FROM vendor_connections ORDER BY id", [], Self.vendorConnection)
            .map(withWarehouses)
    }

    package func hasVendorConnection() throws -> Bool {
        try sql.first("SELECT 1 FROM vendor_connections LIMIT 1", []) { _ in true } ?? false
    }

    /// Sealed credentials.
    package struct VendorSecrets: Sendable, Hashable {
        package var clientSecret: [UInt8]
        package var refreshToken: [UInt8]

        package init(clientSecret: [UInt8], refreshToken: [UInt8]) {
            self.clientSecret = clientSecret
            self.refreshToken = refreshToken
        }
    }

    package func vendorSecrets(of id: Identifier<VendorConnection>) throws -> VendorSecrets? {
        try sql.first("SELECT client_secret, refresh_token FROM vendor_connections WHERE id = ?1", [SQLValue(id)]) {
            VendorSecrets(clientSecret: try $0.blob(0), refreshToken: try $0.blob(1))
        }
    }

    /// Writes the connection with its warehouses. A new one needs `secrets`; without them a known one keeps its own.
    package func save(_ connection: VendorConnection, secrets: VendorSecrets?, at now: Date) throws {
        var values = Self.values(connection) + [("updated_at", SQLValue(now))]
        if let secrets {
            values += [
                ("client_secret", SQLValue(secrets.clientSecret)), ("refresh_token", SQLValue(secrets.refreshToken)),
                ("created_at", SQLValue(now)),
            ]
        }
        if try vendorConnection(connection.id) == nil {
            try insert("vendor_connections", values)
        } else {
            let kept = values.dropFirst().filter { $0.0 != "created_at" }
            let changes = kept.enumerated().map { "\($1.0) = ?\($0 + 2)" }.joined(separator: ", ")
            try sql.execute(
                "UPDATE vendor_connections SET \(changes) WHERE id = ?1", [SQLValue(connection.id)] + kept.map { $0.1 })
        }
        try sql.execute("DELETE FROM vendor_warehouses WHERE connection_id = ?1", [SQLValue(connection.id)])
        for warehouse in connection.warehouses.warehouses {
            try insert(
                "vendor_warehouses",
                [
                    ("connection_id", SQLValue(connection.id)), ("code", SQLValue(warehouse.code)),
                    ("name", SQLValue(warehouse.name)), ("address", SQLValue(warehouse.address?.packed)),
                ])
        }
    }

    private static func values(_ connection: VendorConnection) -> [(String, SQLValue)] {
        var schedule = Packing()
        for (sync, minutes) in connection.schedule.minutes.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            schedule.add(sync.rawValue, String(minutes))
        }
        func words(_ programmes: Set<Programme>) -> SQLValue { SQLValue(lines: programmes.map(\.rawValue).sorted()) }
        return [
            ("id", SQLValue(connection.id)), ("name", SQLValue(connection.name)),
            ("vendor_code", SQLValue(connection.vendorCode)), ("region", SQLValue(connection.region.rawValue)),
            ("uses_sandbox", SQLValue(connection.usesSandbox)), ("endpoint", SQLValue(connection.endpointOverride)),
            ("client_id", SQLValue(connection.clientID)), ("secret_set_at", SQLValue(connection.secretSetAt)),
            ("programmes", words(connection.programmes)), ("auto_acknowledges", words(connection.acknowledgesAutomatically)),
            ("default_warehouse", SQLValue(connection.warehouses.defaultCode)),
            ("company_prefix", SQLValue(connection.companyPrefix)),
            ("remittance", SQLValue(connection.remittance?.packed)), ("marketplace_id", SQLValue(connection.marketplaceID)),
            ("personal_data_days", SQLValue(connection.personalDataDays)), ("schedule", SQLValue(schedule.text)),
            ("is_active", SQLValue(connection.isActive)), ("checked_at", SQLValue(connection.lastCheck?.at)),
            ("check_is_good", SQLValue(connection.lastCheck.map { $0.isGood ? 1 : 0 })),
            ("check_message", SQLValue(connection.lastCheck?.message)),
        ]
    }

    package func setVendorCheck(_ check: VendorConnection.Check, of id: Identifier<VendorConnection>) throws {
        try sql.execute(
            "UPDATE vendor_connections SET checked_at = ?2, check_is_good = ?3, check_message = ?4 WHERE id = ?1",
            [SQLValue(id), SQLValue(check.at), SQLValue(check.isGood), SQLValue(check.message)])
    }

    /// Takes `count` serial numbers of cartons, each of which is given once; answers the first.
    package func takeSerials(_ count: Int, of id: Identifier<VendorConnection>) throws -> Int {
        let first = try sql.first("SELECT next_serial FROM vendor_connections WHERE id = ?1", [SQLValue(id)]) {
            try $0.integer(0)
        }
        try sql.execute(
            "UPDATE vendor_connections SET next_serial = next_serial + ?2 WHERE id = ?1", [SQLValue(id), SQLValue(count)])
        return first ?? 1
    }
}

extension VendorRemittance {
    fileprivate var packed: String {
        var packing = Packing()
        packing.add("r", taxNumber, netDueDays.map { String($0) })
        return packing.text + party.packed
    }

    fileprivate init(packed text: String) {
        self.init(VendorParty(packed: text))
        for record in PackedRecord.read(text) where record.kind == "r" {
            taxNumber = record.optionalText(0)
            netDueDays = record.optionalInteger(1)
        }
    }
}
