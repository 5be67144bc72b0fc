import HTML
import Procurement
import UseCases

/// One connection: its form, switches, and what the last check found.
struct ConnectionView: Component {
    /// `nil` for a new one.
    var connection: PunchOutConnection?
    var suppliers: [Supplier]
    var organisation: OrganisationLists
    var publicURL: String
    var token: String
    var state: FormState

    var html: HTML {
        """
        \(PageHeader(connection?.name ?? "New connection", badges: badges, back: ("All connections", "/admin/connections")))
        \(Columns(main: HTML(Card("Credentials and switches", HTML(form))), side: side))
        """
    }

    private var badges: [Badge] {
        guard let connection else { return [] }
        return [connection.mode == .test ? .test : Badge("Active", .good)]
    }

    private var form: Form {
        Form(
            post: connection.map { "/admin/connections/\($0.id)" } ?? "/admin/connections", token: token, layout: .grid,
            """
            \(state.summary)
            \(state.field("name", "Name", isRequired: true))
            \(state.field("slug", "Short name", hint: "In addresses: \(publicURL)/cxml/short-name. Made of the name when empty."))
            \(state.field("supplier_id", "Supplier", .select(supplierChoices, prompt: "A new supplier, named beside")))
            \(state.field("supplier_name", "New supplier", hint: "Only when none is chosen."))
            \(state.field("from_identity", "From identity", hint: "Who we are to the supplier.", isRequired: true))
            \(state.field("from_domain", "From domain", hint: "NetworkId when empty."))
            \(state.field("to_identity", "To identity", hint: "Amazon, for Amazon Business.", isRequired: true))
            \(state.field("to_domain", "To domain", hint: "NetworkId when empty."))
            \(secret)
            \(state.field("punchout_url", "Punch-out URL", .address, isRequired: true))
            \(state.field("order_url", "Purchase order request URL", .address, isRequired: true))
            \(state.field("default_legal_entity_id", "Default legal entity", .select(entities, prompt: "None")))
            \(state.field("default_location_id", "Default location", .select(locations, prompt: "None")))
            \(state.field("require_approval", "Orders require approval", .checkbox, hint: "Off: they go out when the buyer presses Purchase."))
            \(ButtonRow([Button("Save")]))
            """)
    }

    private var secret: FormField {
        let isThere = connection?.hasSecret == true
        return state.field(
            "shared_secret", "Shared secret", .password,
            hint: isThere ? "Entered. Leave empty to keep it." : "Kept sealed and never shown again.", isRequired: !isThere)
    }

    private var supplierChoices: [FormField.Choice] { suppliers.map { .init($0.id.text, $0.name) } }
    private var entities: [FormField.Choice] { organisation.legalEntities.map { .init($0.id.text, $0.name) } }
    private var locations: [FormField.Choice] { organisation.locations.map { .init($0.id.text, $0.name) } }

    private var side: HTML {
        guard let connection else { return "<p class=\"hint\">It starts in test mode.</p>" }
        return """
            \(Card("Check", check(connection)))
            \(Card("Mode", mode(connection)))
            \(Card("To enter on the supplier's side", copies(connection)))
            """
    }

    private func check(_ connection: PunchOutConnection) -> HTML {
        """
        \(some: connection.lastCheck, { found($0) })
        \(Form(post: "/admin/connections/\(connection.id)/check", token: token, layout: .bare, HTML(Button("Check now", .secondary))))
        """
    }

    private func found(_ check: ConnectionCheck) -> HTML {
        """
        <p>\(HTML(check.ok ? Badge("Works", .good) : Badge("Does not work", .bad))) \(Words.instant(check.at))</p>
        <ul>\(each: check.findings, { "<li>\($0)</li>" })</ul>
        """
    }

    private func mode(_ connection: PunchOutConnection) -> HTML {
        switch connection.mode {
        case .test:
            """
            <p>Test: orders carry deploymentMode="test" and are cancelled by Portico some hours after their confirmation.</p>
            \(Form(post: "/admin/connections/\(connection.id)/activate", token: token, layout: .bare,
                HTML(Button("Activate", .primary, asking: "From now on orders are charged and shipped. Activate?"))))
            """
        case .active:
            """
            <p>Active: orders are charged and shipped.</p>
            \(Form(post: "/admin/connections/\(connection.id)/deactivate", token: token, layout: .bare,
                HTML(Button("Back to test mode", .secondary))))
            """
        }
    }

    private func copies(_ connection: PunchOutConnection) -> HTML {
        """
        \(CopyField("Punch-in, confirmations, ship notices", "\(publicURL)/cxml/\(connection.slug)"))
        \(CopyField("Page after a punch-in", "\(publicURL)/punch-in/\(connection.slug)"))
        """
    }
}
