package import Procurement
import ProcurementStore

/// A new supplier, or with `id` a changed one.
package struct SaveSupplier: Command {
    package static let access = Access.roles(scope: "suppliers.write")
    package var id: Identifier<Supplier>?
    package var name: String
    package var defaultCoding: CodingChange
    package var isActive: Bool

    package init(
        id: Identifier<Supplier>? = nil, name: String, defaultCoding: CodingChange = CodingChange(), isActive: Bool = true
    ) {
        self.id = id
        self.name = name
        self.defaultCoding = defaultCoding
        self.isActive = isActive
    }

    package func perform(in work: UnitOfWork) throws -> Supplier {
        let before = try id.map { try work.need(try work.store.supplier($0), "supplier") }
        var checks = FieldChecks()
        var supplier = Supplier(
            id: id ?? work.newID(), name: checks.text(name, "/name", "The name"),
            defaultCoding: before?.defaultCoding ?? Coding(), isActive: isActive)
        if !defaultCoding.isEmpty {
            supplier.defaultCoding = try defaultCoding.applied(
                to: supplier.defaultCoding, "/default_coding", try CodingChoices(in: work), &checks)
            try work.checkDefaults(
                supplier.defaultCoding, changedFrom: before?.defaultCoding ?? Coding(), at: "/default_coding", &checks)
        }
        if !isActive {
            let connections = try work.store.connections().filter { $0.supplierID == supplier.id && $0.mode == .active }
            checks.demandUnused("supplier", by: "connections", connections.map(\.name))
        }
        try checks.finish()
        try work.store.save(supplier)
        try work.record(
            id == nil ? .recordCreated : .recordChanged, supplier.id,
            [("name", supplier.name), ("active", isActive ? "yes" : "no")])
        return supplier
    }
}

package struct ListSuppliers: Query {
    package static let access = Access.signedIn("suppliers.read")
    package init() {}
    package func answer(in view: View) throws -> [Supplier] { try view.store.suppliers() }
}
