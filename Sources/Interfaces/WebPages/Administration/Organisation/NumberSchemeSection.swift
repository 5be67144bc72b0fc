import HTML
import Procurement
import UseCases

/// How documents are numbered.
struct NumberSchemeSection: OrganisationSection {
    let word = "number-schemes"
    let title = "Number schemes"
    let noun = "number scheme"
    let lead: HTML =
        "How documents are numbered, for the company or for one legal entity. An order gets its number at its last approval."

    func count(_ lists: OrganisationData) -> Int { lists.setup.numberSchemes.count }

    func table(_ lists: OrganisationData, canChange: Bool) -> DataTable {
        DataTable(
            ["Pattern", "Documents", "Legal entity", "Looks like"],
            lists.setup.numberSchemes.map { scheme in
                .init(
                    [
                        named(scheme.pattern, scheme.id.text, canChange, isActive: scheme.isActive),
                        "\(scheme.documentType.plural)",
                        "\(lists.entityName(scheme.legalEntityID, none: "Those without one of their own"))",
                        "\(scheme.text(of: 42, on: lists.setup.today))",
                    ], id: scheme.id.text)
            }, empty: "No number schemes. Without one, orders are numbered one by one behind the prefix of the configuration.")
    }

    func fields(_ state: FormState, _ lists: OrganisationData) -> HTML {
        """
        \(state.field("document_type", "Documents", .select(DocumentType.allCases.map { .init($0.rawValue, $0.plural) }), isRequired: true))
        \(state.field("legal_entity_id", "Legal entity", .select(lists.lists.entityChoices, prompt: "Those without one of their own")))
        \(state.field("pattern", "Pattern",
            hint: "Places are {YYYY}, {YY}, {MM} and one running number such as {00000}: PO-{YYYY}-{00000}. With a year or a month the number begins anew with it.",
            isRequired: true, complete: "off"))
        \(state.field("active", "In use", .checkbox, hint: "Numbers that were given stay as they are."))
        """
    }

    func freshValues(_ lists: OrganisationData) -> [String: String] { ["active": "on", "pattern": "PO-{YYYY}-{00000}"] }

    func entry(_ id: String, _ lists: OrganisationData) -> OrganisationEntry? {
        lists.setup.numberSchemes.first { $0.id.text == id }.map { scheme in
            OrganisationEntry(
                name: scheme.pattern,
                values: [
                    "document_type": scheme.documentType.rawValue, "legal_entity_id": scheme.legalEntityID?.text ?? "",
                    "pattern": scheme.pattern, "active": scheme.isActive ? "on" : "",
                ])
        }
    }

    func save(_ id: String?, _ context: PageContext) async throws {
        let form = context.form
        _ = try await context.perform(
            SaveNumberScheme(
                id: try identifier(id), documentType: form["document_type"] ?? "", legalEntityID: form["legal_entity_id"],
                pattern: form["pattern"] ?? "", isActive: form.isTicked("active")))
    }
}
