import HTML
import Procurement
import UseCases

/// The chart of accounts.
struct GLAccountSection: OrganisationSection {
    let word = "gl-accounts"
    let title = "GL accounts"
    let noun = "GL account"
    let lead: HTML = "The accounts of the general ledger that orders are booked to."

    func count(_ lists: OrganisationLists) -> Int { lists.glAccounts.count }

    func table(_ lists: OrganisationLists, canChange: Bool) -> DataTable {
        DataTable(
            ["Code", "Name"],
            lists.glAccounts.map { .init([link($0.code, $0.id.text, canChange), "\($0.name)"], id: $0.id.text) },
            empty: "No GL accounts yet. Add those that orders are booked to, with the codes of your accounting.")
    }

    func fields(_ state: FormState, _ lists: OrganisationLists) -> HTML {
        """
        \(state.field("code", "Code", hint: "As in your accounting.", isRequired: true, complete: "off"))
        \(state.field("name", "Name", isRequired: true, complete: "off"))
        \(state.field("active", "In use", .checkbox, hint: "Unticked, it can no longer be chosen; documents keep it."))
        """
    }

    func freshValues(_ lists: OrganisationLists) -> [String: String] { ["active": "on"] }

    func entry(_ id: String, _ lists: OrganisationLists) -> OrganisationEntry? {
        lists.glAccounts.first { $0.id.text == id }.map {
            OrganisationEntry(
                name: "\($0.code) \($0.name)", values: ["code": $0.code, "name": $0.name, "active": $0.isActive ? "on" : ""])
        }
    }

    func save(_ id: String?, _ context: PageContext) async throws {
        let form = context.form
        _ = try await context.perform(
            SaveGLAccount(
                id: try identifier(id), code: form["code"] ?? "", name: form["name"] ?? "",
                isActive: form.isTicked("active")))
    }
}
