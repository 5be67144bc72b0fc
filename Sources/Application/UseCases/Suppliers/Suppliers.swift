import Mail
package import Procurement
import ProcurementStore

/// A new supplier, or with `id` a changed one.
package struct SaveSupplier: Command {
    package static let access = Access.roles(scope: "suppliers.write")
    package var id: Identifier<Supplier>?
    package var name: String
    package var defaultCoding: CodingChange
    /// `nil` leaves it as it is.
    package var post: Post?
    package var isActive: Bool

    /// Where it is mailed to, and in which language.
    package struct Post: Sendable, Hashable {
        /// Empty for nowhere.
        package var email: String
        package var language: String

        package init(email: String, language: String) {
            self.email = email
            self.language = language
        }
    }

    package init(
        id: Identifier<Supplier>? = nil, name: String, defaultCoding: CodingChange = CodingChange(), post: Post? = nil,
        isActive: Bool = true
    ) {
        self.id = id
        self.name = name
        self.defaultCoding = defaultCoding
        self.post = post
        self.isActive = isActive
    }

    package func perform(in work: UnitOfWork) throws -> Supplier {
        let before = try id.map { try work.need(try work.store.supplier($0), "supplier") }
        var checks = FieldChecks()
        var supplier = Supplier(
            id: id ?? work.newID(), name: checks.text(name, "/name", "The name"),
            defaultCoding: before?.defaultCoding ?? Coding(), orderEmail: before?.orderEmail,
            mailLanguage: before?.mailLanguage ?? .english, isActive: isActive)
        if let post { take(post, &supplier, &checks) }
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
            [("name", supplier.name), ("order_email", supplier.orderEmail), ("active", isActive ? "yes" : "no")])
        return supplier
    }

    private func take(_ post: Post, _ supplier: inout Supplier, _ checks: inout FieldChecks) {
        let text = FieldChecks.trimmed(post.email)
        supplier.orderEmail = nil
        if !text.isEmpty {
            do throws(MailAddress.Problem) {
                supplier.orderEmail = try MailAddress(text).text
            } catch {
                checks.add("/order_email", "invalid", error.message)
            }
        }
        if let language = MailLanguage(rawValue: post.language) {
            supplier.mailLanguage = language
        } else {
            let words = MailLanguage.allCases.map(\.rawValue).joined(separator: ", ")
            checks.add("/mail_language", "invalid", "Choose one of the languages: \(words).")
        }
    }
}

package struct ListSuppliers: Query {
    package static let access = Access.signedIn("suppliers.read")
    package init() {}
    package func answer(in view: View) throws -> [Supplier] { try view.store.suppliers() }
}
