import HTML
import Procurement
import UseCases

/// Taxes as the legal entities book them.
struct TaxCodeSection: OrganisationSection {
    let word = "tax-codes"
    let title = "Tax codes"
    let noun = "tax code"
    let lead: HTML = "Taxes as each legal entity books them."

    func count(_ lists: OrganisationData) -> Int { lists.taxCodes.count }

    func table(_ lists: OrganisationData, canChange: Bool) -> DataTable {
        DataTable(
            ["Code", "Name", "Legal entity", .init("Percent", .number)],
            lists.taxCodes.map { tax in
                let entity = lists.legalEntities.first { $0.id == tax.legalEntityID }
                return .init(
                    [
                        named(tax.code, tax.id.text, canChange, isActive: tax.isActive),
                        "\(tax.name)", "\(entity?.name ?? "–")", "\(ExactNumber.text(tax.rate))",
                    ], id: tax.id.text)
            }, empty: "No tax codes yet. Add those of your accounting; without any, nobody is asked.")
    }

    func fields(_ state: FormState, _ lists: OrganisationData) -> HTML {
        """
        \(state.field("legal_entity_id", "Legal entity",
            .select(lists.legalEntities.map { .init($0.id.text, $0.name) }, prompt: "Choose…"),
            hint: "It stays with its legal entity.", isRequired: true))
        \(state.field("code", "Code", isRequired: true, complete: "off"))
        \(state.field("name", "Name", isRequired: true, complete: "off"))
        \(state.field("rate", "Percent", hint: "Digits with a point, for example 7.7.", isRequired: true, complete: "off"))
        \(state.field("active", "In use", .checkbox, hint: "Unticked, it can no longer be chosen; documents keep it."))
        """
    }

    func freshValues(_ lists: OrganisationData) -> [String: String] {
        ["active": "on", "legal_entity_id": lists.legalEntities.count == 1 ? lists.legalEntities[0].id.text : ""]
    }

    func entry(_ id: String, _ lists: OrganisationData) -> OrganisationEntry? {
        lists.taxCodes.first { $0.id.text == id }.map { tax in
            OrganisationEntry(
                name: "\(tax.code) \(tax.name)",
                values: [
                    "legal_entity_id": tax.legalEntityID.text, "code": tax.code, "name": tax.name,
                    "rate": ExactNumber.text(tax.rate), "active": tax.isActive ? "on" : "",
                ])
        }
    }

    func save(_ id: String?, _ context: PageContext) async throws {
        let form = context.form
        _ = try await context.perform(
            SaveTaxCode(
                id: try identifier(id), legalEntityID: form["legal_entity_id"] ?? "", code: form["code"] ?? "",
                name: form["name"] ?? "", rate: form["rate"] ?? "", isActive: form.isTicked("active")))
    }
}
