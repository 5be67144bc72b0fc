import HTML
import Procurement
import UseCases

/// The chart of accounts.
struct GLAccountSection: OrganisationSection {
    let word = "gl-accounts"
    let title = "GL accounts"
    let noun = "GL account"
    let lead: HTML = "The accounts of the general ledger that orders are booked to."

    var beside: (label: String, address: String)? { ("Segments of codes", ChartView.address) }

    func count(_ lists: OrganisationData) -> Int { lists.glAccounts.count }

    func table(_ lists: OrganisationData, canChange: Bool) -> DataTable {
        DataTable(
            ["Code", "Name", "Legal entity"],
            lists.glAccounts.map { account in
                .init(
                    [
                        named(account.code, account.id.text, canChange, isActive: account.isActive),
                        "\(account.name)", "\(lists.entityName(account.legalEntityID))",
                    ], id: account.id.text)
            },
            empty: "No GL accounts yet. Add those that orders are booked to, with the codes of your accounting.")
    }

    func fields(_ state: FormState, _ lists: OrganisationData) -> HTML {
        """
        \(code(state, lists.setup.chart))
        \(state.field("name", "Name", isRequired: true, complete: "off"))
        \(state.field("legal_entity_id", "Legal entity", .select(lists.lists.entityChoices, prompt: "Every legal entity"),
            hint: "Orders of other legal entities cannot be coded to it."))
        \(state.field("active", "In use", .checkbox, hint: "Unticked, it can no longer be chosen; documents keep it."))
        """
    }

    /// One box, or one for each segment of the chart. An account from before the chart had segments keeps its code.
    private func code(_ state: FormState, _ chart: ChartOfAccounts) -> HTML {
        let hasOwnCode = !(state["code"] ?? "").isEmpty
        if chart.segments.isEmpty || hasOwnCode {
            return state.field("code", "Code", hint: "As in your accounting.", isRequired: true, complete: "off").html
        }
        let boxes = chart.segments.enumerated().map { index, segment in
            state.field(
                "segments.\(index)", segment.name, hint: segment.length.map { "\($0) characters." }, isRequired: true,
                complete: "off"
            ).html
        }
        return "\(state.remark(on: "segments"))\(boxes)"
    }

    func freshValues(_ lists: OrganisationData) -> [String: String] { ["active": "on"] }

    func entry(_ id: String, _ lists: OrganisationData) -> OrganisationEntry? {
        lists.glAccounts.first { $0.id.text == id }.map { account in
            let isSegmented = account.segments.count == lists.setup.chart.segments.count
            var values = [
                "code": isSegmented && !account.segments.isEmpty ? "" : account.code, "name": account.name,
                "legal_entity_id": account.legalEntityID?.text ?? "", "active": account.isActive ? "on" : "",
            ]
            for (index, value) in account.segments.enumerated() { values["segments.\(index)"] = value }
            return OrganisationEntry(name: "\(account.code) \(account.name)", values: values)
        }
    }

    func save(_ id: String?, _ context: PageContext) async throws {
        let form = context.form
        let segments = (0..<ChartOfAccounts.mostSegments).prefix { form["segments.\($0)"] != nil }.map {
            form["segments.\($0)"] ?? ""
        }
        _ = try await context.perform(
            SaveGLAccount(
                id: try identifier(id), code: form["code"] ?? "", name: form["name"] ?? "", segments: segments,
                legalEntityID: form["legal_entity_id"], isActive: form.isTicked("active")))
    }
}
