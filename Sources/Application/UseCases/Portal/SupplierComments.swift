package import Procurement
import ProcurementStore

extension Workspace {
    /// Throws `Refusal.notFound` where the supplier may not see the document.
    func demandSuppliers(_ document: CommentedDocument) throws {
        switch document {
        case .order(let id): _ = try suppliersOrder(id)
        case .invoice(let id): _ = try ownAccount(id)
        }
    }
}

/// A comment of a supplier on an order or an account of its own: the customer reads it, and is told.
///
/// Only the thread that both sides read is reachable from here; internal comments are another type in another table.
package struct WriteSupplierComment: Command {
    package static let access = Access.supplier("portal-orders.write")
    package static let changesSetUp = false
    package var document: CommentedDocument
    package var text: String

    package init(on document: CommentedDocument, _ text: String) {
        self.document = document
        self.text = text
    }

    package func perform(in work: UnitOfWork) throws -> SharedPost {
        guard let user = work.actor.supplierUser else { throw Refusal.notSignedIn }
        try work.demandSuppliers(document)
        if case .invoice(let id) = document, try work.ownAccount(id).isUnsent {
            throw Refusal.conflict(
                code: "not-shared", "The customer does not have this account yet. Write it into the account's own comment.")
        }
        return try work.share(
            text, on: document, by: .supplier(user.supplierID, name: user.name, address: user.email),
            channel: work.commentChannel)
    }
}

/// What both sides read about an order or account, newest first.
package struct ListSupplierComments: Query {
    package static let access = Access.supplier("portal-orders.read")
    package var document: CommentedDocument
    package var page: PageRequest

    package init(on document: CommentedDocument, page: PageRequest = PageRequest()) {
        self.document = document
        self.page = page
    }

    package func answer(in view: View) throws -> Page<SharedPost> {
        try view.demandSuppliers(document)
        return try view.store.sharedPosts(of: document, page)
    }
}
