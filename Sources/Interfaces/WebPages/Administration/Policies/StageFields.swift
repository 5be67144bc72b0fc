import HTML
import Procurement
import UseCases

/// The fields of one stage of a policy, and the buttons that move and remove it.
struct StageFields: Component {
    var index: Int
    var stage: PolicyDraft.Stage
    var state: FormState
    var users: [User]
    var lists: OrganisationLists
    var choices: ConditionChoices
    var canChange: Bool

    private func name(_ part: String) -> String { PolicyDraft.field(index, part) }

    /// The spare fields of a stage that was just read, so that the next approver can be chosen.
    private var userFields: Range<Int> { 0..<(stage.userIDs.count + (canChange ? PolicyDraft.spareUsers : 0)) }

    var html: HTML {
        """
        \(FormGroup("Stage \(index + 1)", limits))
        <div class="wide">\(state.remark(on: name("approvers")))</div>
        \(FormGroup("Approvers of stage \(index + 1)", hint: "Everybody ticked here and every person below may decide. Nobody approves their own order.",
            "\(PolicyDraft.relations.map(relationBox))\(roles.map(roleBox))"))
        \(FormGroup("Or these persons", "\(userFields.map(userField))"))
        \(FormGroup("Only orders with", hint: "Of several values of one kind one is enough; all that is chosen must hold for the same line.", conditions))
        \(FormGroup("How many, and when", rest))
        \(if: canChange, buttons.html)
        """
    }

    private var rest: HTML {
        """
        \(state.field(name("quorum"), "How many approve", hint: "any, all, or a number such as 2.", isRequired: true, complete: "off"))
        \(state.field(name("remind_after"), "Remind after hours", .number(step: "1", minimum: "1"), hint: "And again after the same time."))
        \(state.field(name("escalate_after"), "Escalate after hours", .number(step: "1", minimum: "1"),
            hint: "Then the approver's manager or an administrator may decide, too."))
        \(state.field(name("expire_after"), "Lapses after hours", .number(step: "1", minimum: "1")))
        """
    }

    private func relationBox(_ relation: (String, String)) -> HTML {
        state.field(name("relations.\(relation.0)"), relation.1, .checkbox).html
    }

    private var limits: HTML {
        """
        \(state.field(name("from_amount.amount"), "From amount", hint: "Orders below it skip the stage; 0 is every order.",
            isRequired: true, complete: "off"))
        \(state.field(name("from_amount.currency"), "Currency", hint: "Three letters, for example USD or EUR.", isRequired: true))
        """
    }

    /// A box for a budget that is not enough, and for each subject its values and one that is spare.
    private var conditions: HTML {
        """
        \(state.field(name("over_budget"), "More than their budget has left", .checkbox))
        \(state.field(name("split_purchase"), "One purchase in several orders", .checkbox))
        \(choices.subjects(lists).map(values))
        """
    }

    private func values(_ subject: ConditionChoices.Subject) -> HTML {
        let chosen = stage.conditions[subject.word] ?? []
        let count = chosen.count + (canChange || chosen.isEmpty ? 1 : 0)
        return "\((0..<count).map { number in value(subject, number, of: chosen) })"
    }

    private func value(_ subject: ConditionChoices.Subject, _ number: Int, of chosen: [String]) -> HTML {
        let label = number == 0 ? subject.label : "or \(subject.label.lowercased())"
        return state.field(
            PolicyDraft.conditionField(index, subject.word, number), label,
            subject.control(keeping: chosen.dropFirst(number).first),
            hint: number == 0 ? subject.hint : nil
        ).html
    }

    /// Roles that approve nothing: offered only where they stand already.
    private static let others: Set<Role> = [.auditor, .vendorManager, .customerData]

    private var roles: [Role] { Role.allCases.filter { !Self.others.contains($0) || stage.roles.contains($0.rawValue) } }

    private func roleBox(_ role: Role) -> HTML {
        state.field(PolicyDraft.roleField(index, role.rawValue), "Role: \(role.label)", .checkbox).html
    }

    private func userField(_ number: Int) -> HTML {
        let chosen = number < stage.userIDs.count ? stage.userIDs[number] : ""
        let choices = users.filter { $0.isActive || $0.id.text == chosen }.map {
            FormField.Choice($0.id.text, "\($0.name) (\($0.email))")
        }
        return state.field(PolicyDraft.userField(index, number), "Person \(number + 1)", .select(choices, prompt: "Nobody")).html
    }

    private var buttons: ButtonRow {
        var buttons: [Button] = []
        if index > 0 {
            buttons.append(
                Button(
                    "Move stage \(index + 1) up", .quiet, name: "verb", value: PolicyEdit.raiseStage(index).word,
                    skipsValidation: true))
        }
        buttons.append(
            Button(
                "Remove stage \(index + 1)", .quiet, name: "verb", value: PolicyEdit.removeStage(index).word,
                skipsValidation: true))
        return ButtonRow(buttons)
    }
}
