import HTML
import Procurement

/// The form of one item of the catalogue.
struct CatalogueItemView: Component {
    /// `nil` for a new one.
    var item: CatalogueItem?
    var suppliers: [Supplier]
    var state: FormState
    var token: String

    /// What a new item's form starts with.
    static let fresh = FormState(values: [
        "unit_of_measure": "EA", "minimum_quantity": "1", "pack_quantity": "1", "is_active": "on",
    ])
    /// The fields whose names are not those of the pointers.
    static let names = ["/price/amount": "price", "/price/currency": "currency"]

    var html: HTML {
        """
        \(PageHeader(item?.description ?? "New item", back: ("All items", "/admin/catalogue")))
        \(Card(nil, HTML(form)))
        \(some: item, { Card("Delete", remove($0)).html })
        """
    }

    private var form: Form {
        Form(
            post: item.map { "/admin/catalogue/\($0.id)" } ?? "/admin/catalogue", token: token,
            """
            \(state.summary)
            \(FormGroup("Item", about))
            \(FormGroup("How it is sold", selling))
            \(FormGroup("Where it comes from", source))
            \(ButtonRow([Button("Save"), Button("Cancel", to: "/admin/catalogue", .quiet)]))
            """)
    }

    private var about: HTML {
        """
        \(state.field("sku", "SKU", hint: "Our number of it, unique in the catalogue.", isRequired: true, complete: "off"))
        \(state.field("description", "Description", isRequired: true, complete: "off"))
        \(state.field("unspsc", "UNSPSC", hint: "Eight digits, for example 44121704 for pens.", isRequired: true))
        \(state.field("is_active", "Offered", .checkbox, hint: "Off: neither buyers nor visitors find it."))
        """
    }

    private var selling: HTML {
        """
        \(state.field("price", "Price of one unit", hint: "Digits with a point, for example 12.50.", isRequired: true))
        \(state.field("currency", "Currency", hint: "Three letters, for example USD.", isRequired: true))
        \(state.field("unit_of_measure", "Unit", hint: "A code such as EA, BX or KGM.", isRequired: true))
        \(state.field("minimum_quantity", "Minimum quantity", .number(step: "1", minimum: "1")))
        \(state.field("pack_quantity", "Pack quantity", .number(step: "1", minimum: "1"), hint: "Ordered in multiples of this."))
        \(state.field("lead_time_days", "Lead time in days", .number(step: "1", minimum: "0")))
        """
    }

    private var source: HTML {
        """
        \(state.field("supplier_id", "Supplier", .select(suppliers.map { .init($0.id.text, $0.name) }, prompt: "None"),
            hint: "Who delivers it to our own buyers. Without one, only visitors can order it."))
        \(state.field("supplier_part_id", "Supplier's part number", hint: "Where it is not the SKU.", complete: "off"))
        \(state.field("manufacturer_name", "Manufacturer", complete: "off"))
        \(state.field("manufacturer_part_id", "Manufacturer's part number", complete: "off"))
        """
    }

    private func remove(_ item: CatalogueItem) -> HTML {
        let form = Form(
            post: "/admin/catalogue/\(item.id)/delete", token: token, layout: .bare, HTML(Button("Yes, delete it", .danger)))
        let question = "Deleted items cannot be brought back. Carts and orders that have it keep what it was."
        return
            "<p>To offer it no more for a while, switch “Offered” off.</p>\(ConfirmStep("Delete…", .danger, question: question, form))"
    }
}
