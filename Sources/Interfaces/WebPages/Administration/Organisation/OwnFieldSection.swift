import HTML
import Procurement
import UseCases

/// Fields of coding that the company added for itself.
struct OwnFieldSection: OrganisationSection {
    let word = "own-fields"
    let title = "Own fields"
    let noun = "own field"
    let lead: HTML = "Up to ten fields of your own, asked of orders and lines and known to rules by their keys."

    func count(_ lists: OrganisationData) -> Int { lists.ownFields.count }

    func table(_ lists: OrganisationData, canChange: Bool) -> DataTable {
        DataTable(
            ["Name", "Key", "Kind", "Required on"],
            lists.ownFields.map { field in
                .init(
                    [
                        named(field.name, field.id.text, canChange, isActive: field.isActive),
                        "\(field.key)", "\(field.kind.rawValue)",
                        "\(field.requiredOn.map(\.plural).sorted().joined(separator: ", "))",
                    ], id: field.id.text)
            }, empty: "No own fields yet.")
    }

    func fields(_ state: FormState, _ lists: OrganisationData) -> HTML {
        """
        \(state.field("name", "Name", isRequired: true, complete: "off"))
        \(state.field("key", "Key", hint: "For rules and REST, for example cost_type. It never changes.", isRequired: true, complete: "off"))
        \(state.field("kind", "Kind", .select(OwnField.Kind.allCases.map { .init($0.rawValue, $0.rawValue) }),
            hint: "It never changes.", isRequired: true))
        \(state.field("options", "Options of a list", .textarea(rows: 4), hint: "A line each."))
        \(FormGroup("Required on", "\(DocumentType.allCases.map { state.field("required.\($0.rawValue)", Words.capital($0.plural), .checkbox).html })"))
        \(state.field("active", "In use", .checkbox, hint: "Unticked, it can no longer be chosen; documents keep it."))
        """
    }

    func freshValues(_ lists: OrganisationData) -> [String: String] { ["active": "on", "kind": OwnField.Kind.text.rawValue] }

    func entry(_ id: String, _ lists: OrganisationData) -> OrganisationEntry? {
        lists.ownFields.first { $0.id.text == id }.map { field in
            var values = [
                "name": field.name, "key": field.key, "kind": field.kind.rawValue,
                "options": field.options.joined(separator: "\n"), "active": field.isActive ? "on" : "",
            ]
            for type in field.requiredOn { values["required.\(type.rawValue)"] = "on" }
            return OrganisationEntry(name: field.name, values: values)
        }
    }

    func save(_ id: String?, _ context: PageContext) async throws {
        let form = context.form
        _ = try await context.perform(
            SaveOwnField(
                id: try identifier(id), key: form["key"] ?? "", name: form["name"] ?? "", kind: form["kind"] ?? "",
                options: (form["options"] ?? "").split(whereSeparator: \.isNewline).map(String.init),
                requiredOn: DocumentType.allCases.map(\.rawValue).filter { form.isTicked("required.\($0)") },
                isActive: form.isTicked("active")))
    }
}
