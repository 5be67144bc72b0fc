import HTML
import Procurement
import UseCases

/// The set-up page: what must be done here and on the supplier's side, how far it is, and the values to copy.
struct SetUpView: Component {
    var facts: SetupFacts

    var html: HTML {
        """
        \(PageHeader("Set-up", lead: "What must be done here and on the supplier's side before orders flow, and how far it is.",
            badges: facts.connection?.mode == .test ? [.test] : []))
        \(if: facts.connections.count > 1, HTML(tabs))
        \(progress)
        \(Card("Here, in Portico", isFlush: true, HTML(Checklist(facts.here.map(entry)))))
        \(elsewhere)
        """
    }

    private var tabs: Tabs {
        Tabs(
            "Connections",
            facts.connections.map {
                .init($0.name, to: "/admin/set-up?connection=\($0.id)", isCurrent: $0.id == facts.connection?.id)
            })
    }

    private var progress: Meter {
        let isDone = facts.doneCount == facts.here.count
        return Meter(
            "Done here", words: "\(facts.doneCount) of \(facts.here.count)",
            percent: facts.here.isEmpty ? 0 : 100 * facts.doneCount / facts.here.count, tone: isDone ? .good : .info)
    }

    private var elsewhere: Card {
        let title = "To be done on \(facts.supplierName)"
        if facts.there.isEmpty {
            return Card(title, "<p>Add a connection first; then what the supplier needs stands here, to be copied.</p>")
        }
        return Card(title, isFlush: true, HTML(Checklist(facts.there.map(entry))))
    }

    private func entry(_ item: SetupItem) -> Checklist.Item {
        switch item.state {
        case .done: Checklist.Item(item.title, .done, explanation(of: item))
        case .open: Checklist.Item(item.title, .open, explanation(of: item), remedy: remedy(of: item))
        case .attention: Checklist.Item(item.title, .attention, explanation(of: item), remedy: remedy(of: item))
        // Never done as far as can be seen from here, so the word is another.
        case .elsewhere:
            Checklist.Item(item.title, .open, "\(item.remedy)", remedy: values(of: item), badge: Badge("Over there", .info))
        }
    }

    /// What was found; when it is done, with the way to the page.
    private func explanation(of item: SetupItem) -> HTML {
        guard item.state == .done, let address = item.address else { return "\(item.finding)" }
        return "\(item.finding) <a href=\"\(url: address)\">Look<span class=\"unseen\"> at \(item.title)</span></a>"
    }

    private func remedy(of item: SetupItem) -> HTML? {
        guard let remedy = item.remedy else { return nil }
        guard let address = item.address else { return "\(remedy)" }
        return "\(remedy) <a href=\"\(url: address)\">Go there<span class=\"unseen\">: \(item.title)</span></a>"
    }

    private func values(of item: SetupItem) -> HTML? {
        item.values.isEmpty ? nil : HTML(item.values.map { CopyField($0.label, $0.value) })
    }
}
