import HTML
import Procurement
import UseCases

/// A supplier: its name, whether it is bought from, and what its orders start with.
struct SupplierView: Component {
    var supplier: Supplier
    var lists: OrganisationLists
    var state: FormState
    var tolerance: MatchTolerance
    /// Of a refused form.
    var toleranceState: FormState?
    var token: String

    var html: HTML {
        """
        \(PageHeader(supplier.name, back: ("All suppliers", "/admin/suppliers")))
        \(Card("Supplier", HTML(form)))
        \(ToleranceForm(supplierID: supplier.id.text, state: toleranceState ?? FormState(values: ToleranceForm.values(tolerance)), token: token))
        """
    }

    private var form: Form {
        Form(
            post: "/admin/suppliers/\(supplier.id)", token: token, layout: .grid,
            """
            \(state.summary)
            \(state.field("name", "Name", hint: "Orders already sent keep what they said.", isRequired: true, complete: "off"))
            \(state.field("order_email", "Mail address for orders", .email, hint: "Orders on paper and comments for it go there. Empty: nowhere.", complete: "off"))
            \(state.field("mail_language", "Language of mails", .select([.init("en", "English"), .init("de", "Deutsch")])))
            \(state.field("active", "In use", .checkbox, hint: "Unticked, it gets no new connections; orders keep it."))
            <div class="wide">\(DefaultCodingFields(title: "Its orders start with", hint: "What user and connection say goes before it.",
                prefix: "default_coding", state: state, lists: lists))</div>
            \(ButtonRow([Button("Save"), Button("Cancel", to: "/admin/suppliers", .quiet)]))
            """)
    }

    static func values(_ supplier: Supplier) -> [String: String] {
        var values = DefaultCodingFields.values(supplier.defaultCoding, prefix: "default_coding")
        values["name"] = supplier.name
        values["order_email"] = supplier.orderEmail ?? ""
        values["mail_language"] = supplier.mailLanguage.rawValue
        values["active"] = supplier.isActive ? "on" : ""
        return values
    }
}
