import HTML
import UseCases

/// One list of the organisation under the tabs of all, with a form for another entry.
struct OrganisationListView: Component {
    var section: any OrganisationSection
    var lists: OrganisationData
    var state: FormState
    var token: String
    var canChange: Bool

    var html: HTML {
        """
        \(PageHeader("Organisation", lead: section.lead, actions: section.beside.map { [Button($0.label, to: $0.address)] } ?? []))
        \(Tabs("Lists of the organisation", tabs))
        \(Card(section.title, isFlush: true, HTML(section.table(lists, canChange: canChange))))
        \(if: canChange, Card("Another \(section.noun)", HTML(form)).html)
        \(some: canChange ? section.imported : nil, { HTML(SpreadsheetCard(list: $0, token: token)) })
        """
    }

    private var tabs: [Tabs.Tab] {
        OrganisationSections.all.map {
            .init(
                $0.title, to: $0.address, count: $0.count(lists) == 0 ? nil : $0.count(lists), isCurrent: $0.word == section.word)
        }
    }

    private var form: Form {
        Form(
            post: section.address, token: token, layout: .grid,
            "\(state.summary)\(section.fields(state, lists))\(ButtonRow([Button("Add \(section.noun)")]))")
    }
}
