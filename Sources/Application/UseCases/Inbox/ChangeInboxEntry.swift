import FoundationEssentials
package import Procurement
import ProcurementStore

/// Corrects what was read in an entry, or says whose it is and which order it bills; then it is matched once more. The file stays
/// as it came.
package struct ChangeInboxEntry: Command {
    package static let access = ReceiveInvoiceDocument.access
    package static let changesSetUp = false
    package var id: Identifier<InboxEntry>
    /// What is changed; `nil` takes a value away. A supplier by its id, an order by our number.
    package var fields: [ProposedInvoice.Field: String?]
    /// The version that its caller saw; `nil` takes the newest.
    package var version: Int?

    package init(_ id: Identifier<InboxEntry>, _ fields: [ProposedInvoice.Field: String?], version: Int? = nil) {
        self.id = id
        self.fields = fields
        self.version = version
    }

    /// What a person may type, in the order of forms.
    package static let editable: [ProposedInvoice.Field] = [
        .supplier, .orderNumber, .kind, .number, .invoiceDate, .dueDate, .paymentTerms, .currency, .subtotal, .freight, .charges,
        .discount, .tax, .prepaid, .total, .originalNumber, .note,
    ]

    package func perform(in work: UnitOfWork) throws -> InboxEntry {
        var entry = try work.visibleEntry(id, at: version)
        guard InboxEntry.lifecycle.allows(.propose, from: entry.status), entry.status != .received else {
            throw LifecycleRefusal(state: entry.status.rawValue, trigger: "change")
        }
        var proposal = entry.proposal ?? ProposedInvoice(.none)
        var checks = FieldChecks()
        var changed: [String] = []
        for field in Self.editable {
            guard let given = fields[field] else { continue }
            let value = try given.flatMap { try Self.checked($0, field, &checks, in: work) }
            guard value != proposal[field] else { continue }
            proposal[field] = value
            changed.append(field.rawValue)
        }
        for field in fields.keys where !Self.editable.contains(field) {
            checks.add("/\(field.rawValue)", "read-only", "This is what the document says; it is not changed.")
        }
        try checks.finish()
        if changed.isEmpty { return entry }
        // A person looked at it: what was odd about these values is settled.
        if !proposal.format.isStructured { proposal.remarks = [] }
        entry.proposal = proposal
        try work.settle(&entry)
        try work.save(&entry)
        try work.record(.inboxChanged, id, [("fields", changed.joined(separator: ", ")), ("number", proposal[.number])])
        return entry
    }

    /// The value as it is kept; `nil` for an empty one, and for a wrong one, which is told.
    private static func checked(
        _ text: String, _ field: ProposedInvoice.Field, _ checks: inout FieldChecks, in work: UnitOfWork
    ) throws -> String? {
        let pointer = "/\(field.rawValue)"
        let label = "The \(field == .supplier ? "supplier" : field.rawValue.replacing("_", with: " "))"
        guard let text = checks.optionalText(text, pointer, label, limit: field == .note ? 2000 : 100) else { return nil }
        switch field {
        case .supplier:
            guard let id = Identifier<Supplier>(text), try work.store.supplier(id) != nil else {
                checks.add(pointer, "not-found", "There is no supplier “\(text)”.")
                return nil
            }
        case .kind:
            if Invoice.Kind(rawValue: text) == nil {
                let words = Invoice.Kind.allCases.map(\.rawValue).joined(separator: ", ")
                checks.add(pointer, "invalid", "The kind is one of \(words).")
            }
        case .invoiceDate, .dueDate:
            if Day(text) == nil { checks.add(pointer, "invalid", "\(label) must be a day written as 2026-01-31.") }
        case .currency:
            guard let currency = Currency(text) else {
                checks.add(pointer, "invalid", "Write the currency as three letters: USD.")
                return nil
            }
            return currency.code
        case .paymentTerms:
            if PaymentTerms(text) == nil {
                checks.add(pointer, "invalid", "Write payment terms as NET 30 or 2/10 NET 30.")
            }
        case .subtotal, .freight, .charges, .discount, .tax, .prepaid, .total:
            guard let number = ExactNumber.parse(text), Money(number, .usd) != nil else {
                checks.add(pointer, "invalid", "“\(text)” is no amount. Write digits and a point: 12.50.")
                return nil
            }
            return ExactNumber.text(number)
        default: break
        }
        return text
    }
}
