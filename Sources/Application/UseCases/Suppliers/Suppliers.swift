package import Procurement
import ProcurementStore

package struct SaveSupplier: Command {
    package static let access = Access.roles(scope: "suppliers.write")
    package var id: Identifier<Supplier>?
    package var name: String

    package init(id: Identifier<Supplier>? = nil, name: String) {
        self.id = id
        self.name = name
    }

    package func perform(in work: UnitOfWork) throws -> Supplier {
        if let id { _ = try work.need(try work.store.supplier(id), "supplier") }
        var checks = FieldChecks()
        let supplier = Supplier(id: id ?? work.newID(), name: checks.text(name, "/name", "The name"))
        try checks.finish()
        try work.store.save(supplier)
        try work.record(id == nil ? .recordCreated : .recordChanged, supplier.id, [("name", supplier.name)])
        return supplier
    }
}

package struct ListSuppliers: Query {
    package static let access = Access.signedIn("suppliers.read")
    package init() {}
    package func answer(in view: View) throws -> [Supplier] { try view.store.suppliers() }
}
