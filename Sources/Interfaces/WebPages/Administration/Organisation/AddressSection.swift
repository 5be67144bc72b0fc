import HTML
import Procurement
import UseCases

/// Addresses with the codes that suppliers know them by.
struct AddressSection: OrganisationSection {
    let word = "addresses"
    let title = "Addresses"
    let noun = "address"
    let lead: HTML = "The same as on the supplier's side, each with the same id there and here."

    func count(_ lists: OrganisationData) -> Int { lists.addresses.count }

    func table(_ lists: OrganisationData, canChange: Bool) -> DataTable {
        DataTable(
            ["Id", "Name", "Address"],
            lists.addresses.map { address in
                let place = [address.postalCode, address.city].compactMap(\.self).joined(separator: " ")
                let lines = address.street + [place, address.state, address.country].compactMap(\.self)
                return .init(
                    [
                        named(address.code, address.id.text, canChange, isActive: address.isActive), "\(address.name)",
                        "\(lines.joined(separator: ", "))",
                    ], id: address.id.text)
            }, empty: "No addresses yet. Add each address of the supplier's account, with the id it has there.")
    }

    func fields(_ state: FormState, _ lists: OrganisationData) -> HTML {
        """
        \(state.field("code", "Supplier's address id", hint: "As entered on the supplier's side.", isRequired: true, complete: "off"))
        \(state.field("name", "Name", hint: "The company's, as on the parcel.", isRequired: true, complete: "off"))
        \(state.field("deliver_to", "Deliver to", .textarea(rows: 2), hint: "Person or department, a line each."))
        \(state.field("street", "Street", .textarea(rows: 2), hint: "A line each.", isRequired: true))
        \(state.field("city", "City", isRequired: true))
        \(state.field("state", "State or region"))
        \(state.field("postal_code", "Postal code"))
        \(state.field("country", "Country", hint: "Two letters, for example US or DE.", isRequired: true))
        \(state.field("email", "E-mail", .email))
        \(state.field("phone", "Phone"))
        \(state.field("active", "In use", .checkbox, hint: "Unticked, it can no longer be chosen; documents keep it."))
        """
    }

    func freshValues(_ lists: OrganisationData) -> [String: String] {
        ["country": lists.addresses.first?.country ?? "", "active": "on"]
    }

    func entry(_ id: String, _ lists: OrganisationData) -> OrganisationEntry? {
        lists.addresses.first { $0.id.text == id }.map { address in
            OrganisationEntry(
                name: address.name,
                values: [
                    "code": address.code, "name": address.name, "deliver_to": address.deliverTo.joined(separator: "\n"),
                    "street": address.street.joined(separator: "\n"), "city": address.city, "state": address.state ?? "",
                    "postal_code": address.postalCode ?? "", "country": address.country, "email": address.email ?? "",
                    "phone": address.phone ?? "", "active": address.isActive ? "on" : "",
                ])
        }
    }

    func save(_ id: String?, _ context: PageContext) async throws {
        let form = context.form
        _ = try await context.perform(
            SaveAddress(
                id: try identifier(id), code: form["code"] ?? "", name: form["name"] ?? "",
                deliverTo: Self.lines(form["deliver_to"]), street: Self.lines(form["street"]), city: form["city"] ?? "",
                state: form["state"], postalCode: form["postal_code"], country: form["country"] ?? "",
                email: form.text("email"), phone: form["phone"], isActive: form.isTicked("active")))
    }

    /// Browsers end lines with CR and LF (HTML, 4.10.22.4), which is one character here.
    private static func lines(_ text: String?) -> [String] {
        (text ?? "").split(whereSeparator: \.isNewline).map(String.init)
    }
}
