import FoundationEssentials
import Mail
import Procurement
import ProcurementStore

extension UnitOfWork {
    /// Tells those who take part: colleagues by notifications, the supplier by mail.
    func tell(ofSharedComment id: Identifier<SharedPost>) throws {
        guard let post = try store.sharedPost(id) else { return }
        let writers = try store.sharedPosts(of: post.document, PageRequest(limit: 100)).items.compactMap(\.author.userID)
        try notify(.commented, of: post.document, writers, but: post.author.userID, comment: id.text)
        if !post.author.isSupplier { try mailSupplier(post) }
    }

    func tell(ofInternalComment id: Identifier<InternalPost>) throws {
        guard let post = try store.internalPost(id) else { return }
        var people = try store.internalPosts(of: post.document, PageRequest(limit: 100)).items.compactMap(\.author.userID)
        // Whoever has to decide reads what is said of it.
        let tasks =
            switch post.document {
            case .order(let id): try store.tasks(of: id)
            case .invoice(let id): try store.tasks(of: id)
            }
        people += tasks.filter { $0.status == .open }.map(\.approverID)
        try notify(.commentedInternally, of: post.document, people, but: post.author.userID, comment: id.text)
    }

    /// The document's own people and `others`, each once, as far as they still see it.
    private func notify(
        _ kind: Notification.Kind, of document: CommentedDocument, _ others: [Identifier<User>], but author: Identifier<User>?,
        comment: String
    ) throws {
        var people = try responsible(for: document)
        for person in others where !people.contains(person) { people.append(person) }
        let known = try setUp().people
        for person in people where person != author {
            guard let user = known[person], user.isActive, try isVisible(document, to: user) else { continue }
            var orderID: Identifier<PurchaseOrder>?
            if case .order(let id) = document { orderID = id }
            try store.insert(
                Notification(
                    id: newID(), userID: person, kind: kind, orderID: orderID, subjectID: comment, createdAt: now))
        }
    }

    private func responsible(for document: CommentedDocument) throws -> [Identifier<User>] {
        switch document {
        case .order(let id): return [try store.order(id)?.buyerID].compactMap(\.self)
        case .invoice(let id):
            guard let invoice = try store.invoice(id) else { return [] }
            if let owner = invoice.ownerID { return [owner] }
            return try setUp().people.holders(of: .accountsPayable).filter(\.isActive).map(\.id)
        }
    }

    private func isVisible(_ document: CommentedDocument, to user: User) throws -> Bool {
        do {
            try acting(as: Actor(.user(user))).demandVisible(document)
            return true
        } catch is Refusal {
            return false
        }
    }

    /// A mail to each address of the supplier.
    private func mailSupplier(_ post: SharedPost) throws {
        guard let facts = try supplierFacts(of: post.document), let supplier = try store.supplier(facts.supplierID) else {
            return
        }
        for reader in try supplierReaders(supplier) {
            var facts = facts.mail
            facts.values["author"] = post.author.name
            facts.values["comment"] = post.words.text
            facts.values["name"] = reader.name
            facts.quote = post.words.text
            let replyTo = try replyMailbox(
                of: post.document, reader: supplier.id.text, address: reader.address, name: reader.name, isShared: true)
            try queueMail(.commented, facts, to: reader, replyTo: replyTo)
        }
    }
}

/// Somebody at a supplier who is mailed to.
struct SupplierReader: Sendable, Hashable {
    var address: String
    var name: String
    var language: MailLanguage
}

extension Workspace {
    /// Where a supplier's orders on paper go; `nil` where no address is known.
    func paperReader(_ supplier: Supplier) -> SupplierReader? {
        guard supplier.isActive, let address = supplier.orderEmail else { return nil }
        return SupplierReader(address: address, name: supplier.name, language: supplier.mailLanguage)
    }

    /// Everybody at a supplier who is told of comments: who signs in to the portal, and the address for orders on paper.
    func supplierReaders(_ supplier: Supplier) throws -> [SupplierReader] {
        guard supplier.isActive else { return [] }
        var readers = try store.supplierUsers(of: supplier.id).filter(\.isActive).map {
            SupplierReader(address: $0.email, name: $0.name, language: $0.language)
        }
        if let address = supplier.orderEmail, !readers.contains(where: { $0.address.lowercased() == address.lowercased() }) {
            readers.append(SupplierReader(address: address, name: supplier.name, language: supplier.mailLanguage))
        }
        return readers
    }

    /// What a mail to a supplier may say of a document; made of the document alone, so that nothing internal is in it.
    func supplierFacts(of document: CommentedDocument) throws -> (supplierID: Identifier<Supplier>, mail: SupplierFacts)? {
        switch document {
        case .order(let id):
            guard let order = try store.order(id), let number = order.number else { return nil }
            return (
                order.supplierID,
                SupplierFacts(values: [
                    "document": number, "customer": try customer(order.coding.legalEntityID),
                    "total": order.total?.description ?? "",
                ])
            )
        case .invoice(let id):
            guard let invoice = try store.invoice(id) else { return nil }
            let order = try invoice.orderIDs.first.flatMap(store.order)
            return (
                invoice.supplierID,
                SupplierFacts(values: [
                    "document": invoice.number, "customer": try customer(order?.coding.legalEntityID),
                    "total": invoice.totals.total.description,
                ])
            )
        }
    }

    private func customer(_ id: Identifier<LegalEntity>?) throws -> String {
        try id.flatMap(store.legalEntity)?.name ?? rules.mail?.sender.name ?? ""
    }
}

/// What a mail to a supplier can say: the values of the placeholders, and words that stand apart.
struct SupplierFacts: Sendable {
    var values: [String: String]
    /// The comment itself.
    var quote: String?
}
