package import Procurement
import ProcurementStore

/// A new department, or with `id` a changed one.
package struct SaveDepartment: Command {
    package static let access = Access.roles(scope: "departments.write")
    package var id: Identifier<Department>?
    package var name: String
    package var parentID: String?
    package var headID: String?
    /// `nil` or empty leaves it to the department above.
    package var legalEntityID: String?
    package var isActive: Bool

    package init(
        id: Identifier<Department>? = nil, name: String, parentID: String? = nil, headID: String? = nil,
        legalEntityID: String? = nil, isActive: Bool = true
    ) {
        self.id = id
        self.name = name
        self.parentID = parentID
        self.headID = headID
        self.legalEntityID = legalEntityID
        self.isActive = isActive
    }

    package func perform(in work: UnitOfWork) throws -> Department {
        if let id { _ = try work.need(try work.store.department(id), "department") }
        var checks = FieldChecks()
        let department = Department(
            id: id ?? work.newID(), name: checks.text(name, "/name", "The name"),
            parentID: try checks.reference(parentID, "/parent_id", "department", work.store.department),
            headID: try checks.activeUser(headID, "/head_id", in: work),
            legalEntityID: try checks.reference(legalEntityID, "/legal_entity_id", "legal entity", work.store.legalEntity),
            isActive: isActive)
        let tree = try work.store.departmentTree()
        if let parent = department.parentID {
            if let way = tree.cycle(placing: department.id, under: parent) {
                checks.add(
                    "/parent_id", "cycle",
                    "A department cannot stand under itself (\(way.joined(separator: " under "))). Choose another parent.")
            } else if isActive, tree[parent]?.isActive == false {
                checks.add("/parent_id", "inactive", "The department above is not in use. Choose another, or activate it first.")
            }
        }
        if let own = department.legalEntityID, let parent = department.parentID, let above = tree.legalEntity(of: parent),
            above != own
        {
            checks.add(
                "/legal_entity_id", "mismatch",
                "The department above belongs to another legal entity. Choose the same one, or leave it empty to follow it.")
        }
        if !isActive {
            let under = tree.subtree(of: department.id).compactMap { tree[$0] }
            checks.demandUnused(
                "department", by: "departments",
                under.filter { $0.id != department.id && $0.isActive }.map(\.name).sorted())
        }
        try checks.finish()
        try work.store.save(department)
        try work.record(
            id == nil ? .recordCreated : .recordChanged, department.id,
            [
                ("name", department.name), ("parent", department.parentID?.text), ("head", department.headID?.text),
                ("legal_entity", department.legalEntityID?.text),
                ("active", isActive ? "yes" : "no"),
            ])
        return department
    }
}

extension FieldChecks {
    /// Refuses to take something out of use that others in use stand on.
    mutating func demandUnused(_ noun: String, by others: String, _ names: [String]) {
        guard !names.isEmpty else { return }
        let shown = names.prefix(5).joined(separator: ", ") + (names.count > 5 ? " and \(names.count - 5) more" : "")
        add("/is_active", "in-use", "The \(noun) is in use by active \(others): \(shown). Deactivate or move them first.")
    }

    /// An active user; `nil` for none.
    mutating func activeUser(_ text: String?, _ pointer: String, in work: UnitOfWork) throws -> Identifier<User>? {
        guard let id = try reference(text, pointer, "user", work.store.user) else { return nil }
        if try work.store.user(id)?.isActive != true {
            add(pointer, "inactive", "This user is not active any more. Choose somebody else.")
        }
        return id
    }
}
