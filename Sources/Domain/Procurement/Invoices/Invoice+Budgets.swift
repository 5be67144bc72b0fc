import FoundationEssentials

extension Invoice {
    /// What the lines that bill an order take, by the coding of the order's lines; their numbers are the order's. Charged for the
    /// order as a whole is spread over its lines by their amounts. What bills no line of it is not there.
    package func budgetParts(of order: PurchaseOrder) -> [ApprovalFacts.Part] {
        lines.filter { $0.orderID == order.id }.flatMap { line -> [ApprovalFacts.Part] in
            guard let amount = line.amount(in: currency) else { return [] }
            if let number = line.orderLineNumber {
                return order.line(number).map { order.parts(of: $0, taking: amount) } ?? []
            }
            guard line.billsWholeOrder else { return [] }
            let amounts = amount.shares(order.lines.map { $0.amount?.minorUnits ?? 0 })
            return zip(order.lines, amounts).flatMap { order.parts(of: $0, taking: $1) }
        }
    }
}

extension PurchaseOrder {
    /// An amount spread over the codings of a line, exactly.
    fileprivate func parts(of line: OrderLine, taking amount: Money) -> [ApprovalFacts.Part] {
        let amounts = line.shares.isEmpty ? [amount] : line.shares.amounts(of: amount)
        return zip(codings(of: line), amounts).filter { $1.minorUnits != 0 }.map {
            ApprovalFacts.Part(
                lineNumber: line.lineNumber, item: line.itemIdentity, amount: $1, coding: $0,
                category: line.classificationCode, ownFields: $0.ownFields.mapValues(\.description))
        }
    }
}

extension BudgetLedger {
    /// What a bill takes from budgets: each demand uses up what is still promised for its line there.
    package static func bill(
        _ demands: [BudgetDemand], for order: Identifier<PurchaseOrder>, by invoice: Invoice, holding holdings: [BudgetHolding]
    ) -> [BudgetPosting] {
        struct Place: Hashable {
            var budget: Identifier<Budget>
            var line: Int
        }
        var promised: [Place: Int64] = [:]
        for holding in holdings {
            promised[Place(budget: holding.budgetID, line: holding.lineNumber), default: 0] += holding.delta.committed
        }
        return demands.filter { $0.amount.minorUnits != 0 }.map { demand in
            let place = Place(budget: demand.budgetID, line: demand.lineNumber)
            let holding = BudgetHolding(
                budgetID: demand.budgetID, orderID: order, lineNumber: demand.lineNumber,
                delta: BudgetDelta(committed: promised[place] ?? 0))
            var posting = actual(
                demand.amount.minorUnits, of: demand.budgetID, holding: holding, note: "Invoice \(invoice.number)")
            promised[place, default: 0] += posting.delta.committed
            (posting.invoiceID, posting.conversion) = (invoice.id, demand.conversion)
            return posting
        }
    }
}
