package import Database
package import Procurement

extension GLAccount: StoredRecord {
    package static let table = "gl_accounts"
    package static let columns = "id, code, name, segments, legal_entity_id, is_active"

    package static func read(_ row: any SQLRow) throws -> GLAccount {
        var read = RowReader(row)
        return GLAccount(
            id: try read.id(), code: try read.text(), name: try read.text(), segments: try read.lines(),
            legalEntityID: read.optionalID(), isActive: try read.bool())
    }

    package var values: [(String, SQLValue)] {
        [
            ("id", SQLValue(id)), ("code", SQLValue(code)), ("name", SQLValue(name)), ("segments", SQLValue(lines: segments)),
            ("legal_entity_id", SQLValue(legalEntityID)), ("is_active", SQLValue(isActive)),
        ]
    }
}

extension Project: StoredRecord {
    package static let table = "projects"
    package static let columns = "id, code, name, legal_entity_id, first_day, last_day, is_active"

    package static func read(_ row: any SQLRow) throws -> Project {
        var read = RowReader(row)
        return Project(
            id: try read.id(), code: try read.text(), name: try read.text(), legalEntityID: read.optionalID(),
            days: read.days(), isActive: try read.bool())
    }

    package var values: [(String, SQLValue)] {
        [
            ("id", SQLValue(id)), ("code", SQLValue(code)), ("name", SQLValue(name)),
            ("legal_entity_id", SQLValue(legalEntityID)), ("first_day", SQLValue(days.from)),
            ("last_day", SQLValue(days.through)), ("is_active", SQLValue(isActive)),
        ]
    }
}

extension TaxCode: StoredRecord {
    package static let table = "tax_codes"
    package static let columns = "id, legal_entity_id, code, name, rate, is_active"

    package static func read(_ row: any SQLRow) throws -> TaxCode {
        var read = RowReader(row)
        return TaxCode(
            id: try read.id(), legalEntityID: try read.id(), code: try read.text(), name: try read.text(),
            rate: try read.decimal(), isActive: try read.bool())
    }

    package var values: [(String, SQLValue)] {
        [
            ("id", SQLValue(id)), ("legal_entity_id", SQLValue(legalEntityID)), ("code", SQLValue(code)),
            ("name", SQLValue(name)), ("rate", SQLValue(rate)), ("is_active", SQLValue(isActive)),
        ]
    }
}

extension ExchangeRate: StoredRecord {
    package static let table = "exchange_rates"
    package static let columns = "id, from_currency, to_currency, day, rate"

    package static func read(_ row: any SQLRow) throws -> ExchangeRate {
        var read = RowReader(row)
        return ExchangeRate(
            id: try read.id(), from: try read.currency(), to: try read.currency(), day: try read.day(), rate: try read.decimal())
    }

    package var values: [(String, SQLValue)] {
        [
            ("id", SQLValue(id)), ("from_currency", SQLValue(from.code)), ("to_currency", SQLValue(to.code)),
            ("day", SQLValue(day)), ("rate", SQLValue(rate)),
        ]
    }
}

extension OwnField: StoredRecord {
    package static let table = "own_fields"
    package static let columns = "id, key, name, kind, options, required_on, is_active"

    package static func read(_ row: any SQLRow) throws -> OwnField {
        var read = RowReader(row)
        return OwnField(
            id: try read.id(), key: try read.text(), name: try read.text(), kind: try read.word(), options: try read.lines(),
            requiredOn: Set(try read.lines().compactMap(DocumentType.init(rawValue:))), isActive: try read.bool())
    }

    package var values: [(String, SQLValue)] {
        [
            ("id", SQLValue(id)), ("key", SQLValue(key)), ("name", SQLValue(name)), ("kind", SQLValue(kind.rawValue)),
            ("options", SQLValue(lines: options)), ("required_on", SQLValue(lines: requiredOn.map(\.rawValue).sorted())),
            ("is_active", SQLValue(isActive)),
        ]
    }
}

extension CategoryRule: StoredRecord {
    package static let table = "category_rules"
    package static let columns = "id, name, prefix, supplier_id, is_active, \(Coding.defaultColumns)"
    package static let joins = Coding.join("category_rules")

    package static func read(_ row: any SQLRow) throws -> CategoryRule {
        var read = RowReader(row)
        let (id, name, prefix) = (try read.id(CategoryRule.self), try read.text(), try read.text())
        let (supplier, isActive) = (read.optionalID(Supplier.self), try read.bool())
        return CategoryRule(
            id: id, name: name, prefix: prefix, supplierID: supplier, coding: try read.coding(), isActive: isActive)
    }

    package var values: [(String, SQLValue)] {
        [
            ("id", SQLValue(id)), ("name", SQLValue(name)), ("prefix", SQLValue(prefix)), ("supplier_id", SQLValue(supplierID)),
            ("is_active", SQLValue(isActive)),
        ]
    }

    package var codingToKeep: Coding? { coding }
}

extension Supplier: StoredRecord {
    package static let table = "suppliers"
    package static let columns = "id, name, order_email, mail_language, is_active, \(Coding.defaultColumns)"
    package static let joins = Coding.join("suppliers")

    package static func read(_ row: any SQLRow) throws -> Supplier {
        var read = RowReader(row)
        let (id, name) = (try read.id(Supplier.self), try read.text())
        let (email, language, isActive) = (read.optionalText(), try read.word(MailLanguage.self), try read.bool())
        return Supplier(
            id: id, name: name, defaultCoding: try read.coding(), orderEmail: email, mailLanguage: language, isActive: isActive)
    }

    package var values: [(String, SQLValue)] {
        [
            ("id", SQLValue(id)), ("name", SQLValue(name)), ("order_email", SQLValue(orderEmail)),
            ("mail_language", SQLValue(mailLanguage.rawValue)), ("is_active", SQLValue(isActive)),
        ]
    }

    package var codingToKeep: Coding? { defaultCoding }
}

extension User: StoredRecord {
    package static let table = "users"
    package static let columns = """
        users.id, email, name, roles, is_active, manager_id, limit_legal_entities, limit_departments, \(Coding.defaultColumns)
        """
    package static let joins = Coding.join("users")

    package static func read(_ row: any SQLRow) throws -> User {
        var read = RowReader(row)
        var user = User(
            id: try read.id(), email: try read.text(), name: try read.text(),
            roles: Set(try read.lines().compactMap(Role.init(rawValue:))), isActive: try read.bool(),
            managerID: read.optionalID())
        user.limits.legalEntityIDs = Set(try read.ids())
        user.limits.departmentIDs = Set(try read.ids())
        user.defaultCoding = try read.coding()
        return user
    }

    package var values: [(String, SQLValue)] {
        [
            ("id", SQLValue(id)), ("email", SQLValue(email)), ("email_key", SQLValue(Store.emailKey(email))),
            ("name", SQLValue(name)), ("roles", SQLValue(lines: roles.map(\.rawValue).sorted())),
            ("is_active", SQLValue(isActive)), ("manager_id", SQLValue(managerID)),
            ("limit_legal_entities", SQLValue(ids: limits.legalEntityIDs)),
            ("limit_departments", SQLValue(ids: limits.departmentIDs)),
        ]
    }

    package var codingToKeep: Coding? { defaultCoding }
}
