import HTML
import Procurement
import UseCases

/// Where a user stands: the manager, what the roles are limited to, and what their orders start with.
struct UserPlaceFields: Component {
    var user: User
    var state: FormState
    var people: [User]
    var lists: OrganisationLists

    private static let entity = "limit_legal_entity_ids."
    private static let department = "limit_department_ids."
    private static let coding = "default_coding"

    var html: HTML {
        """
        \(state.field("manager_id", "Manager", .select(managers, prompt: "Nobody"),
            hint: "Approval policies can mean the buyer’s manager; without any policy the manager decides."))
        \(boxes("Only for these legal entities", "None ticked: for every one.", Self.entity, lists.entityChoices, "limit_legal_entity_ids"))
        \(boxes("Only for these departments", "None ticked: for every one. Departments below are within.", Self.department,
            lists.departmentChoices, "limit_department_ids"))
        \(DefaultCodingFields(title: "Their orders start with", hint: "Goes before what connection and supplier say.",
            prefix: Self.coding, state: state, lists: lists))
        """
    }

    private var managers: [FormField.Choice] {
        people.filter { ($0.isActive || $0.id == user.managerID) && $0.id != user.id }.map { .init($0.id.text, $0.name) }
    }

    private func boxes(
        _ title: String, _ hint: String, _ prefix: String, _ choices: [FormField.Choice], _ pointer: String
    ) -> HTML {
        if choices.isEmpty { return HTML.empty }
        let boxes = choices.map { state.field(prefix + $0.value, $0.label, .checkbox).html }
        return FormGroup(title, hint: hint, "\(state.remark(on: pointer))\(boxes)").html
    }

    static func values(_ user: User) -> [String: String] {
        var values = DefaultCodingFields.values(user.defaultCoding, prefix: coding)
        values["manager_id"] = user.managerID?.text ?? ""
        for id in user.limits.legalEntityIDs { values[entity + id.text] = "on" }
        for id in user.limits.departmentIDs { values[department + id.text] = "on" }
        return values
    }

    static func place(_ form: PostedForm) -> UserPlace {
        UserPlace(
            managerID: .some(form["manager_id"]), limitLegalEntityIDs: ticked(entity, form),
            limitDepartmentIDs: ticked(department, form), defaultCoding: DefaultCodingFields.change(form, prefix: coding))
    }

    private static func ticked(_ prefix: String, _ form: PostedForm) -> [String] {
        form.fields.map(\.name).filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
    }
}
