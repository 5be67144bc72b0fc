import Procurement
import ProcurementStore

extension Workspace {
    /// What a new order starts with. Records that are inactive by now or outside the buyer's limits are left out.
    func codingDefaults(for lines: [OrderLine], connection: PunchOutConnection, buyer: User?) throws -> CodingDefaults {
        let supplier = try store.defaultCoding(of: connection.supplierID)
        var rules = try setUp().categoryRules
        if !rules.isEmpty {
            let codes = Set(lines.compactMap(\.classificationCode))
            rules = rules.filter { rule in codes.contains { $0.hasPrefix(rule.prefix) } }
        }
        if rules.isEmpty, buyer?.defaultCoding.isEmpty ?? true, connection.defaultCoding.isEmpty, supplier?.isEmpty ?? true {
            return CodingDefaults(supplierID: connection.supplierID)
        }
        let limits = buyer?.limits ?? UserLimits()
        let tree = limits.departmentIDs.isEmpty ? DepartmentTree([]) : try setUp().departments
        func usable(_ coding: Coding) throws -> Coding { try self.usable(coding, limits, tree) }
        for index in rules.indices { rules[index].coding = try usable(rules[index].coding) }
        var defaults = CodingDefaults(
            user: try usable(buyer?.defaultCoding ?? Coding()), connection: try usable(connection.defaultCoding),
            supplier: try usable(supplier ?? Coding()), supplierID: connection.supplierID, categories: rules)
        try fit(&defaults)
        return defaults
    }

    /// A location belongs to one legal entity: the stronger source's location brings its entity, and a weaker source's
    /// records of another entity fall away.
    private func fit(_ defaults: inout CodingDefaults) throws {
        func entity(of coding: Coding) throws -> Identifier<LegalEntity>? {
            try coding.legalEntityID ?? coding.locationID.flatMap { try store.location($0)?.legalEntityID }
        }
        defaults.user.legalEntityID = try entity(of: defaults.user)
        defaults.connection.legalEntityID = try entity(of: defaults.connection)
        defaults.supplier.legalEntityID = try entity(of: defaults.supplier)
        guard let chosen = defaults.order.legalEntityID else { return }
        for path in [\CodingDefaults.user, \.connection, \.supplier] {
            defaults[keyPath: path] = try within(chosen, defaults[keyPath: path])
        }
        for index in defaults.categories.indices {
            let coding = defaults.categories[index].coding
            defaults.categories[index].coding = try within(try entity(of: coding) ?? chosen, coding)
        }
    }

    /// Without what belongs to another legal entity.
    private func within(_ entity: Identifier<LegalEntity>, _ coding: Coding) throws -> Coding {
        var coding = coding
        func isOther(_ owner: Identifier<LegalEntity>?) -> Bool { owner.map { $0 != entity } ?? false }
        if isOther(try coding.locationID.flatMap(store.location)?.legalEntityID) { coding.locationID = nil }
        if isOther(try coding.taxCodeID.flatMap(store.taxCode)?.legalEntityID) { coding.taxCodeID = nil }
        if isOther(try coding.projectID.flatMap(store.project)?.legalEntityID) { coding.projectID = nil }
        if isOther(try coding.glAccountID.flatMap(store.glAccount)?.legalEntityID) { coding.glAccountID = nil }
        if isOther(try coding.budgetID.flatMap(store.budget)?.legalEntityID) { coding.budgetID = nil }
        if let id = coding.departmentID, isOther(try setUp().departments.legalEntity(of: id)) { coding.departmentID = nil }
        return coding
    }

    private func usable(_ coding: Coding, _ limits: UserLimits, _ tree: DepartmentTree) throws -> Coding {
        if coding.isEmpty { return coding }
        var coding = coding
        if let id = coding.legalEntityID, try store.legalEntity(id)?.isActive != true || !limits.allows(id) {
            coding.legalEntityID = nil
        }
        if let id = coding.locationID {
            let location = try store.location(id)
            if location?.isActive != true || !(location.map { limits.allows($0.legalEntityID) } ?? false) {
                coding.locationID = nil
            }
        }
        if let id = coding.departmentID, try store.department(id)?.isActive != true || !limits.allows(id, in: tree) {
            coding.departmentID = nil
        }
        if let id = coding.glAccountID, try store.glAccount(id)?.isActive != true { coding.glAccountID = nil }
        if let id = coding.projectID {
            let project = try store.project(id)
            if project?.isActive != true || project?.days.contains(today) != true { coding.projectID = nil }
        }
        if let id = coding.taxCodeID, try store.taxCode(id)?.isActive != true { coding.taxCodeID = nil }
        if let id = coding.budgetID, try store.budget(id) == nil { coding.budgetID = nil }
        if !coding.ownFields.isEmpty {
            let keys = Set(try setUp().ownFields.filter(\.isActive).map(\.key))
            coding.ownFields = coding.ownFields.filter { keys.contains($0.key) }
        }
        return coding
    }
}

extension CodingDefaults {
    /// Where the coding of a new order came from, for its trail.
    func details(of order: PurchaseOrder) -> [(String, String?)] {
        var words: [(String, String?)] = []
        if user.isEmpty, connection.isEmpty, supplier.isEmpty, categories.isEmpty { return words }
        for source in Source.allCases {
            let fields = Coding.Field.allCases.filter { self.source(of: $0) == source }.map(\.label)
            if !fields.isEmpty { words.append(("coding_of_\(source.rawValue)", fields.joined(separator: ", "))) }
        }
        let rules = order.lines.compactMap { line in category(of: line).map { "line \(line.lineNumber): \($0.name)" } }
        if !rules.isEmpty { words.append(("coding_of_category", rules.joined(separator: "; "))) }
        return words
    }
}
