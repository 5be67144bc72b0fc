import Procurement
import ProcurementStore

extension Workspace {
    /// A location belongs to one legal entity, so choosing the location is enough.
    func derive(_ order: inout PurchaseOrder) throws {
        if order.coding.legalEntityID == nil, let location = order.coding.locationID {
            order.coding.legalEntityID = try store.location(location)?.legalEntityID
        }
    }

    /// What does not go together, or is beyond the actor's limits, is refused with the field named. A coding that did not
    /// change is left alone.
    func checkConsistency(
        of order: PurchaseOrder, changedFrom before: PurchaseOrder, _ checks: inout FieldChecks
    ) throws {
        let setUp = try setUp()
        let (groups, tree) = (setUp.groups, setUp.departments)
        let group = order.groupID.flatMap { id in groups.first { $0.id == id } }
        var seen = Set(before.lines.flatMap { before.codings(of: $0) } + [before.coding])
        for (coding, pointer) in places(of: order) where seen.insert(coding).inserted {
            try checkRecords(of: coding, at: pointer, tree, &checks)
            if let budget = coding.budgetID, !BuyingGroup.mayUse(budget, group, among: groups) {
                checks.add(
                    "\(pointer)/budget_id", "other-group",
                    "This budget belongs to a buying group that this order is not of. Choose another budget.")
            }
            guard let limits = actor.user?.limits, !limits.isEmpty else { continue }
            if let entity = coding.legalEntityID, !limits.allows(entity) {
                checks.add(
                    "\(pointer)/legal_entity_id", "beyond-limits",
                    "You buy for other legal entities only. Choose one of yours, or ask an administrator.")
            }
            if let department = coding.departmentID, !limits.allows(department, in: tree) {
                checks.add(
                    "\(pointer)/department_id", "beyond-limits",
                    "You buy for other departments only. Choose one of yours, or ask an administrator.")
            }
        }
    }

    /// The same of a coding that orders or lines start with; one that did not change is left alone.
    func checkDefaults(
        _ coding: Coding, changedFrom before: Coding, at pointer: String, _ checks: inout FieldChecks
    ) throws {
        guard coding != before else { return }
        var coding = coding
        if coding.legalEntityID == nil, let location = coding.locationID {
            coding.legalEntityID = try store.location(location)?.legalEntityID
        }
        try checkRecords(of: coding, at: pointer, try setUp().departments, &checks)
    }

    private func places(of order: PurchaseOrder) -> [(Coding, String)] {
        [(order.coding, "/coding")]
            + order.lines.flatMap { line -> [(Coding, String)] in
                let place = "/lines/\(line.lineNumber)"
                if line.shares.isEmpty { return [(order.effectiveCoding(of: line), "\(place)/coding")] }
                return order.codings(of: line).enumerated().map { ($1, "\(place)/shares/\($0)/coding") }
            }
    }

    private func checkRecords(
        of coding: Coding, at pointer: String, _ tree: DepartmentTree, _ checks: inout FieldChecks
    ) throws {
        if let entity = coding.legalEntityID {
            if let id = coding.locationID, let location = try store.location(id), location.legalEntityID != entity {
                checks.add(
                    "\(pointer)/location_id", "mismatch",
                    "The location \(location.name) belongs to another legal entity. Choose a location of the chosen one.")
            }
            if let id = coding.taxCodeID, let tax = try store.taxCode(id), tax.legalEntityID != entity {
                checks.add(
                    "\(pointer)/tax_code_id", "mismatch",
                    "The tax code \(tax.code) belongs to another legal entity. Choose a tax code of the chosen one.")
            }
            if let id = coding.projectID, let project = try store.project(id), let owner = project.legalEntityID, owner != entity
            {
                checks.add(
                    "\(pointer)/project_id", "mismatch",
                    "The project \(project.name) belongs to another legal entity. Choose a project of the chosen one.")
            }
            if let id = coding.departmentID, let owner = tree.legalEntity(of: id), owner != entity {
                checks.add(
                    "\(pointer)/department_id", "mismatch",
                    "The department \(tree[id]?.name ?? "") belongs to another legal entity. Choose a department of the chosen one."
                )
            }
            if let id = coding.glAccountID, let account = try store.glAccount(id), let owner = account.legalEntityID,
                owner != entity
            {
                checks.add(
                    "\(pointer)/gl_account_id", "mismatch",
                    "The GL account \(account.code) belongs to another legal entity. Choose a GL account of the chosen one.")
            }
        }
        if let entity = coding.legalEntityID, let id = coding.budgetID, let budget = try store.budget(id),
            let owner = budget.legalEntityID, owner != entity
        {
            checks.add(
                "\(pointer)/budget_id", "mismatch",
                "The budget \(budget.name) belongs to another legal entity. Choose a budget of the chosen one.")
        }
        if let department = coding.departmentID, let id = coding.budgetID, let budget = try store.budget(id),
            let owner = budget.departmentID, !tree.isWithin(department, owner)
        {
            checks.add(
                "\(pointer)/budget_id", "mismatch",
                "The budget \(budget.name) belongs to another department. Choose a budget of the chosen one.")
        }
    }
}
