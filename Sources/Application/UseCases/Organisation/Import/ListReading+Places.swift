import Procurement
import ProcurementStore

struct LegalEntityReading: ListReading {
    let columns = ["name", "currency", "billing_address", "enterer_may_accept", "active"]
    let example = ["Example Inc.", "USD", "SEA-01", "no", "yes"]
    let key = "its name"

    func save(_ row: SpreadsheetRow, _ names: ImportNames, _ work: UnitOfWork) throws -> Bool {
        let before = try row.cell("name").flatMap(names.entity).flatMap(work.store.legalEntity)
        let saved = try SaveLegalEntity(
            id: before?.id, name: row.cell("name") ?? "", currency: row.cell("currency") ?? before?.currency.code ?? "",
            billingAddressID: try names.addressText(row, "billing_address", work) ?? before?.billingAddressID?.text,
            entererMayAccept: try row.flag("enterer_may_accept") ?? before?.entererMayAccept ?? false,
            isActive: try row.flag("active") ?? before?.isActive ?? true
        ).perform(in: work)
        names.add(saved)
        return before == nil
    }
}

/// Streets and names of several lines have their lines separated by semicolons.
struct AddressReading: ListReading {
    let columns = [
        "code", "name", "deliver_to", "street", "city", "state", "postal_code", "country", "email", "phone", "active",
    ]
    let example = [
        "SEA-01", "Example Inc.", "Receiving", "410 Terry Avenue North", "Seattle", "WA", "98109", "US", "", "", "yes",
    ]
    let key = "the supplier's address id, in the column code"

    func save(_ row: SpreadsheetRow, _ names: ImportNames, _ work: UnitOfWork) throws -> Bool {
        let before = try row.cell("code").flatMap { try work.store.address(code: $0) }
        _ = try SaveAddress(
            id: before?.id, code: row.cell("code") ?? "", name: row.cell("name") ?? before?.name ?? "",
            deliverTo: row.entries("deliver_to") ?? before?.deliverTo ?? [],
            street: row.entries("street") ?? before?.street ?? [], city: row.cell("city") ?? before?.city ?? "",
            state: row.cell("state") ?? before?.state, postalCode: row.cell("postal_code") ?? before?.postalCode,
            country: row.cell("country") ?? before?.country ?? "", email: row.cell("email") ?? before?.email,
            phone: row.cell("phone") ?? before?.phone, isActive: try row.flag("active") ?? before?.isActive ?? true
        ).perform(in: work)
        return before == nil
    }
}

struct LocationReading: ListReading {
    let columns = ["name", "legal_entity", "address", "active"]
    let example = ["Seattle headquarters", "Example Inc.", "SEA-01", "yes"]
    let key = "its name within its legal entity"

    func save(_ row: SpreadsheetRow, _ names: ImportNames, _ work: UnitOfWork) throws -> Bool {
        let entity = try names.entityText(row)
        let known = try row.cell("name").flatMap { name in
            try entity.flatMap(Identifier<LegalEntity>.init).flatMap { try names.location(name, of: $0) }
        }
        let before = try known.flatMap(work.store.location)
        let saved = try SaveLocation(
            id: before?.id, name: row.cell("name") ?? "", legalEntityID: entity ?? "",
            addressID: try names.addressText(row, "address", work) ?? before?.addressID?.text,
            isActive: try row.flag("active") ?? before?.isActive ?? true
        ).perform(in: work)
        names.add(saved)
        return before == nil
    }
}

struct DepartmentReading: ListReading {
    let columns = ["name", "parent", "head", "legal_entity", "active"]
    let example = ["Research", "Company", "head@example.com", "", "yes"]
    let key = "its name"

    func isReady(_ row: SpreadsheetRow, _ names: ImportNames, _ work: UnitOfWork) throws -> Bool {
        try row.cell("parent").map { try names.department($0) != nil } ?? true
    }

    func save(_ row: SpreadsheetRow, _ names: ImportNames, _ work: UnitOfWork) throws -> Bool {
        let before = try row.cell("name").flatMap(names.department).flatMap(work.store.department)
        let saved = try SaveDepartment(
            id: before?.id, name: row.cell("name") ?? "",
            parentID: try names.departmentText(row, "parent") ?? before?.parentID?.text,
            headID: try names.userText(row, "head", work) ?? before?.headID?.text,
            legalEntityID: try names.entityText(row) ?? before?.legalEntityID?.text,
            isActive: try row.flag("active") ?? before?.isActive ?? true
        ).perform(in: work)
        names.add(saved)
        return before == nil
    }
}
