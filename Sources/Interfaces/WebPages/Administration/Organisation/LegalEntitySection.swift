import HTML
import Procurement
import UseCases

/// Companies that buy.
struct LegalEntitySection: OrganisationSection {
    let word = "legal-entities"
    let title = "Legal entities"
    let noun = "legal entity"
    let lead: HTML = "Companies that buy, each with the currency of its books and the address its invoices go to."

    func count(_ lists: OrganisationData) -> Int { lists.legalEntities.count }

    func table(_ lists: OrganisationData, canChange: Bool) -> DataTable {
        DataTable(
            ["Name", "Currency", "Invoices go to"],
            lists.legalEntities.map { entity in
                let address = lists.addresses.first { $0.id == entity.billingAddressID }
                return .init(
                    [
                        named(entity.name, entity.id.text, canChange, isActive: entity.isActive), "\(entity.currency.code)",
                        "\(address?.oneLine ?? "No address yet")",
                    ], id: entity.id.text)
            }, empty: "No legal entities yet. Add the company that orders are made for; locations belong to it.")
    }

    func fields(_ state: FormState, _ lists: OrganisationData) -> HTML {
        """
        \(state.field("name", "Name", isRequired: true, complete: "off"))
        \(state.field("currency", "Currency", hint: "Three letters, for example USD or EUR.", isRequired: true))
        \(state.field("billing_address_id", "Invoices go to", .select(lists.addressChoices, prompt: "None"),
            hint: "Orders name it as the billing address."))
        \(state.field("enterer_may_accept", "Whoever entered an invoice may accept it too", .checkbox,
            hint: "For a company in which one person does both. Unticked, somebody else accepts what a person typed in."))
        \(state.field("active", "In use", .checkbox, hint: "Unticked, it can no longer be chosen; documents keep it."))
        """
    }

    func beside(_ id: String) -> (label: String, address: String)? {
        ("Letterhead and words of its documents", "/admin/letterheads/\(id)")
    }

    func freshValues(_ lists: OrganisationData) -> [String: String] {
        ["currency": lists.legalEntities.first?.currency.code ?? "", "active": "on"]
    }

    func entry(_ id: String, _ lists: OrganisationData) -> OrganisationEntry? {
        lists.legalEntities.first { $0.id.text == id }.map { entity in
            OrganisationEntry(
                name: entity.name,
                values: [
                    "name": entity.name, "currency": entity.currency.code,
                    "billing_address_id": entity.billingAddressID?.text ?? "",
                    "enterer_may_accept": entity.entererMayAccept ? "on" : "", "active": entity.isActive ? "on" : "",
                ])
        }
    }

    func save(_ id: String?, _ context: PageContext) async throws {
        let form = context.form
        _ = try await context.perform(
            SaveLegalEntity(
                id: try identifier(id), name: form["name"] ?? "", currency: form.text("currency") ?? "",
                billingAddressID: form["billing_address_id"], entererMayAccept: form.isTicked("enterer_may_accept"),
                isActive: form.isTicked("active")))
    }
}
