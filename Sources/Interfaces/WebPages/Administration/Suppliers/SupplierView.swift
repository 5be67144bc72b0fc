import HTML
import Procurement

/// A supplier's name, to be changed.
struct SupplierView: Component {
    var supplier: Supplier
    var state: FormState
    var token: String

    var html: HTML {
        """
        \(PageHeader(supplier.name, back: ("All suppliers", "/admin/suppliers")))
        \(Card("Rename", HTML(form)))
        """
    }

    private var form: Form {
        Form(
            post: "/admin/suppliers/\(supplier.id)", token: token, layout: .grid,
            """
            \(state.summary)
            \(state.field("name", "Name", hint: "Orders already sent keep what they said.", isRequired: true, complete: "off"))
            \(ButtonRow([Button("Save"), Button("Cancel", to: "/admin/suppliers", .quiet)]))
            """)
    }
}
