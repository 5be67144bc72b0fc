package import Database
package import Procurement

extension InboxSenderRule: StoredRecord {
    package static let table = "inbox_senders"
    package static let columns = "id, sender, action, supplier_id, is_active"
    package static let isSetUp = false

    package static func read(_ row: any SQLRow) throws -> InboxSenderRule {
        var read = RowReader(row)
        return InboxSenderRule(
            id: try read.id(), sender: try read.text(), action: try read.word(), supplierID: read.optionalID(),
            isActive: try read.bool())
    }

    package var values: [(String, SQLValue)] {
        [
            ("id", SQLValue(id)), ("sender", SQLValue(sender)), ("action", SQLValue(action.rawValue)),
            ("supplier_id", SQLValue(supplierID)), ("is_active", SQLValue(isActive)),
        ]
    }
}

extension SupplierKey: StoredRecord {
    package static let table = "supplier_keys"
    package static let columns = "id, kind, value, supplier_id"
    package static let isSetUp = false

    package static func read(_ row: any SQLRow) throws -> SupplierKey {
        var read = RowReader(row)
        return SupplierKey(id: try read.id(), kind: try read.word(), value: try read.text(), supplierID: try read.id())
    }

    package var values: [(String, SQLValue)] {
        [
            ("id", SQLValue(id)), ("kind", SQLValue(kind.rawValue)), ("value", SQLValue(value)),
            ("supplier_id", SQLValue(supplierID)),
        ]
    }
}

extension Store {
    /// The rules that may hold for an address: for itself and for its domain.
    package func inboxSenderRules(for address: String) throws -> [InboxSenderRule] {
        let address = address.lowercased()
        let domain = address.split(separator: "@").last.map(String.init) ?? address
        return try all(where: "sender IN (?1, ?2)", [SQLValue(address), SQLValue(domain)])
    }

    package func inboxSenderRule(for sender: String) throws -> InboxSenderRule? {
        try one(where: "sender = ?1", [SQLValue(sender.lowercased())])
    }

    /// Whose number it is.
    package func supplierKey(_ kind: SupplierKey.Kind, _ value: String) throws -> SupplierKey? {
        try one(where: "kind = ?1 AND value = ?2", [SQLValue(kind.rawValue), SQLValue(SupplierKey.comparable(value))])
    }

    /// In the order in which they were learnt.
    package func supplierKeys(of supplier: Identifier<Supplier>) throws -> [SupplierKey] {
        try all(where: "supplier_id = ?1", [SQLValue(supplier)])
    }

    package func delete(_ rule: Identifier<InboxSenderRule>) throws {
        try sql.execute("DELETE FROM inbox_senders WHERE id = ?1", [SQLValue(rule)])
    }

    package func delete(_ key: Identifier<SupplierKey>) throws {
        try sql.execute("DELETE FROM supplier_keys WHERE id = ?1", [SQLValue(key)])
    }
}
