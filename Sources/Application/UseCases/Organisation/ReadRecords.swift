package import Procurement
package import ProcurementStore

/// A record that lists show page by page.
package protocol ReadableRecord: StoredRecord {
    /// For messages, for example `GL account`.
    static var noun: String { get }
    static var readAccess: Access { get }
}

extension ReadableRecord {
    /// Its identifier, as addresses name it.
    package var identifierText: String { id.text }
}

/// A page of records in the order in which they were made.
package struct ListRecords<Record: ReadableRecord>: Query {
    package static var access: Access { Record.readAccess }
    package var page: PageRequest
    /// `nil` shows those in use and those that are not.
    package var isActive: Bool?

    package init(_ page: PageRequest, isActive: Bool? = nil) {
        self.page = page
        self.isActive = isActive
    }

    package func answer(in view: View) throws -> Page<Record> {
        try view.store.page(of: Record.self, page, isActive: isActive)
    }
}

package struct ShowRecord<Record: ReadableRecord>: Query {
    package static var access: Access { Record.readAccess }
    package var id: Identifier<Record>
    package init(_ id: Identifier<Record>) { self.id = id }
    package func answer(in view: View) throws -> Record { try view.need(try view.store.record(id), Record.noun) }
}

extension Address: ReadableRecord {
    package static let noun = "address"
    package static let readAccess = Access.signedIn("addresses.read")
}

extension LegalEntity: ReadableRecord {
    package static let noun = "legal entity"
    package static let readAccess = Access.signedIn("legal-entities.read")
}

extension Location: ReadableRecord {
    package static let noun = "location"
    package static let readAccess = Access.signedIn("locations.read")
}

extension Department: ReadableRecord {
    package static let noun = "department"
    package static let readAccess = Access.signedIn("departments.read")
}

extension GLAccount: ReadableRecord {
    package static let noun = "GL account"
    package static let readAccess = Access.signedIn("gl-accounts.read")
}

extension Project: ReadableRecord {
    package static let noun = "project"
    package static let readAccess = Access.signedIn("projects.read")
}

extension TaxCode: ReadableRecord {
    package static let noun = "tax code"
    package static let readAccess = Access.signedIn("tax-codes.read")
}

extension ExchangeRate: ReadableRecord {
    package static let noun = "exchange rate"
    package static let readAccess = Access.signedIn("exchange-rates.read")
}

extension OwnField: ReadableRecord {
    package static let noun = "own field"
    package static let readAccess = Access.signedIn("own-fields.read")
}

extension NumberScheme: ReadableRecord {
    package static let noun = "number scheme"
    package static let readAccess = Access.roles(.auditor, scope: "number-schemes.read")
}

extension CategoryRule: ReadableRecord {
    package static let noun = "category rule"
    package static let readAccess = Access.roles(.auditor, scope: "category-rules.read")
}

extension Substitution: ReadableRecord {
    package static let noun = "substitution"
    package static let readAccess = Access.signedIn("substitutions.read")
}

extension User: ReadableRecord {
    package static let noun = "user"
    package static let readAccess = Access.roles(.auditor, scope: "users.read")
}

extension Budget: ReadableRecord {
    package static let noun = "budget"
    package static let readAccess = Access.signedIn("organisation.read")
}

extension Supplier: ReadableRecord {
    package static let noun = "supplier"
    package static let readAccess = Access.signedIn("suppliers.read")
}
