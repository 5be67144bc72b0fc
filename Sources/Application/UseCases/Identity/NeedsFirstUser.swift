import ProcurementStore

/// Whether nobody can sign in yet.
package struct NeedsFirstUser: Query {
    package static let access = Access.system
    package init() {}
    package func answer(in view: View) throws -> Bool { try view.store.users().isEmpty }
}
