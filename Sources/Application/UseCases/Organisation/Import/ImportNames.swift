import Procurement
import ProcurementStore

/// What the cells of a spreadsheet mean by names, read once for a whole file. Names are compared without case.
final class ImportNames {
    private var entities: [String: [Identifier<LegalEntity>]] = [:]
    private var departments: [String: [Identifier<Department>]] = [:]
    private var locations: [String: [Identifier<Location>]] = [:]

    init(_ work: UnitOfWork) throws {
        for entity in try work.store.legalEntities() { add(entity) }
        for department in try work.store.departments() { add(department) }
        for location in try work.store.locations() { add(location) }
    }

    func add(_ entity: LegalEntity) { Self.add(entity.id, entity.name, to: &entities) }
    func add(_ department: Department) { Self.add(department.id, department.name, to: &departments) }
    func add(_ location: Location) { Self.add(location.id, Self.key(location.name, of: location.legalEntityID), to: &locations) }

    private static func add<Subject>(
        _ id: Identifier<Subject>, _ name: String, to table: inout [String: [Identifier<Subject>]]
    ) {
        if table[name.lowercased()]?.contains(id) != true { table[name.lowercased(), default: []].append(id) }
    }

    private static func key(_ name: String, of entity: Identifier<LegalEntity>) -> String { "\(entity)\u{1F}\(name)" }

    func entity(_ name: String) throws -> Identifier<LegalEntity>? { try Self.only(entities[name.lowercased()], name) }
    func department(_ name: String) throws -> Identifier<Department>? { try Self.only(departments[name.lowercased()], name) }

    func location(_ name: String, of entity: Identifier<LegalEntity>) throws -> Identifier<Location>? {
        try Self.only(locations[Self.key(name, of: entity).lowercased()], name)
    }

    private static func only<Subject>(_ found: [Identifier<Subject>]?, _ name: String) throws -> Identifier<Subject>? {
        guard let found, found.count > 1 else { return found?.first }
        throw Refusal.invalid(
            "/name", "ambiguous", "“\(name)” is the name of \(found.count) entries. Give them names of their own first.")
    }

    /// The identifier of the legal entity that a cell names, as text; `nil` for an empty cell.
    func entityText(_ row: SpreadsheetRow, _ column: String = "legal_entity") throws -> String? {
        guard let name = row.cell(column) else { return nil }
        guard let id = try entity(name) else { throw Self.unknown(column, "legal entity", name) }
        return id.text
    }

    func departmentText(_ row: SpreadsheetRow, _ column: String) throws -> String? {
        guard let name = row.cell(column) else { return nil }
        guard let id = try department(name) else { throw Self.unknown(column, "department", name) }
        return id.text
    }

    /// The identifier of the user whose e-mail address a cell holds.
    func userText(_ row: SpreadsheetRow, _ column: String, _ work: UnitOfWork) throws -> String? {
        guard let email = row.cell(column) else { return nil }
        guard let user = try work.store.user(email: email) else { throw Self.unknown(column, "user", email) }
        return user.id.text
    }

    /// The identifier of the address whose supplier's address id a cell holds.
    func addressText(_ row: SpreadsheetRow, _ column: String, _ work: UnitOfWork) throws -> String? {
        guard let code = row.cell(column) else { return nil }
        guard let address = try work.store.address(code: code) else { throw Self.unknown(column, "address", code) }
        return address.id.text
    }

    static func unknown(_ column: String, _ kind: String, _ text: String) -> Refusal {
        .invalid("/\(column)", "not-found", "There is no \(kind) “\(text)”. Add it first, or correct the cell.")
    }
}
