import HTML
import UseCases

/// One entry of a list of the organisation, to be changed.
struct OrganisationEntryView: Component {
    var section: any OrganisationSection
    var id: String
    var name: String
    var lists: OrganisationData
    var state: FormState
    var token: String

    var html: HTML {
        """
        \(PageHeader(name, actions: section.beside(id).map { [Button($0.label, to: $0.address, .quiet)] } ?? [],
            back: (section.title, section.address)))
        \(Card("Change", HTML(form)))
        """
    }

    private var form: Form {
        Form(
            post: "\(section.address)/\(id)", token: token, layout: .grid,
            """
            \(state.summary)\(section.fields(state, lists))
            \(ButtonRow([Button("Save"), Button("Cancel", to: section.address, .quiet)]))
            """)
    }
}
