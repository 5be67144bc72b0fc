import HTML
import Procurement
import UseCases

/// Sites that goods go to.
struct LocationSection: OrganisationSection {
    let word = "locations"
    let title = "Locations"
    let noun = "location"
    let lead: HTML = "Sites that goods are delivered to. Buyers choose one for each order."

    func count(_ lists: OrganisationData) -> Int { lists.locations.count }

    func table(_ lists: OrganisationData, canChange: Bool) -> DataTable {
        DataTable(
            ["Name", "Legal entity", "Goods go to"],
            lists.locations.map { location in
                let entity = lists.legalEntities.first { $0.id == location.legalEntityID }
                let address = lists.addresses.first { $0.id == location.addressID }
                return .init(
                    [
                        named(location.name, location.id.text, canChange, isActive: location.isActive), "\(entity?.name)",
                        "\(address?.oneLine ?? "No address yet")",
                    ], id: location.id.text)
            }, empty: "No locations yet. Enter the legal entity and the address first, then add the location here.")
    }

    func fields(_ state: FormState, _ lists: OrganisationData) -> HTML {
        """
        \(state.field("name", "Name", isRequired: true, complete: "off"))
        \(state.field("legal_entity_id", "Legal entity",
            .select(lists.legalEntities.map { .init($0.id.text, $0.name) }, prompt: "Choose…"), isRequired: true))
        \(state.field("address_id", "Goods go to", .select(lists.addressChoices, prompt: "None"),
            hint: "Orders name it as the delivery address."))
        \(state.field("active", "In use", .checkbox, hint: "Unticked, it can no longer be chosen; documents keep it."))
        """
    }

    func freshValues(_ lists: OrganisationData) -> [String: String] {
        ["legal_entity_id": lists.legalEntities.count == 1 ? lists.legalEntities[0].id.text : "", "active": "on"]
    }

    func entry(_ id: String, _ lists: OrganisationData) -> OrganisationEntry? {
        lists.locations.first { $0.id.text == id }.map { location in
            OrganisationEntry(
                name: location.name,
                values: [
                    "name": location.name, "legal_entity_id": location.legalEntityID.text,
                    "address_id": location.addressID?.text ?? "", "active": location.isActive ? "on" : "",
                ])
        }
    }

    func save(_ id: String?, _ context: PageContext) async throws {
        let form = context.form
        _ = try await context.perform(
            SaveLocation(
                id: try identifier(id), name: form["name"] ?? "", legalEntityID: form["legal_entity_id"] ?? "",
                addressID: form["address_id"], isActive: form.isTicked("active")))
    }
}
