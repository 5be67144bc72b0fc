import HTML
import Procurement
import UseCases

/// What was read in a document, each value with the place where it stands, to be corrected and posted.
struct InboxEntryForm: Component {
    var details: InboxDetails
    var suppliers: [Supplier]
    var mayChange: Bool
    var state: FormState
    var token: String

    private var entry: InboxEntry { details.entry }

    /// Whether its values can be changed.
    private var isOpen: Bool {
        mayChange && entry.status != .received && InboxEntry.lifecycle.allows(.propose, from: entry.status)
    }

    var html: HTML {
        guard isOpen else { return closed }
        let buttons = ButtonRow([
            Button("Save and match again", .secondary, name: "verb", value: "save"),
            Button("Save and make it an invoice", .primary, icon: .check, name: "verb", value: "post"),
        ])
        let content: HTML = """
            \(state.summary)\(FormField("version", "", .hidden, value: String(entry.version)))\
            \(each: ChangeInboxEntry.editable, { HTML(control($0)) })\(buttons)
            """
        return Card("What it says", id: "fields", HTML(Form(post: "/inbox/\(entry.id)", token: token, layout: .stacked, content)))
            .html
    }

    /// The same to be looked at.
    private var closed: HTML {
        let entries = ChangeInboxEntry.editable.compactMap { field -> DescriptionList.Entry? in
            if field == .supplier { return details.supplierName.map { .init("Supplier", Optional($0)) } }
            return entry.proposal?.fields[field].map { found in
                let words: HTML = "\(found.value)<div class=\"muted place\">\(found.place.words)</div>"
                return .init(InboxWords.field(field), words)
            }
        }
        return entries.isEmpty ? HTML.empty : Card("What it says", id: "fields", HTML(DescriptionList(entries))).html
    }

    private func control(_ field: ProposedInvoice.Field) -> FormField {
        let found = entry.proposal?.fields[field]
        let hint = found.map { "Found: \($0.place.words)." }
        let currency = entry.proposal?[.currency] ?? ""
        switch field {
        case .supplier:
            let choices = suppliers.map { FormField.Choice($0.id.text, $0.name) }
            return state.field(field.rawValue, InboxWords.field(field), .select(choices, prompt: "not known"), hint: hint)
        case .kind:
            let choices = Invoice.Kind.allCases.map { FormField.Choice($0.rawValue, InvoiceWords.kind($0)) }
            return state.field(field.rawValue, InboxWords.field(field), .select(choices), hint: hint)
        case .invoiceDate, .dueDate: return state.field(field.rawValue, InboxWords.field(field), .date, hint: hint)
        case .subtotal, .freight, .charges, .discount, .tax, .prepaid, .total:
            return state.field(field.rawValue, InboxWords.field(field), .money(currency: currency), hint: hint)
        case .note: return state.field(field.rawValue, InboxWords.field(field), .textarea(rows: 2), hint: hint)
        default: return state.field(field.rawValue, InboxWords.field(field), hint: hint, complete: "off")
        }
    }

    /// What the form begins with.
    static func values(_ details: InboxDetails) -> [String: String] {
        var values: [String: String] = [:]
        for field in ChangeInboxEntry.editable {
            let proposal = details.entry.proposal
            // An amount with all digits of its currency.
            values[field.rawValue] = proposal?.money(field)?.text ?? proposal?[field] ?? ""
        }
        values[ProposedInvoice.Field.supplier.rawValue] = details.entry.supplierID?.text ?? ""
        values[ProposedInvoice.Field.kind.rawValue] = (details.entry.proposal?.kind ?? .standard).rawValue
        return values
    }

    /// What was typed and differs from what the form began with: the rest stays as it was found.
    static func changes(_ form: PostedForm, from values: [String: String]) -> [ProposedInvoice.Field: String?] {
        var changes: [ProposedInvoice.Field: String?] = [:]
        for field in ChangeInboxEntry.editable {
            guard form[field.rawValue] != nil else { continue }
            let typed = form.text(field.rawValue)
            if (typed ?? "") != (values[field.rawValue] ?? "") { changes[field] = .some(typed) }
        }
        return changes
    }
}
