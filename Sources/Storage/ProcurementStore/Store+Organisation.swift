package import Procurement
import Database

extension Store {
    // MARK: Addresses

    private static let addressColumns = "id, code, name, deliver_to, street, city, state, postal_code, country, email, phone"

    private static func address(_ row: any SQLRow) throws -> Address {
        var read = RowReader(row)
        return Address(
            id: try read.id(), code: try read.text(), name: try read.text(), deliverTo: try read.lines(),
            street: try read.lines(),
            city: try read.text(), state: read.optionalText(), postalCode: read.optionalText(), country: try read.text(),
            email: read.optionalText(), phone: read.optionalText())
    }

    package func addresses() throws -> [Address] {
        try sql.query("SELECT \(Self.addressColumns) FROM addresses ORDER BY code", [], Self.address)
    }

    package func address(_ id: Identifier<Address>) throws -> Address? {
        try sql.first("SELECT \(Self.addressColumns) FROM addresses WHERE id = ?1", [SQLValue(id)], Self.address)
    }

    package func save(_ address: Address) throws {
        try upsert(
            "addresses",
            [
                ("id", SQLValue(address.id)), ("code", SQLValue(address.code)), ("name", SQLValue(address.name)),
                ("deliver_to", SQLValue(lines: address.deliverTo)), ("street", SQLValue(lines: address.street)),
                ("city", SQLValue(address.city)), ("state", SQLValue(address.state)),
                ("postal_code", SQLValue(address.postalCode)),
                ("country", SQLValue(address.country)), ("email", SQLValue(address.email)), ("phone", SQLValue(address.phone)),
            ])
    }

    // MARK: Legal entities

    private static func legalEntity(_ row: any SQLRow) throws -> LegalEntity {
        var read = RowReader(row)
        return LegalEntity(
            id: try read.id(), name: try read.text(), currency: try read.currency(), billingAddressID: read.optionalID())
    }

    package func legalEntities() throws -> [LegalEntity] {
        try sql.query("SELECT id, name, currency, billing_address_id FROM legal_entities ORDER BY name", [], Self.legalEntity)
    }

    package func legalEntity(_ id: Identifier<LegalEntity>) throws -> LegalEntity? {
        try sql.first(
            "SELECT id, name, currency, billing_address_id FROM legal_entities WHERE id = ?1", [SQLValue(id)], Self.legalEntity)
    }

    package func save(_ entity: LegalEntity) throws {
        try upsert(
            "legal_entities",
            [
                ("id", SQLValue(entity.id)), ("name", SQLValue(entity.name)), ("currency", SQLValue(entity.currency.code)),
                ("billing_address_id", SQLValue(entity.billingAddressID)),
            ])
    }

    // MARK: Locations

    private static func location(_ row: any SQLRow) throws -> Location {
        var read = RowReader(row)
        return Location(id: try read.id(), name: try read.text(), legalEntityID: try read.id(), addressID: read.optionalID())
    }

    package func locations() throws -> [Location] {
        try sql.query("SELECT id, name, legal_entity_id, address_id FROM locations ORDER BY name", [], Self.location)
    }

    package func location(_ id: Identifier<Location>) throws -> Location? {
        try sql.first("SELECT id, name, legal_entity_id, address_id FROM locations WHERE id = ?1", [SQLValue(id)], Self.location)
    }

    package func save(_ location: Location) throws {
        try upsert(
            "locations",
            [
                ("id", SQLValue(location.id)), ("name", SQLValue(location.name)),
                ("legal_entity_id", SQLValue(location.legalEntityID)), ("address_id", SQLValue(location.addressID)),
            ])
    }

    // MARK: Departments

    private static func department(_ row: any SQLRow) throws -> Department {
        var read = RowReader(row)
        return Department(id: try read.id(), name: try read.text())
    }

    package func departments() throws -> [Department] {
        try sql.query("SELECT id, name FROM departments ORDER BY name", [], Self.department)
    }

    package func department(_ id: Identifier<Department>) throws -> Department? {
        try sql.first("SELECT id, name FROM departments WHERE id = ?1", [SQLValue(id)], Self.department)
    }

    package func save(_ department: Department) throws {
        try upsert("departments", [("id", SQLValue(department.id)), ("name", SQLValue(department.name))])
    }

    // MARK: GL accounts

    private static func glAccount(_ row: any SQLRow) throws -> GLAccount {
        var read = RowReader(row)
        return GLAccount(id: try read.id(), code: try read.text(), name: try read.text())
    }

    package func glAccounts() throws -> [GLAccount] {
        try sql.query("SELECT id, code, name FROM gl_accounts ORDER BY code", [], Self.glAccount)
    }

    package func glAccount(_ id: Identifier<GLAccount>) throws -> GLAccount? {
        try sql.first("SELECT id, code, name FROM gl_accounts WHERE id = ?1", [SQLValue(id)], Self.glAccount)
    }

    package func save(_ account: GLAccount) throws {
        try upsert(
            "gl_accounts", [("id", SQLValue(account.id)), ("code", SQLValue(account.code)), ("name", SQLValue(account.name))])
    }
}
