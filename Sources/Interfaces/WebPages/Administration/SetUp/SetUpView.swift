import HTML
import Procurement
import UseCases

/// The set-up page: two check lists and the values to copy.
struct SetUpView: Component {
    var facts: SetupFacts

    var html: HTML {
        """
        \(PageHeader("Set-up", lead: "What must be done here and on the supplier's side before orders flow, and how far it is."))
        \(if: facts.connections.count > 1, HTML(tabs))
        \(Columns(main: lists, side: values))
        """
    }

    private var tabs: Tabs {
        Tabs(
            "Connections",
            facts.connections.map {
                .init($0.name, to: "/admin/set-up?connection=\($0.id)", isCurrent: $0.id == facts.connection?.id)
            })
    }

    private var lists: HTML {
        """
        \(Card("Here, in Portico", isFlush: true, HTML(Checklist(facts.here.map(entry)))))
        \(Card("On the supplier's side", isFlush: true, HTML(Checklist(facts.there.map(entry)))))
        """
    }

    private func entry(_ item: SetupItem) -> Checklist.Item {
        let state: Checklist.State =
            switch item.state {
            case .done: .done
            case .open: .open
            case .attention: .attention
            case .elsewhere: .open
            }
        return Checklist.Item(item.title, state, "\(item.finding)", remedy: remedy(of: item))
    }

    private func remedy(of item: SetupItem) -> HTML? {
        guard let remedy = item.remedy else { return nil }
        guard let address = item.address else { return "\(remedy)" }
        return "\(remedy) <a href=\"\(url: address)\">Go there</a>"
    }

    private var values: HTML {
        if facts.values.isEmpty {
            return HTML(Card("To copy", "<p>Add a connection first; then the addresses that the supplier needs stand here.</p>"))
        }
        return HTML(Card("To enter on the supplier's side", HTML(facts.values.map { CopyField($0.label, $0.value) })))
    }
}
