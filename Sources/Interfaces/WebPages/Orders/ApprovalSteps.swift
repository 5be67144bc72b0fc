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

    private init(_ plan: ApprovalPlan, _ people: People) {
        title = "What happens when you submit"
        notes = plan.notes
        isBlocked = false
        stages = plan.stages.map { stage in
            .init(
                "Stage \(stage.number)", .waiting, people: stage.people.map { Self.words($0, people) },
                detail: (stage.people.count > 1 ? "\(stage.needed) of \(stage.people.count). " : "") + stage.reason)
        }
        switch plan.route {
        case .purchase(let reason): lead = "It goes to the supplier at once. \(reason)"
        case .approval(let stages):
            lead =
                stages.count == 1
                ? "One approval, then it goes to the supplier."
                : "\(stages.count) approvals, one after the other, then it goes to the supplier."
        case .blocked(let blockage):
            lead = blockage.reason
            isBlocked = true
        }
    }

    init(_ tasks: [ApprovalTask], _ people: People) {
        title = "Approval"
        lead = nil
        isBlocked = false
        notes = []
        stages = Set(tasks.map(\.stage)).sorted().map { number in
            let stage = tasks.filter { $0.stage == number }
            let decided = stage.filter { $0.status == .approved || $0.status == .rejected || $0.repeatsStage != nil }
            let names = (decided.isEmpty ? stage : decided).map { Self.names($0, people) }
            let lacking = stage.lacking(at: number)
            let reason = stage.first.map { (lacking > 1 || !decided.isEmpty ? "\(lacking) more needed. " : "") + $0.reason }
            return .init(
                "Stage \(number)", Self.state(stage), people: names,
                detail: lacking > 0 && !stage.contains { $0.status == .rejected } ? reason : Self.detail(decided.last))
        }
    }

    /// `B`, `B for A` where B acts for A, with what put them there.
    private static func words(_ person: ApprovalPlan.Person, _ people: People) -> String {
        let name = people[person.id]?.name ?? "Somebody who left"
        let acting = person.substituteID.map { "\(people[$0]?.name ?? "Somebody") for \(name)" } ?? name
        return person.why.map { "\(acting) (\($0))" } ?? acting
    }

    private static func names(_ task: ApprovalTask, _ people: People) -> String {
        let name = people[task.approverID]?.name ?? "Somebody who left"
        guard task.isByAnother, let actor = task.decidedByID else { return name }
        return "\(people[actor]?.name ?? "Somebody") for \(name)"
    }

    private static func state(_ tasks: [ApprovalTask]) -> StageStrip.State {
        if tasks.contains(where: { $0.status == .rejected }) { return .refused }
        if let number = tasks.first?.stage, tasks.lacking(at: number) == 0 { return .done }
        if tasks.contains(where: { $0.status == .open }) { return .current }
        return tasks.contains { $0.status == .waiting } ? .waiting : .skipped
    }

    private static func detail(_ task: ApprovalTask?) -> String? {
        guard let task else { return nil }
        if let stage = task.repeatsStage { return "Not asked again: approved stage \(stage) right before." }
        let when = task.decidedAt.map { Words.instant($0) } ?? ""
        let kept = task.carriedFromRound.map { ", kept from round \($0)" } ?? ""
        let verb = task.status == .approved ? "Approved" : "Rejected"
        return "\(verb) \(when)\(kept)" + (task.comment.map { ": “\($0)”" } ?? "")
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
