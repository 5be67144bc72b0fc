import HTML
import Procurement
import UseCases

/// Things that costs are collected for.
struct ProjectSection: OrganisationSection {
    let word = "projects"
    let title = "Projects"
    let noun = "project"
    let lead: HTML = "What costs are collected for beside departments, for a time."

    func count(_ lists: OrganisationData) -> Int { lists.projects.count }

    func table(_ lists: OrganisationData, canChange: Bool) -> DataTable {
        DataTable(
            ["Code", "Name", "Legal entity", "First day", "Last day"],
            lists.projects.map { project in
                let entity = lists.legalEntities.first { $0.id == project.legalEntityID }
                return .init(
                    [
                        named(project.code, project.id.text, canChange, isActive: project.isActive),
                        "\(project.name)", "\(entity?.name ?? "Every legal entity")", "\(project.days.from?.text ?? "–")",
                        "\(project.days.through?.text ?? "–")",
                    ], id: project.id.text)
            }, empty: "No projects yet. Add those that orders are coded to; without any, nobody is asked.")
    }

    func fields(_ state: FormState, _ lists: OrganisationData) -> HTML {
        """
        \(state.field("code", "Code", isRequired: true, complete: "off"))
        \(state.field("name", "Name", isRequired: true, complete: "off"))
        \(state.field("legal_entity_id", "Legal entity",
            .select(lists.legalEntities.map { .init($0.id.text, $0.name) }, prompt: "Every legal entity")))
        \(state.field("from", "First day", .date, hint: "Empty: from the beginning."))
        \(state.field("through", "Last day", .date, hint: "Empty: without an end."))
        \(state.field("active", "In use", .checkbox, hint: "Unticked, it can no longer be chosen; documents keep it."))
        """
    }

    func freshValues(_ lists: OrganisationData) -> [String: String] { ["active": "on"] }

    func entry(_ id: String, _ lists: OrganisationData) -> OrganisationEntry? {
        lists.projects.first { $0.id.text == id }.map { project in
            OrganisationEntry(
                name: "\(project.code) \(project.name)",
                values: [
                    "code": project.code, "name": project.name, "legal_entity_id": project.legalEntityID?.text ?? "",
                    "from": project.days.from?.text ?? "", "through": project.days.through?.text ?? "",
                    "active": project.isActive ? "on" : "",
                ])
        }
    }

    func save(_ id: String?, _ context: PageContext) async throws {
        let form = context.form
        _ = try await context.perform(
            SaveProject(
                id: try identifier(id), code: form["code"] ?? "", name: form["name"] ?? "",
                legalEntityID: form["legal_entity_id"], from: form["from"], through: form["through"],
                isActive: form.isTicked("active")))
    }
}
