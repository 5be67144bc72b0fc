import FoundationEssentials
package import Procurement
import ProcurementStore

/// A new address, or with `id` a changed one.
package struct SaveAddress: Command {
    package static let access = Access.roles(scope: "addresses.write")
    package var id: Identifier<Address>?
    package var code: String
    package var name: String
    package var deliverTo: [String]
    package var street: [String]
    package var city: String
    package var state: String?
    package var postalCode: String?
    package var country: String
    package var email: String?
    package var phone: String?
    package var isActive: Bool

    package init(
        id: Identifier<Address>? = nil, code: String, name: String, deliverTo: [String] = [], street: [String], city: String,
        state: String? = nil, postalCode: String? = nil, country: String, email: String? = nil, phone: String? = nil,
        isActive: Bool = true
    ) {
        self.id = id
        self.code = code
        self.name = name
        self.deliverTo = deliverTo
        self.street = street
        self.city = city
        self.state = state
        self.postalCode = postalCode
        self.country = country
        self.email = email
        self.phone = phone
        self.isActive = isActive
    }

    package func perform(in work: UnitOfWork) throws -> Address {
        if let id { _ = try work.need(try work.store.address(id), "address") }
        var checks = FieldChecks()
        var address = Address(
            id: id ?? work.newID(), code: checks.text(code, "/code", "The supplier's address id", limit: 60),
            name: checks.text(name, "/name", "The name"), street: [], city: checks.text(city, "/city", "The city"),
            country: checks.text(country, "/country", "The country").uppercased(), isActive: isActive)
        address.deliverTo = deliverTo.map(FieldChecks.trimmed).filter { !$0.isEmpty }
        address.street = street.map(FieldChecks.trimmed).filter { !$0.isEmpty }
        address.state = checks.optionalText(state, "/state", "The state")
        address.postalCode = checks.optionalText(postalCode, "/postal_code", "The postal code", limit: 20)
        address.phone = checks.optionalText(phone, "/phone", "The phone number", limit: 40)
        if let email, !email.isEmpty { address.email = checks.email(email, "/email") }
        if address.street.isEmpty { checks.add("/street", "required", "The street is missing. Enter it.") }
        if address.country.utf8.count != 2 || !address.country.allSatisfy(\.isLetter) {
            checks.add("/country", "invalid", "The country must be its two-letter code, for example US or DE.")
        }
        if let other = try work.store.address(code: address.code), other.id != address.id {
            checks.add("/code", "taken", "Another address has the id \(address.code).")
        }
        try checks.finish()
        try work.store.save(address)
        try work.record(
            id == nil ? .recordCreated : .recordChanged, address.id, [("code", address.code), ("name", address.name)])
        return address
    }
}

package struct SaveLegalEntity: Command {
    package static let access = Access.roles(scope: "legal-entities.write")
    package var id: Identifier<LegalEntity>?
    package var name: String
    package var currency: String
    package var billingAddressID: String?
    package var entererMayAccept: Bool
    package var isActive: Bool

    package init(
        id: Identifier<LegalEntity>? = nil, name: String, currency: String, billingAddressID: String? = nil,
        entererMayAccept: Bool = false, isActive: Bool = true
    ) {
        self.isActive = isActive
        self.entererMayAccept = entererMayAccept
        self.id = id
        self.name = name
        self.currency = currency
        self.billingAddressID = billingAddressID
    }

    package func perform(in work: UnitOfWork) throws -> LegalEntity {
        if let id { _ = try work.need(try work.store.legalEntity(id), "legal entity") }
        var checks = FieldChecks()
        let name = checks.text(name, "/name", "The name")
        let currency = Currency(currency)
        if currency == nil { checks.add("/currency", "invalid", "The currency must be a three-letter code, for example USD.") }
        let address = try checks.reference(billingAddressID, "/billing_address_id", "address", work.store.address)
        let entity = LegalEntity(
            id: id ?? work.newID(), name: name, currency: currency ?? .usd, billingAddressID: address,
            entererMayAccept: entererMayAccept, isActive: isActive)
        if !isActive {
            let locations = try work.store.locations(of: entity.id).filter(\.isActive).map(\.name)
            checks.demandUnused("legal entity", by: "locations", locations)
        }
        try checks.finish()
        try work.store.save(entity)
        try work.record(
            id == nil ? .recordCreated : .recordChanged, entity.id,
            [
                ("name", name), ("currency", entity.currency.code), ("enterer_may_accept", entererMayAccept ? "yes" : "no"),
                ("active", isActive ? "yes" : "no"),
            ])
        return entity
    }
}

package struct SaveLocation: Command {
    package static let access = Access.roles(scope: "locations.write")
    package var id: Identifier<Location>?
    package var name: String
    package var legalEntityID: String
    package var addressID: String?
    package var isActive: Bool

    package init(
        id: Identifier<Location>? = nil, name: String, legalEntityID: String, addressID: String? = nil, isActive: Bool = true
    ) {
        self.isActive = isActive
        self.id = id
        self.name = name
        self.legalEntityID = legalEntityID
        self.addressID = addressID
    }

    package func perform(in work: UnitOfWork) throws -> Location {
        if let id { _ = try work.need(try work.store.location(id), "location") }
        var checks = FieldChecks()
        let name = checks.text(name, "/name", "The name")
        let entity = try checks.reference(legalEntityID, "/legal_entity_id", "legal entity", work.store.legalEntity)
        if entity == nil, checks.problems.isEmpty {
            checks.add("/legal_entity_id", "required", "Name the legal entity of this location.")
        }
        let address = try checks.reference(addressID, "/address_id", "address", work.store.address)
        try checks.finish()
        guard let entity else { throw Refusal.invalid(checks.problems) }
        let location = Location(id: id ?? work.newID(), name: name, legalEntityID: entity, addressID: address, isActive: isActive)
        try work.store.save(location)
        try work.record(id == nil ? .recordCreated : .recordChanged, location.id, [("name", name)])
        return location
    }
}

extension FieldChecks {
    /// An identifier of a record that exists; `nil` for none, and a problem for a wrong one.
    mutating func reference<Subject>(
        _ text: String?, _ pointer: String, _ kind: String, _ find: (Identifier<Subject>) throws -> Subject?
    ) throws -> Identifier<Subject>? {
        guard let text, !text.isEmpty else { return nil }
        guard let id = Identifier<Subject>(text), try find(id) != nil else {
            add(pointer, "not-found", "There is no \(kind) “\(text)”. Choose one from the list.")
            return nil
        }
        return id
    }

    /// An amount at or above zero with at most the currency's digits.
    mutating func money(_ amount: String, _ currency: String, _ pointer: String) -> Money? {
        guard let currency = Currency(currency) else {
            add("\(pointer)/currency", "invalid", "The currency must be a three-letter code, for example USD.")
            return nil
        }
        guard let number = ExactNumber.parse(FieldChecks.trimmed(amount)), number >= 0, let money = Money(number, currency),
            money.amount == number
        else {
            add("\(pointer)/amount", "invalid", "Write the amount as digits with a point, for example 1250.00.")
            return nil
        }
        return money
    }
}
