package import Procurement
import ProcurementStore

/// One row of a report on spend: everything in one currency that has one thing in common.
package struct SpendRow: Sendable, Hashable {
    /// An identifier or a month; empty for what nothing was chosen for.
    package var key: String
    /// For people.
    package var name: String
    package var currency: Currency
    package var amounts: SpendAmounts

    package func money(_ part: KeyPath<SpendAmounts, Int64>) -> Money {
        Money(minorUnits: amounts[keyPath: part], currency: currency)
    }
}

/// Spend by supplier, department, GL account, legal entity or month: ordered, billed and open. Never added across currencies.
package struct ReportSpend: Query {
    package static let access = Access.signedIn("reports.read")
    package static let readsSums = true
    package var dimension: SpendDimension
    package var choice: ReportChoice
    /// Whether only what has open commitments is told.
    package var onlyOpen: Bool

    package init(by dimension: SpendDimension, _ choice: ReportChoice = ReportChoice(), onlyOpen: Bool = false) {
        self.dimension = dimension
        self.choice = choice
        self.onlyOpen = onlyOpen
    }

    /// Months in their order, everything else from the largest amount on.
    package func answer(in view: View) throws -> [SpendRow] {
        let filter = try view.spendFilter(choice)
        let sums = try view.store.spend(by: dimension, filter, onlyOpen: onlyOpen)
        let rows = try sums.filter { !onlyOpen || $0.amounts.open != 0 }.map { sum in
            SpendRow(key: sum.key, name: try view.name(of: sum.key, dimension), currency: sum.currency, amounts: sum.amounts)
        }
        func weight(_ row: SpendRow) -> Int64 { onlyOpen ? row.amounts.open : max(row.amounts.ordered, row.amounts.billed) }
        return rows.sorted { left, right in
            if dimension == .month { return (left.key, left.currency.code) < (right.key, right.currency.code) }
            if left.currency != right.currency { return left.currency.code < right.currency.code }
            return (weight(right), left.name, left.key) < (weight(left), right.name, right.key)
        }
    }
}

extension View {
    fileprivate func name(of key: String, _ dimension: SpendDimension) throws -> String {
        if key.isEmpty { return "not chosen" }
        return switch dimension {
        case .month: key
        case .supplier: try store.supplier(Identifier(trusted: key))?.name ?? key
        case .department: try store.department(Identifier(trusted: key))?.name ?? key
        case .legalEntity: try store.legalEntity(Identifier(trusted: key))?.name ?? key
        case .glAccount: try store.glAccount(Identifier(trusted: key)).map { "\($0.code) \($0.name)" } ?? key
        }
    }
}

/// A document behind a figure.
package struct ReportedDocument: Sendable, Hashable {
    /// Of an order, or of an invoice for what was billed.
    package var id: String
    package var number: String?
    package var supplierName: String
    package var status: String
    /// What it adds to the figure.
    package var amount: Money
}

/// The orders behind a figure, or the invoices behind one of what was billed, newest first.
package struct ListReportedDocuments: Query {
    package static let access = Access.signedIn("reports.read")
    package static let readsSums = true
    package var measure: SpendMeasure
    package var choice: ReportChoice
    package var page: PageRequest

    package init(_ measure: SpendMeasure, _ choice: ReportChoice, page: PageRequest = PageRequest()) {
        self.measure = measure
        self.choice = choice
        self.page = page
    }

    package func answer(in view: View) throws -> Page<ReportedDocument> {
        let filter = try view.spendFilter(choice)
        return try view.store.documents(behind: measure, filter, page).map { found in
            let amount = Money(minorUnits: found.amount, currency: found.currency)
            var document = ReportedDocument(id: found.id, supplierName: "", status: "", amount: amount)
            var supplier: Identifier<Supplier>?
            if let id = Identifier<PurchaseOrder>(found.id), let order = try view.store.order(id) {
                (document.number, document.status, supplier) = (order.number, order.status.rawValue, order.supplierID)
            } else if let id = Identifier<Invoice>(found.id), let invoice = try view.store.invoice(id) {
                (document.number, document.status, supplier) = (invoice.number, invoice.status.rawValue, invoice.supplierID)
            }
            document.supplierName = try supplier.flatMap(view.store.supplier)?.name ?? ""
            return document
        }
    }
}
