package import Database
package import Procurement

extension Address: StoredRecord {
    package static let table = "addresses"
    package static let columns = "id, code, name, deliver_to, street, city, state, postal_code, country, email, phone, is_active"

    package static func read(_ row: any SQLRow) throws -> Address {
        var read = RowReader(row)
        return Address(
            id: try read.id(), code: try read.text(), name: try read.text(), deliverTo: try read.lines(),
            street: try read.lines(), city: try read.text(), state: read.optionalText(), postalCode: read.optionalText(),
            country: try read.text(), email: read.optionalText(), phone: read.optionalText(), isActive: try read.bool())
    }

    package var values: [(String, SQLValue)] {
        [
            ("id", SQLValue(id)), ("code", SQLValue(code)), ("name", SQLValue(name)), ("deliver_to", SQLValue(lines: deliverTo)),
            ("street", SQLValue(lines: street)), ("city", SQLValue(city)), ("state", SQLValue(state)),
            ("postal_code", SQLValue(postalCode)), ("country", SQLValue(country)), ("email", SQLValue(email)),
            ("phone", SQLValue(phone)), ("is_active", SQLValue(isActive)),
        ]
    }
}

extension LegalEntity: StoredRecord {
    package static let table = "legal_entities"
    package static let columns = "id, name, currency, billing_address_id, enterer_may_accept, is_active"

    package static func read(_ row: any SQLRow) throws -> LegalEntity {
        var read = RowReader(row)
        return LegalEntity(
            id: try read.id(), name: try read.text(), currency: try read.currency(), billingAddressID: read.optionalID(),
            entererMayAccept: try read.bool(), isActive: try read.bool())
    }

    package var values: [(String, SQLValue)] {
        [
            ("id", SQLValue(id)), ("name", SQLValue(name)), ("currency", SQLValue(currency.code)),
            ("billing_address_id", SQLValue(billingAddressID)), ("enterer_may_accept", SQLValue(entererMayAccept)),
            ("is_active", SQLValue(isActive)),
        ]
    }
}

extension Location: StoredRecord {
    package static let table = "locations"
    package static let columns = "id, name, legal_entity_id, address_id, is_active"

    package static func read(_ row: any SQLRow) throws -> Location {
        var read = RowReader(row)
        return Location(
            id: try read.id(), name: try read.text(), legalEntityID: try read.id(), addressID: read.optionalID(),
            isActive: try read.bool())
    }

    package var values: [(String, SQLValue)] {
        [
            ("id", SQLValue(id)), ("name", SQLValue(name)), ("legal_entity_id", SQLValue(legalEntityID)),
            ("address_id", SQLValue(addressID)), ("is_active", SQLValue(isActive)),
        ]
    }
}

extension Department: StoredRecord {
    package static let table = "departments"
    package static let columns = "id, name, parent_id, head_id, legal_entity_id, is_active"

    package static func read(_ row: any SQLRow) throws -> Department {
        var read = RowReader(row)
        return Department(
            id: try read.id(), name: try read.text(), parentID: read.optionalID(), headID: read.optionalID(),
            legalEntityID: read.optionalID(), isActive: try read.bool())
    }

    package var values: [(String, SQLValue)] {
        [
            ("id", SQLValue(id)), ("name", SQLValue(name)), ("parent_id", SQLValue(parentID)), ("head_id", SQLValue(headID)),
            ("legal_entity_id", SQLValue(legalEntityID)), ("is_active", SQLValue(isActive)),
        ]
    }
}

extension Substitution: StoredRecord {
    package static let table = "substitutions"
    package static let columns = "id, user_id, substitute_id, first_day, last_day"

    package static func read(_ row: any SQLRow) throws -> Substitution {
        var read = RowReader(row)
        return Substitution(
            id: try read.id(), userID: try read.id(), substituteID: try read.id(), from: try read.day(), through: try read.day())
    }

    package var values: [(String, SQLValue)] {
        [
            ("id", SQLValue(id)), ("user_id", SQLValue(userID)), ("substitute_id", SQLValue(substituteID)),
            ("first_day", SQLValue(from)), ("last_day", SQLValue(through)),
        ]
    }
}

extension NumberScheme: StoredRecord {
    package static let table = "number_schemes"
    package static let columns = "id, document_type, legal_entity_id, pattern, is_active"

    package static func read(_ row: any SQLRow) throws -> NumberScheme {
        var read = RowReader(row)
        return NumberScheme(
            id: try read.id(), documentType: try read.word(), legalEntityID: read.optionalID(), pattern: try read.text(),
            isActive: try read.bool())
    }

    package var values: [(String, SQLValue)] {
        [
            ("id", SQLValue(id)), ("document_type", SQLValue(documentType.rawValue)),
            ("legal_entity_id", SQLValue(legalEntityID)), ("pattern", SQLValue(pattern)), ("is_active", SQLValue(isActive)),
        ]
    }
}
