package import Procurement
import Tables

/// Reports as CSV: amounts as plain digits with a point, currencies in a column of their own.
package enum ReportTable {
    package static func csv(_ rows: [SpendRow], by dimension: SpendDimension) -> [UInt8] {
        let head = [dimension.rawValue, "name", "currency", "ordered", "billed", "open"]
        return CSV.write(
            [head]
                + rows.map { row in
                    [row.key, row.name, row.currency.code] + [\SpendAmounts.ordered, \.billed, \.open].map { row.money($0).text }
                })
    }

    package static func csv(_ rows: [CycleRow]) -> [UInt8] {
        CSV.write(
            [["month", "stage", "orders", "average_seconds", "median_seconds", "ninetieth_percentile_seconds"]]
                + rows.map { row in
                    [row.month ?? "", row.stage.rawValue]
                        + [row.orders, row.average, row.median, row.ninetieth].map { String($0) }
                })
    }

    package static func csv(_ states: [BudgetState]) -> [UInt8] {
        CSV.write(
            [
                [
                    "id", "name", "period_start", "period_end", "currency", "allotted", "reserved", "committed", "actual",
                    "available", "percent_used",
                ]
            ]
                + states.map { state in
                    let (budget, balance) = (state.budget, state.balance)
                    return [budget.id.text, budget.name, budget.periodStart, budget.periodEnd, budget.amount.currency.code]
                        + [balance.allotted, balance.reserved, balance.committed, balance.actual, balance.available].map {
                            state.money($0).text
                        } + [state.percentUsed.map { String($0) } ?? ""]
                })
    }

    package static func csv(_ documents: [ReportedDocument]) -> [UInt8] {
        CSV.write(
            [["id", "number", "supplier", "status", "amount", "currency"]]
                + documents.map { [$0.id, $0.number ?? "", $0.supplierName, $0.status, $0.amount.text, $0.amount.currency.code] })
    }
}
