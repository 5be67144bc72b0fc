/// A part of the company that spends. Departments form a tree.
package struct Department: Hashable, Sendable, Identified {
    package static let identifierPrefix = "dep"
    package let id: Identifier<Department>
    package var name: String
    /// The department it belongs to; `nil` at the top.
    package var parentID: Identifier<Department>?
    /// Who leads it and may be named as approver by that.
    package var headID: Identifier<User>?
    /// Whose it is; `nil` leaves that to the department above, and at the top means every legal entity.
    package var legalEntityID: Identifier<LegalEntity>?
    package var isActive: Bool

    package init(
        id: Identifier<Department>, name: String, parentID: Identifier<Department>? = nil, headID: Identifier<User>? = nil,
        legalEntityID: Identifier<LegalEntity>? = nil, isActive: Bool = true
    ) {
        self.id = id
        self.name = name
        self.parentID = parentID
        self.headID = headID
        self.legalEntityID = legalEntityID
        self.isActive = isActive
    }
}

/// All departments and who stands under whom.
package struct DepartmentTree: Sendable {
    private let departments: [Identifier<Department>: Department]
    private let hierarchy: Hierarchy<Identifier<Department>>

    package init(_ departments: [Department]) {
        self.departments = Dictionary(departments.map { ($0.id, $0) }) { first, _ in first }
        hierarchy = Hierarchy(self.departments.compactMapValues(\.parentID))
    }

    package subscript(id: Identifier<Department>) -> Department? { departments[id] }

    /// Every one, in no order.
    package var all: some Collection<Department> { departments.values }

    /// The department, the one above it, and so on to the top.
    package func path(of id: Identifier<Department>) -> [Department] { hierarchy.path(from: id).compactMap { departments[$0] } }

    /// Whether `id` is `ancestor` or stands anywhere under it.
    package func isWithin(_ id: Identifier<Department>, _ ancestor: Identifier<Department>) -> Bool {
        hierarchy.isWithin(id, ancestor)
    }

    /// The department and all that stand under it.
    package func subtree(of id: Identifier<Department>) -> Set<Identifier<Department>> {
        Set(departments.keys.filter { hierarchy.isWithin($0, id) })
    }

    /// The head of the department or, where it has none, of the nearest one above that has.
    package func head(of id: Identifier<Department>) -> Identifier<User>? { path(of: id).lazy.compactMap(\.headID).first }

    /// The legal entity of the department or, where it has none, of the nearest one above that has; `nil` for every one.
    package func legalEntity(of id: Identifier<Department>) -> Identifier<LegalEntity>? {
        path(of: id).lazy.compactMap(\.legalEntityID).first
    }

    /// The names on the way round that placing `child` under `parent` would make; `nil` when it makes none.
    package func cycle(placing child: Identifier<Department>, under parent: Identifier<Department>) -> [String]? {
        hierarchy.cycle(placing: child, under: parent).map { $0.map { departments[$0]?.name ?? $0.text } }
    }

    /// `Company › Research › Lab`.
    package func pathName(of id: Identifier<Department>) -> String {
        path(of: id).reversed().map(\.name).joined(separator: " › ")
    }
}
