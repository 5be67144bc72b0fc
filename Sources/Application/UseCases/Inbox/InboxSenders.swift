package import Procurement
import ProcurementStore

/// What is done with documents from whom, in the order in which the rules were made.
package struct ListInboxSenders: Query {
    package static let access = ListInboxEntries.access
    package var page: PageRequest
    package init(page: PageRequest = PageRequest(limit: 100)) { self.page = page }
    package func answer(in view: View) throws -> Page<InboxSenderRule> { try view.store.page(of: InboxSenderRule.self, page) }
}

package struct ShowInboxSender: Query {
    package static let access = ListInboxEntries.access
    package var id: Identifier<InboxSenderRule>
    package init(_ id: Identifier<InboxSenderRule>) { self.id = id }
    package func answer(in view: View) throws -> InboxSenderRule { try view.need(try view.store.record(id), "sender rule") }
}

/// Makes or changes a rule; one address or domain has one.
package struct SaveInboxSender: Command {
    package static let access = ReceiveInvoiceDocument.access
    package static let changesSetUp = false
    /// `nil` makes a new one.
    package var id: Identifier<InboxSenderRule>?
    package var sender: String
    package var action: InboxSenderRule.Action
    package var supplierID: String?
    package var isActive: Bool

    package init(
        _ id: Identifier<InboxSenderRule>? = nil, sender: String, action: InboxSenderRule.Action, supplierID: String? = nil,
        isActive: Bool = true
    ) {
        self.id = id
        self.sender = sender
        self.action = action
        self.supplierID = supplierID
        self.isActive = isActive
    }

    package func perform(in work: UnitOfWork) throws -> InboxSenderRule {
        if let id { _ = try work.need(try work.store.record(id), "sender rule") }
        var checks = FieldChecks()
        let sender = checks.text(sender, "/sender", "The sender", limit: 320).lowercased()
        if !sender.isEmpty, !Self.isSender(sender) {
            checks.add("/sender", "invalid", "Write an address, ar@example.com, or a domain, example.com.")
        }
        let supplier = try checks.reference(supplierID, "/supplier_id", "supplier", work.store.supplier)
        if let twin = try work.store.inboxSenderRule(for: sender), twin.id != id {
            checks.add("/sender", "duplicate", "There is a rule for \(sender) already: \(twin.id). Change that one.")
        }
        try checks.finish()
        let rule = InboxSenderRule(
            id: id ?? work.newID(), sender: sender, action: action, supplierID: supplier, isActive: isActive)
        try work.store.save(rule)
        try work.record(id == nil ? .recordCreated : .recordChanged, rule.id, rule.details)
        return rule
    }

    private static func isSender(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty }), let domain = parts.last else { return false }
        return domain.contains(".") && !domain.hasPrefix(".") && !domain.hasSuffix(".")
            && !text.contains(where: { $0.isWhitespace || "<>\"(),:;[]\\/".contains($0) })
    }
}

package struct DeleteInboxSender: Command {
    package static let access = ReceiveInvoiceDocument.access
    package static let changesSetUp = false
    package var id: Identifier<InboxSenderRule>
    package init(_ id: Identifier<InboxSenderRule>) { self.id = id }

    package func perform(in work: UnitOfWork) throws {
        let rule = try work.need(try work.store.record(id), "sender rule")
        try work.store.delete(id)
        try work.record(.recordDeleted, id, rule.details)
    }
}

/// The numbers by which suppliers call themselves in documents; learnt when a person posts a document, or entered here.
package struct ListSupplierKeys: Query {
    package static let access = ListInboxEntries.access
    package var page: PageRequest
    package init(page: PageRequest = PageRequest(limit: 100)) { self.page = page }
    package func answer(in view: View) throws -> Page<SupplierKey> { try view.store.page(of: SupplierKey.self, page) }
}

package struct ShowSupplierKey: Query {
    package static let access = ListInboxEntries.access
    package var id: Identifier<SupplierKey>
    package init(_ id: Identifier<SupplierKey>) { self.id = id }
    package func answer(in view: View) throws -> SupplierKey { try view.need(try view.store.record(id), "supplier's number") }
}

package struct AddSupplierKey: Command {
    package static let access = ReceiveInvoiceDocument.access
    package static let changesSetUp = false
    package var kind: SupplierKey.Kind
    package var value: String
    package var supplierID: String

    package init(_ kind: SupplierKey.Kind, _ value: String, of supplierID: String) {
        self.kind = kind
        self.value = value
        self.supplierID = supplierID
    }

    package func perform(in work: UnitOfWork) throws -> SupplierKey {
        var checks = FieldChecks()
        let value = checks.text(value, "/value", "The number", limit: 100)
        let supplier = try checks.reference(supplierID, "/supplier_id", "supplier", work.store.supplier)
        if supplier == nil, supplierID.isEmpty { checks.add("/supplier_id", "required", "Choose the supplier.") }
        if let twin = try work.store.supplierKey(kind, value) {
            let name = try work.store.supplier(twin.supplierID)?.name ?? "another supplier"
            checks.add("/value", "duplicate", "This number is known already, of \(name): \(twin.id). Delete that one first.")
        }
        try checks.finish()
        guard let supplier else { throw Refusal.invalid(checks.problems) }
        let key = SupplierKey(id: work.newID(), kind: kind, value: value, supplierID: supplier)
        try work.store.save(key)
        try work.record(.recordCreated, supplier, [("kind", "supplier_key"), (kind.rawValue, key.value)])
        return key
    }
}

package struct DeleteSupplierKey: Command {
    package static let access = ReceiveInvoiceDocument.access
    package static let changesSetUp = false
    package var id: Identifier<SupplierKey>
    package init(_ id: Identifier<SupplierKey>) { self.id = id }

    package func perform(in work: UnitOfWork) throws {
        let key = try work.need(try work.store.record(id), "supplier's number")
        try work.store.delete(id)
        try work.record(.recordDeleted, key.supplierID, [("kind", "supplier_key"), (key.kind.rawValue, key.value)])
    }
}
