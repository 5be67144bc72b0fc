package import Procurement
import ProcurementStore

/// The set-up data that is not offered to people who code, but decides beside them.
package struct AccountingSetup: Sendable {
    package var chart = ChartOfAccounts()
    /// Of each pair of currencies the newest ones, newest first.
    package var rates: [ExchangeRate] = []
    package var numberSchemes: [NumberScheme] = []
    package var categoryRules: [CategoryRule] = []
    package var suppliers: [Supplier] = []
    package var today: Day
}

package struct ShowAccountingSetup: Query {
    package static let access = Access.roles(.auditor, scope: "organisation.read")
    /// How many rates of a pair are shown; REST has all of them.
    package static let ratesOfPair = 10

    package init() {}

    package func answer(in view: View) throws -> AccountingSetup {
        var setup = AccountingSetup(today: view.today)
        setup.chart = try view.store.chartOfAccounts()
        setup.rates = try view.store.newestRates(ofEachPair: Self.ratesOfPair)
        setup.numberSchemes = try DocumentType.allCases.flatMap(view.store.numberSchemes)
        setup.categoryRules = try view.store.categoryRules()
        setup.suppliers = try view.store.suppliers()
        return setup
    }
}
