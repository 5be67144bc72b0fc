import HTML
import Procurement
import UseCases

/// What currencies are worth in one another, from a day on.
struct ExchangeRateSection: OrganisationSection {
    let word = "exchange-rates"
    let title = "Currency rates"
    let noun = "rate"
    let lead: HTML =
        "What one unit of a currency is worth in another, from a day until the next rate. Approval limits and budgets in other currencies are converted with them; without a rate such an order cannot be submitted."

    func count(_ lists: OrganisationData) -> Int { lists.setup.rates.count }

    func table(_ lists: OrganisationData, canChange: Bool) -> DataTable {
        let inForce = inForce(lists.setup)
        return DataTable(
            ["Currencies", .init("Rate", .number), "From", "State"],
            lists.setup.rates.map { rate in
                .init(
                    [
                        link("\(rate.from.code) in \(rate.to.code)", rate.id.text, canChange),
                        "\(ExactNumber.text(rate.rate))", "\(rate.day.text)",
                        state(rate, inForce, lists.setup.today),
                    ], id: rate.id.text)
            }, empty: "No rates yet. Add one for each currency that differs from those of budgets and approval policies.")
    }

    private func state(_ rate: ExchangeRate, _ inForce: Set<Identifier<ExchangeRate>>, _ today: Day) -> HTML {
        if inForce.contains(rate.id) { return HTML(Badge("In force", .good)) }
        return rate.day > today ? HTML(Badge("To come", .info)) : "<span class=\"muted\">Replaced</span>"
    }

    /// The first rate of each pair that has begun; they come with the newest first.
    private func inForce(_ setup: AccountingSetup) -> Set<Identifier<ExchangeRate>> {
        var seen: Set<[String]> = []
        return Set(
            setup.rates.filter { $0.day <= setup.today && seen.insert([$0.from.code, $0.to.code]).inserted }.map(\.id))
    }

    func fields(_ state: FormState, _ lists: OrganisationData) -> HTML {
        """
        \(state.field("from", "One unit of", hint: "Three letters, for example USD.", isRequired: true, complete: "off"))
        \(state.field("to", "In", hint: "Three letters, for example EUR.", isRequired: true, complete: "off"))
        \(state.field("rate", "Is worth", hint: "Digits with a point, for example 0.9213.", isRequired: true, complete: "off"))
        \(state.field("day", "From", .date, hint: "A rate of the same day is replaced.", isRequired: true))
        """
    }

    func freshValues(_ lists: OrganisationData) -> [String: String] { ["day": lists.setup.today.text] }

    func entry(_ id: String, _ lists: OrganisationData) -> OrganisationEntry? {
        lists.setup.rates.first { $0.id.text == id }.map { rate in
            OrganisationEntry(
                name: "\(rate.from.code) in \(rate.to.code)",
                values: [
                    "from": rate.from.code, "to": rate.to.code, "rate": ExactNumber.text(rate.rate), "day": rate.day.text,
                ])
        }
    }

    func save(_ id: String?, _ context: PageContext) async throws {
        let form = context.form
        _ = try await context.perform(
            SaveExchangeRate(
                id: try identifier(id), from: form.text("from")?.uppercased() ?? "", to: form.text("to")?.uppercased() ?? "",
                day: form["day"] ?? "", rate: form["rate"] ?? ""))
    }
}
