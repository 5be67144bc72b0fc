import Procurement
import ProcurementStore

/// Passwords are not among the columns: a file of them lies around. Whoever is new gets one from an administrator.
struct UserReading: ListReading {
    let columns = ["email", "name", "roles", "manager", "legal_entities", "departments", "active"]
    let example = ["b@example.com", "B. Buyer", "buyer; approver", "head@example.com", "Example Inc.", "Research", "yes"]
    let key = "the e-mail address"

    func isReady(_ row: SpreadsheetRow, _ names: ImportNames, _ work: UnitOfWork) throws -> Bool {
        try row.cell("manager").map { try work.store.user(email: $0) != nil } ?? true
    }

    func save(_ row: SpreadsheetRow, _ names: ImportNames, _ work: UnitOfWork) throws -> Bool {
        let before = try row.cell("email").flatMap { try work.store.user(email: $0) }
        var place = UserPlace()
        if let manager = try names.userText(row, "manager", work) { place.managerID = .some(manager) }
        place.limitLegalEntityIDs = try limits(row, "legal_entities", "legal entity", names.entity)
        place.limitDepartmentIDs = try limits(row, "departments", "department", names.department)
        let roles = row.entries("roles")?.map { $0.lowercased().replacing(" ", with: "_") }
        let isActive = try row.flag("active")
        if let before {
            _ = try ChangeUser(before.id, name: row.cell("name"), roles: roles, isActive: isActive, place: place)
                .perform(in: work)
            return false
        }
        let added = try CreateUser(
            email: row.cell("email") ?? "", name: row.cell("name") ?? "", roles: roles ?? [], place: place
        ).perform(in: work)
        if isActive == false { _ = try ChangeUser(added.id, isActive: false).perform(in: work) }
        return true
    }

    /// Identifiers of what a cell names; `nil` for an empty cell.
    private func limits<Subject>(
        _ row: SpreadsheetRow, _ column: String, _ kind: String, _ find: (String) throws -> Identifier<Subject>?
    ) throws -> [String]? {
        try row.entries(column)?.map { name in
            guard let id = try find(name) else { throw ImportNames.unknown(column, kind, name) }
            return id.text
        }
    }
}
