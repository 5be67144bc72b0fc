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
    var canChange: Bool

    private func name(_ part: String) -> String { PolicyDraft.field(index, part) }

    /// The spare fields of a stage that was just read, so that the next approver can be chosen.
    private var userFields: Range<Int> { 0..<(stage.userIDs.count + (canChange ? PolicyDraft.spareUsers : 0)) }

    var html: HTML {
        """
        \(FormGroup("Stage \(index + 1)", limits))
        <div class="wide">\(state.remark(on: name("approvers")))</div>
        <div class="wide">\(state.remark(on: name("conditions")))</div>
        \(FormGroup("Approvers of stage \(index + 1)", hint: "Everybody ticked here and every person below may decide. Nobody approves their own order.",
            "\(PolicyDraft.relations.map(relationBox))\(roles.map(roleBox))"))
        \(FormGroup("Or these persons", "\(userFields.map(userField))"))
        \(FormGroup("How many, and when", rest))
        \(if: canChange, buttons.html)
        """
    }

    private var rest: HTML {
        """
        \(state.field(name("quorum"), "How many approve", hint: "any, all, or a number such as 2.", isRequired: true, complete: "off"))
        \(state.field(name("remind_after"), "Remind after hours", .number(step: "1", minimum: "1"), hint: "And again after the same time."))
        \(state.field(name("conditions"), "Only orders with", .textarea(rows: 3),
            hint: "One a line: over_budget, category=43, supplier=sup_…, gl_account=gl_…, location=loc_…, group=grp_…, own_field:cost_type=Hardware."))
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
        \(state.field(name("department_id"), "Department", .select(lists.departmentChoices, prompt: "Every department"),
            hint: "Only orders with a line of this department."))
        """
    }

    /// Auditors change nothing, so that they are only offered where they stand already.
    private var roles: [Role] { Role.allCases.filter { $0 != .auditor || stage.roles.contains($0.rawValue) } }

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
