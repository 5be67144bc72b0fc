import HTML
import Procurement
import UseCases

/// One approval policy and the editor of its stages.
struct PolicyView: Component {
    /// `nil` for a new one.
    var policy: ApprovalPolicy?
    var draft: PolicyDraft
    var problems: [FormState.Problem]
    var users: [User]
    var lists: OrganisationLists
    var choices: ConditionChoices
    var token: String
    var canChange: Bool
    var trial: PolicyTrial?

    private var state: FormState { FormState(values: draft.values, problems: problems) }

    var html: HTML {
        """
        \(PageHeader(policy?.name ?? "New policy", lead: "Stages are asked in their order; the next opens when one is done.",
            back: ("All policies", "/admin/approval-policies")))
        \(some: trial, { HTML(PolicyTrialView(trial: $0)) })
        \(Card("Policy and stages", HTML(form)))
        """
    }

    private var form: Form {
        let state = state
        return Form(
            post: policy.map { "/admin/approval-policies/\($0.id)" } ?? "/admin/approval-policies", token: token,
            layout: .grid,
            """
            \(DefaultButton(label: "Save"))\(state.summary)\(ChangeableFields(canChange, fields(state)))
            \(if: canChange, buttons.html)
            """)
    }

    private var buttons: ButtonRow {
        ButtonRow([
            Button("Save"),
            Button("Try on past orders", .secondary, name: "verb", value: "try"),
            Button(
                "Add stage", .secondary, icon: .plus, name: "verb", value: PolicyEdit.addStage.word, skipsValidation: true),
            Button("Cancel", to: "/admin/approval-policies", .quiet),
        ])
    }

    private func fields(_ state: FormState) -> HTML {
        """
        \(state.field("name", "Name", isRequired: true, complete: "off"))
        \(state.field("document", "Asks about", .radio([
            .init(ApprovalPolicy.Document.purchaseOrder.rawValue, "Orders, before they go out"),
            .init(ApprovalPolicy.Document.invoice.rawValue, "Invoices, before they are accepted"),
        ])))
        \(state.field("active", "Active", .checkbox, hint: "Unticked, orders submitted from now on are not asked for it."))
        <div class="wide">\(state.remark(on: "stages"))</div>
        \(draft.stages.indices.map { stage($0, state) })
        \(if: draft.stages.isEmpty, "<p class=\"empty wide\">No stages. Press “Add stage”: a policy needs at least one.</p>")
        """
    }

    private func stage(_ index: Int, _ state: FormState) -> HTML {
        StageFields(
            index: index, stage: draft.stages[index], state: state, users: users, lists: lists, choices: choices,
            canChange: canChange
        ).html
    }
}
