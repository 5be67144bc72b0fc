import HTML
import Procurement

/// The boxes for a user's roles.
struct RoleFields: Component {
    var state: FormState

    static func name(_ role: Role) -> String { "roles.\(role.rawValue)" }

    /// The words of the ticked roles.
    static func ticked(in form: PostedForm) -> [String] {
        Role.allCases.filter { form.isTicked(name($0)) }.map(\.rawValue)
    }

    var html: HTML { FormGroup("Roles", "\(state.remark(on: "roles"))\(Role.allCases.map(box))").html }

    private func box(_ role: Role) -> HTML {
        state.field(Self.name(role), role.label, .checkbox, hint: role.explanation).html
    }
}
