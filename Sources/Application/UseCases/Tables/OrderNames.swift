import Procurement
import ProcurementStore

/// What the cells of orders mean by names, codes and addresses; each is looked up once for a whole file.
final class OrderNames {
    private let work: UnitOfWork
    private let names: ImportNames
    private var connections: [String: PunchOutConnection?] = [:]
    private var buyers: [String: User?] = [:]
    private var codes: [String: String?] = [:]
    private var budgets: [String: [Identifier<Budget>]] = [:]
    private var taxCodes: [String: [TaxCode]] = [:]
    let ownFields: [OwnField]

    init(_ work: UnitOfWork) throws {
        self.work = work
        names = try ImportNames(work)
        ownFields = try work.columnFields()
        for budget in try work.store.budgets() { budgets[budget.name.lowercased(), default: []].append(budget.id) }
        for code in try work.store.taxCodes() { taxCodes[code.code.lowercased(), default: []].append(code) }
    }

    /// By its short name.
    func connection(_ row: SpreadsheetRow, _ checks: inout FieldChecks) throws -> PunchOutConnection? {
        guard let slug = row.cell("connection") else {
            checks.add("/connection", "required", "Name the supplier's connection by its short name.")
            return nil
        }
        if connections[slug] == nil { connections[slug] = .some(try work.store.connection(slug: slug)) }
        guard let found = connections[slug], let found else {
            checks.add(
                "/connection", "not-found", "There is no connection “\(slug.prefix(60))”. Add it first, or correct the cell.")
            return nil
        }
        return found
    }

    /// By the e-mail address; nobody for an empty cell.
    func buyer(_ row: SpreadsheetRow, _ checks: inout FieldChecks) throws -> User? {
        guard let email = row.cell("buyer") else { return nil }
        if buyers[email] == nil { buyers[email] = .some(try work.store.user(email: email)) }
        if let found = buyers[email], let found { return found }
        checks.add("/buyer", "not-found", "There is no user “\(email.prefix(80))”. Add the person first, or correct the cell.")
        return nil
    }

    /// An order's coding, or with `whole` that of a line at `place`.
    func coding(
        _ row: SpreadsheetRow, _ place: String, _ checks: inout FieldChecks, of whole: Coding? = nil
    ) throws -> Coding {
        var coding = Coding()
        let prefix = whole == nil ? "" : "line_"
        func find<Subject>(_ column: String, _ kind: String, _ look: (String) throws -> Identifier<Subject>?) throws
            -> Identifier<Subject>?
        {
            guard let text = row.cell(column) else { return nil }
            do {
                if let id = try look(text) { return id }
                checks.add(
                    "\(place)/\(column)", "not-found",
                    "There is no \(kind) “\(text.prefix(80))”. Add it first, or correct the cell.")
            } catch Refusal.invalid(let problems) {
                for problem in problems { checks.add("\(place)/\(column)", problem.code, problem.message) }
            }
            return nil
        }
        if whole == nil {
            coding.legalEntityID = try find("legal_entity", "legal entity", names.entity)
            coding.locationID = try find("location", "location of that legal entity") { name in
                try coding.legalEntityID.flatMap { try names.location(name, of: $0) }
            }
        }
        let entity = whole?.legalEntityID ?? coding.legalEntityID
        coding.departmentID = try find("\(prefix)department", "department", names.department)
        coding.budgetID = try find("\(prefix)budget", "budget") { name in
            let found = budgets[name.lowercased()] ?? []
            if found.count > 1 {
                throw Refusal.invalid(
                    "", "ambiguous", "“\(name)” is the name of \(found.count) budgets. Give them names of their own first.")
            }
            return found.first
        }
        coding.glAccountID = try find("\(prefix)gl_account", "GL account") { code in
            try known("gl \(code)") { try work.store.glAccount(code: code)?.id }
        }
        coding.projectID = try find("\(prefix)project", "project") { code in
            try known("project \(code)") { try work.store.project(code: code)?.id }
        }
        coding.taxCodeID = try find("\(prefix)tax_code", "tax code of that legal entity") { code in
            (taxCodes[code.lowercased()] ?? []).first { $0.legalEntityID == entity }?.id
        }
        if !ownFields.isEmpty { coding.ownFields = OwnFieldColumns.read(row, place, prefix, ownFields, &checks) }
        return coding
    }

    private func known<Subject>(_ key: String, _ look: () throws -> Identifier<Subject>?) throws -> Identifier<Subject>? {
        if let kept = codes[key] { return kept.map { Identifier(trusted: $0) } }
        let found = try look()
        codes[key] = .some(found?.text)
        return found
    }
}
