/// Steps in their order and how far they are: an approval plan, the way of an order.
package struct StageStrip: Component {
    /// How far a step is.
    package enum State: String, Sendable {
        case done, current, waiting, refused, skipped

        var word: String {
            switch self {
            case .done: "Done"
            case .current: "Now"
            case .waiting: "Waiting"
            case .refused: "Rejected"
            case .skipped: "Skipped"
            }
        }
    }

    /// One step.
    package struct Stage: Sendable {
        let title: String
        let state: State
        let people: [String]
        let detail: String?

        /// A step with who is asked, and the rule or the time that explains it.
        package init(_ title: String, _ state: State, people: [String] = [], detail: String? = nil) {
            self.title = title
            self.state = state
            self.people = people
            self.detail = detail
        }
    }

    let label: String
    let stages: [Stage]

    /// A strip; `label` says what the steps are of.
    package init(_ label: String, _ stages: [Stage]) {
        self.label = label
        self.stages = stages
    }

    package var html: HTML { "<ol class=\"stages\" aria-label=\"\(label)\">\(stages.map(item))</ol>" }

    private func item(_ stage: Stage) -> HTML {
        """
        <li class="\(stage.state.rawValue)"\(attribute: "aria-current", value: stage.state == .current ? "step" : nil)>\
        <span class="mark">\(if: stage.state == .done, HTML(Icon.check))</span><div><strong>\(stage.title)</strong>\
        <span class="unseen">: \(stage.state.word)</span>\
        \(each: stage.people, { "<span class=\"person\">\($0)</span>" })\
        \(some: stage.detail, { "<span class=\"muted\">\($0)</span>" })</div></li>
        """
    }
}
