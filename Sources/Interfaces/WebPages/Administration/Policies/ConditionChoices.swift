import HTML
import Procurement
import UseCases

/// What the conditions of a policy's stage choose from, besides the lists of the organisation.
struct ConditionChoices: Sendable {
    var suppliers: [Supplier]
    var groups: [BuyingGroup]

    /// One kind of condition as its fields ask for it.
    struct Subject: Sendable {
        /// As it is stored: `gl_account`, `own_field:cost_type`.
        var word: String
        var label: String
        /// What can be chosen; `nil` for what is typed.
        var choices: [(value: String, label: String)]?
        var hint: String?

        /// A value that is no choice any more stays one while it is chosen.
        func control(keeping value: String?) -> FormField.Kind {
            guard var choices else { return .text }
            if let value, !choices.contains(where: { $0.value == value }) { choices.append((value, value)) }
            return .select(choices.map { .init($0.value, $0.label) }, prompt: "Any")
        }
    }

    func subjects(_ lists: OrganisationLists) -> [Subject] {
        [
            Subject(
                word: "department", label: "Department", choices: lists.departments.map { ($0.id.text, $0.name) },
                hint: "Departments under it are within."),
            Subject(word: "location", label: "Location", choices: lists.locations.map { ($0.id.text, $0.name) }),
            Subject(word: "supplier", label: "Supplier", choices: suppliers.map { ($0.id.text, $0.name) }),
            Subject(
                word: "gl_account", label: "GL account", choices: lists.glAccounts.map { ($0.id.text, "\($0.code) \($0.name)") }),
            Subject(
                word: "category", label: "Category", hint: "The beginning of the classification code: 43 is all of UNSPSC 43."),
            Subject(word: "group", label: "Buying group", choices: groups.map { ($0.id.text, $0.name) }),
        ]
            + lists.ownFields.filter(\.isActive).map { field in
                Subject(
                    word: ApprovalCondition.Subject.ownField(field.key).word, label: field.name,
                    choices: field.kind == .list ? field.options.map { ($0, $0) } : nil)
            }
    }
}
