import Procurement
import ProcurementStore

extension UnitOfWork {
    /// Turns what the orders promised into what was billed, line by line, by the coding of the order: the goods, as the promise
    /// was made for them. Answers what the budgets warn of. Throws when a rule for bills refuses, or a rate is missing.
    ///
    /// A closed budget or a past period does not hold up a bill: it was promised from there when it was open.
    func bookBudgets(of invoice: Invoice, on orders: [PurchaseOrder]) throws -> [BudgetFinding] {
        var warnings: [BudgetFinding] = []
        for order in orders {
            let parts = invoice.budgetParts(of: order)
            let result = try budgetCheck(of: parts)
            for finding in result.findings {
                switch finding.problem {
                case .noRate, .exceeded(_, _, _, blocks: true, _):
                    throw Refusal.conflict(code: finding.code, finding.linesInWords + finding.message)
                case .exceeded, .missing: warnings.append(finding)
                default: break
                }
            }
            try post(BudgetLedger.bill(result.demands, for: order.id, by: invoice, holding: try store.holdings(of: order.id)))
        }
        return warnings
    }

    /// Undoes by counter-entries what ``bookBudgets(of:on:)`` posted, if anything.
    func unbookBudgets(of invoice: Invoice, note: String) throws {
        let held = try store.holdings(of: invoice.id)
        var isOpen: [Identifier<PurchaseOrder>: Bool] = [:]
        for id in Set(held.map(\.orderID)) { isOpen[id] = try store.order(id)?.status == .approved }
        try post(BudgetLedger.reverse(held, of: invoice.id, note: note) { isOpen[$0] ?? false })
    }
}
