import HTML
import Procurement
import UseCases

/// Who decides about an order, as steps: the plan before it is submitted, the tasks after.
struct ApprovalSteps: Sendable {
    var title: String
    /// A sentence above the steps: why there are none, why it cannot be submitted.
    var lead: String?
    var isBlocked: Bool
    var stages: [StageStrip.Stage]
    /// Stages that fall away, and why.
    var notes: [String]

    /// `nil` when there is nothing to say.
    init?(_ details: OrderDetails) {
        if let plan = details.plan {
            self.init(plan, details.people)
        } else if let round = details.tasks.map(\.round).max() {
            self.init(details.tasks.filter { $0.round == round }, details.people)
        } else {
            return nil
        }
    }

    private init(_ plan: ApprovalPlan, _ people: [Identifier<User>: User]) {
        title = "What happens when you submit"
        notes = plan.notes
        isBlocked = false
        stages = plan.stages.map { stage in
            .init(
                "Stage \(stage.number)", .waiting, people: stage.approverIDs.map { people[$0]?.name ?? "Somebody who left" },
                detail: stage.reason)
        }
        switch plan.route {
        case .purchase(let reason): lead = "It goes to the supplier at once. \(reason)"
        case .approval(let stages):
            lead =
                stages.count == 1
                ? "One approval, then it goes to the supplier."
                : "\(stages.count) approvals, one after the other, then it goes to the supplier."
        case .blocked(let reason):
            lead = reason
            isBlocked = true
        }
    }

    private init(_ tasks: [ApprovalTask], _ people: [Identifier<User>: User]) {
        title = "Approval"
        lead = nil
        isBlocked = false
        notes = []
        stages = Set(tasks.map(\.stage)).sorted().map { number in
            let stage = tasks.filter { $0.stage == number }
            let decided = stage.first { $0.status == .approved || $0.status == .rejected }
            let names = (decided.map { [$0] } ?? stage).map { people[$0.approverID]?.name ?? "Somebody who left" }
            return .init("Stage \(number)", Self.state(stage), people: names, detail: Self.detail(decided) ?? stage.first?.reason)
        }
    }

    private static func state(_ tasks: [ApprovalTask]) -> StageStrip.State {
        if tasks.contains(where: { $0.status == .rejected }) { return .refused }
        if tasks.contains(where: { $0.status == .approved }) { return .done }
        if tasks.contains(where: { $0.status == .open }) { return .current }
        return tasks.contains { $0.status == .waiting } ? .waiting : .skipped
    }

    private static func detail(_ task: ApprovalTask?) -> String? {
        guard let task else { return nil }
        let when = task.decidedAt.map { Words.instant($0) } ?? ""
        let verb = task.status == .approved ? "Approved" : "Rejected"
        return "\(verb) \(when)" + (task.comment.map { ": “\($0)”" } ?? "")
    }
}

/// Shows `ApprovalSteps`.
struct ApprovalStepsView: Component {
    var steps: ApprovalSteps

    init(_ steps: ApprovalSteps) { self.steps = steps }

    var html: HTML {
        Card(
            steps.title,
            """
            \(if: steps.isBlocked, HTML(Notice(.bad, "It cannot be submitted", detail: steps.lead.map { "\($0)" })))\
            \(if: !steps.isBlocked, "\(some: steps.lead, { "<p>\($0)</p>" })")\
            \(if: !steps.stages.isEmpty, HTML(StageStrip(steps.title, steps.stages)))\
            \(each: steps.notes, { "<p class=\"muted\">\($0)</p>" })
            """
        ).html
    }
}
