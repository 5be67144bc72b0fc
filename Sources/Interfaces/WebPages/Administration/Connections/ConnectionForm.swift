import HTML
import Procurement
import UseCases

/// The fields of a connection.
struct ConnectionForm: Component {
    /// `nil` for a new one.
    var connection: PunchOutConnection?
    var suppliers: [Supplier]
    var organisation: OrganisationLists
    var publicURL: String
    var token: String
    var state: FormState
    var canChange: Bool

    /// What a new connection's form starts with: the safe side of every switch.
    static let fresh = FormState(values: [
        "from_domain": "NetworkId", "to_domain": "NetworkId", "to_identity": "Amazon", "require_approval": "on",
    ])

    /// The two defaults that have names of their own.
    static let names = [
        "/default_coding/location_id": "default_location_id", "/default_coding/legal_entity_id": "default_legal_entity_id",
    ]

    var html: HTML {
        HTML(
            Form(
                post: connection.map { "/admin/connections/\($0.id)" } ?? "/admin/connections", token: token,
                """
                \(state.summary)\(ChangeableFields(canChange, fields))\
                \(if: canChange, ButtonRow([Button("Save"), Button("Cancel", to: "/admin/connections", .quiet)]).html)
                """))
    }

    private var fields: HTML {
        """
        \(FormGroup("Connection", about))
        \(FormGroup("Credentials", hint: "As the supplier's page for purchasing systems shows them.", credentials))
        \(FormGroup("What orders start with", defaults))
        \(DefaultCodingFields(title: "Further defaults", hint: "What the user says goes before them.", prefix: "default_coding",
            state: state, lists: organisation, without: [.legalEntity, .location]))
        """
    }

    private var about: HTML {
        """
        \(state.field("name", "Name", hint: "What buyers see on its tile.", isRequired: true, complete: "off"))
        \(state.field("slug", "Short name", hint: "In addresses: \(publicURL)/cxml/short-name. Made of the name when empty.",
            complete: "off"))
        \(state.field("supplier_id", "Supplier", .select(choices(suppliers.map { ($0.id.text, $0.name) }),
            prompt: connection == nil ? "A new supplier, named beside" : "Keep, or the one named beside")))
        \(state.field("supplier_name", "New supplier", hint: "Only when none is chosen.", complete: "off"))
        """
    }

    private var credentials: HTML {
        """
        \(state.field("from_identity", "From identity", hint: "Who we are to the supplier.", isRequired: true, complete: "off"))
        \(state.field("from_domain", "From domain", hint: "NetworkId when nothing else is said."))
        \(state.field("to_identity", "To identity", hint: "Amazon, for Amazon Business.", isRequired: true, complete: "off"))
        \(state.field("to_domain", "To domain", hint: "NetworkId when nothing else is said."))
        \(secret)
        \(furtherProofs)
        \(state.field("punchout_url", "Punch-out URL", .address, hint: "Required, unless it opens our own catalogue."))
        \(state.field("order_url", "Purchase order request URL", .address,
            hint: "Required, unless it opens our own catalogue. Without one, orders are not sent."))
        """
    }

    /// Write-only: what was entered never comes back, not even to the one who entered it.
    private var secret: FormField {
        let isThere = connection?.hasSecret == true
        return state.field(
            "shared_secret", "Shared secret", .password,
            hint: isThere ? "Entered. Leave empty to keep it." : "Kept sealed and never shown again.", isRequired: !isThere,
            complete: "new-password")
    }

    /// What else may prove the partner's documents; each kind stands by itself.
    private var furtherProofs: HTML {
        """
        \(state.field("second_secret", "Second secret", .password,
            hint: connection?.hasSecondSecret == true
                ? "Entered: both are good for what comes in. Leave empty to keep it, enter a hyphen to take it away."
                : "While secrets change: good for what comes in, beside the first.", complete: "new-password"))
        \(state.field("mac_key", "Key of CredentialMac", .password,
            hint: connection?.hasMACKey == true
                ? "Entered. Leave empty to keep it, enter a hyphen to take it away."
                : "Only when the supplier signs with a code instead of a secret.", complete: "new-password"))
        \(state.field("client_certificate", "Client certificate",
            hint: "Its SHA-256 fingerprint or its subject, when the supplier shows one.", complete: "off"))
        """
    }

    private var defaults: HTML {
        """
        \(state.field("default_legal_entity_id", "Default legal entity",
            .select(choices(organisation.legalEntities.map { ($0.id.text, $0.name) }), prompt: "None")))
        \(state.field("default_location_id", "Default location",
            .select(choices(organisation.locations.map { ($0.id.text, $0.name) }), prompt: "None")))
        \(state.field("require_approval", "Orders require approval", .checkbox,
            hint: "Off: they go out when the buyer presses Purchase."))
        \(state.field("takes_changes", "The supplier takes changes and cancellations", .checkbox,
            hint: "Of orders it has got already, as cXML. Ask the supplier first; off: people tell it themselves."))
        \(state.field("opens_catalogue", "Opens our own catalogue", .checkbox,
            hint: "For other procurement systems: their set-ups lead to our catalogue, and their orders are ours to deliver."))
        """
    }

    private func choices(_ records: [(id: String, name: String)]) -> [FormField.Choice] { records.map { .init($0.id, $0.name) } }
}
