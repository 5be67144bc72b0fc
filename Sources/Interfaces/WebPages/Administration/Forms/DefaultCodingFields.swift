import HTML
import Procurement
import UseCases

/// What orders or lines start with: a choice for each field of coding, none of which has to be made.
struct DefaultCodingFields: Component {
    var title: String
    var hint: String?
    /// Of the controls' names, as the problems' pointers have it: `default_coding`.
    var prefix: String
    var state: FormState
    var lists: OrganisationLists
    /// Fields that stand elsewhere in the form.
    var without: Set<Coding.Field> = []

    var html: HTML {
        FormGroup(title, hint: hint, "\(fields.map(control))\(lists.ownFields.filter(\.isActive).map(own))").html
    }

    /// A field that offers nothing is not asked.
    private var fields: [Coding.Field] {
        Coding.Field.allCases.filter { !without.contains($0) && !CodingForm.choices(of: $0, lists).isEmpty }
    }

    private func control(_ field: Coding.Field) -> HTML {
        let name = "\(prefix).\(field.rawValue)_id"
        let choices = CodingForm.choices(of: field, lists.inUse(keeping: state[name].map { [$0] } ?? []))
        return state.field(name, field.label, .select(choices, prompt: "None")).html
    }

    private func own(_ field: OwnField) -> HTML {
        state.field("\(prefix).own_fields.\(field.key)", field.name, field.control(prompt: "None")).html
    }

    static func values(_ coding: Coding, prefix: String) -> [String: String] {
        var values: [String: String] = [:]
        for field in Coding.Field.allCases { values["\(prefix).\(field.rawValue)_id"] = coding.identifier(of: field) }
        for (key, value) in coding.ownFields { values["\(prefix).own_fields.\(key)"] = value.description }
        return values
    }

    /// What a form chose; controls that are missing keep what is there.
    static func change(_ form: PostedForm, prefix: String) -> CodingChange {
        var choices: [Coding.Field: CodingChange.Choice] = [:]
        for field in Coding.Field.allCases {
            guard let value = form["\(prefix).\(field.rawValue)_id"] else { continue }
            choices[field] = value.isEmpty ? .clear : .choose(value)
        }
        return CodingChange(choices, ownFields: CodingForm.ownFields(form, prefix: prefix))
    }
}
