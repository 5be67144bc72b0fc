import FoundationEssentials
import Procurement
import ProcurementStore

extension SetupReading {
    private static let page = "/admin/organisation"

    /// Addresses, and what orders are coded with.
    func organisation() throws -> [SetupItem] {
        let addresses = try view.store.addresses()
        let locations = try view.store.locations()
        return [
            addresses.isEmpty
                ? .open(
                    "Addresses, with the same ids as on the supplier's side",
                    remedy: "Enter each address under the id that the supplier's account has for it.", at: Self.page)
                : .done(
                    "Addresses, with the same ids as on the supplier's side", "Ids here: \(addresses.map(\.code).listed).",
                    at: Self.page),
            placed(
                "Legal entity with a billing address",
                try view.store.legalEntities().map { ($0.name, $0.billingAddressID != nil) },
                add: "Add the legal entity that is invoiced, with its billing address.",
                lacking: "Choose a billing address; without one, orders hang at the supplier."),
            placed(
                "Location with a delivery address", locations.map { ($0.name, $0.addressID != nil) },
                add: "Add a place that goods are delivered to, with its address.",
                lacking: "Choose a delivery address; without one, orders hang at the supplier."),
            try coding(),
        ]
    }

    private func placed(_ title: String, _ records: [(name: String, hasAddress: Bool)], add: String, lacking: String) -> SetupItem
    {
        if records.isEmpty { return .open(title, remedy: add, at: Self.page) }
        let without = records.filter { !$0.hasAddress }.map(\.name)
        if without.isEmpty { return .done(title, records.map(\.name).listed, at: Self.page) }
        return .attention(title, "Without an address: \(without.listed).", remedy: lacking, at: Self.page)
    }

    /// Fields that configuration requires and nobody could choose yet, and budgets that have run out.
    private func coding() throws -> SetupItem {
        let title = "Departments, budgets and GL accounts"
        let required = view.rules.requiredCoding
        let budgets = try view.store.budgets()
        let there: [(field: Coding.Field, word: String, exists: Bool)] = [
            (.department, "department", try !view.store.departments().isEmpty), (.budget, "budget", !budgets.isEmpty),
            (.glAccount, "GL account", try !view.store.glAccounts().isEmpty),
        ]
        let missing = there.filter { required.contains($0.field) && !$0.exists }.map(\.word)
        if !missing.isEmpty {
            return .open(
                title, "Every order must name a \(missing.joined(separator: ", a ")), and there is none.",
                remedy: "Add at least one of each, or change which fields the configuration requires.", at: Self.page)
        }
        let today = String(view.now.formatted(.iso8601.year().month().day()).prefix(10))
        if required.contains(.budget), !budgets.contains(where: { $0.periodStart <= today && today <= $0.periodEnd }) {
            return .attention(
                title, "No budget's period holds today, \(today).", remedy: "Add the budgets of this period.", at: Self.page)
        }
        let words = there.filter { required.contains($0.field) }.map(\.word)
        return .done(
            title, words.isEmpty ? "None of them is required." : "Required: \(words.joined(separator: ", ")).", at: Self.page)
    }
}
