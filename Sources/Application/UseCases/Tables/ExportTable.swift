import Procurement
import ProcurementStore
import Tables

/// The next rows of a table, with the columns that importing takes: some at a time, so that a table of any length takes little memory.
package struct ExportTable: Query {
    package static let access = Access.signedIn("tables.read")
    package var table: ExchangedTable
    /// Where the rows before ended; `nil` for the first.
    package var after: String?

    package init(_ table: ExchangedTable, after: String? = nil) {
        self.table = table
        self.after = after
    }

    /// As CSV, the header before the first; `next` is `nil` at the end.
    package func answer(in view: View) throws -> (text: [UInt8], next: String?) {
        try table.exportAccess.check(view.actor)
        var text = after == nil ? CSV.write([table.columns(try view.columnFields())]) : []
        let (rows, next) = try rows(view)
        for row in rows { CSV.append(row, to: &text) }
        return (text, next)
    }

    private func rows(_ view: View) throws -> (rows: [[String]], next: String?) {
        switch table {
        case .orders: return try orders(view)
        case .invoices:
            var filter = InvoiceFilter()
            if let limits = view.actor.user?.limits { filter.limit(to: limits, in: try view.setUp().departments) }
            let found = try view.store.invoices(filter, PageRequest(limit: 100, after: after))
            return (try found.items.flatMap { try InvoiceTable.rows(of: $0, view) }, found.nextCursor)
        case .connections: return (try connections(view), nil)
        case .groups: return (try GroupTable.rows(view), nil)
        case .policies: return (try PolicyTable.rows(view), nil)
        case .catalogueItems, .addresses, .exchangeRates, .suppliers, .glAccounts: return try plain(view)
        default: return try linked(view)
        }
    }

    private func orders(_ view: View) throws -> (rows: [[String]], next: String?) {
        let orders = try view.store.ordersInOrder(after: after ?? "", limit: 100)
        let limits = view.actor.user?.limits ?? UserLimits()
        let departments = try view.setUp().departments
        let rows = try orders.filter { limits.reaches($0, in: departments) }.flatMap { try OrderTable.rows(of: $0, view) }
        return (rows, orders.count < 100 ? nil : orders.last?.id.text)
    }

    private func records<Record: StoredRecord>(
        _ view: View, _: Record.Type, _ row: (Record) throws -> [String?]
    ) throws -> (rows: [[String]], next: String?) {
        let page = try view.store.page(of: Record.self, PageRequest(limit: 100, after: after))
        return (try page.items.map { try row($0).map { $0 ?? "" } }, page.nextCursor)
    }

    private static func flag(_ value: Bool) -> String { value ? "yes" : "no" }

    private func plain(_ view: View) throws -> (rows: [[String]], next: String?) {
        switch table {
        case .addresses:
            try records(view, Address.self) {
                [
                    $0.code, $0.name, $0.deliverTo.joined(separator: "; "), $0.street.joined(separator: "; "), $0.city, $0.state,
                    $0.postalCode, $0.country, $0.email, $0.phone, Self.flag($0.isActive),
                ]
            }
        case .exchangeRates:
            try records(view, ExchangeRate.self) { [$0.from.code, $0.to.code, $0.day.text, ExactNumber.text($0.rate)] }
        case .suppliers: try records(view, Supplier.self) { [$0.name, Self.flag($0.isActive)] }
        case .glAccounts:
            try records(view, GLAccount.self) {
                [$0.code, $0.name, try $0.legalEntityID.flatMap(view.store.legalEntity)?.name, Self.flag($0.isActive)]
            }
        default:
            try records(view, CatalogueItem.self) { item in
                let first: [String?] = [
                    item.sku, item.description, item.unspsc, item.unitOfMeasure, ExactNumber.text(item.price), item.currency.code,
                ]
                let second: [String?] = [
                    try item.supplierID.flatMap(view.store.supplier)?.name, item.supplierPartID, item.manufacturerName,
                    item.manufacturerPartID, item.leadTimeDays.map { String($0) }, String(item.minimumQuantity),
                    String(item.packQuantity), Self.flag(item.isActive),
                ]
                return first + second
            }
        }
    }

    /// Records that name others.
    private func linked(_ view: View) throws -> (rows: [[String]], next: String?) {
        let store = view.store
        func entity(_ id: Identifier<LegalEntity>?) throws -> String? { try id.flatMap(store.legalEntity)?.name }
        func department(_ id: Identifier<Department>?) throws -> String? { try id.flatMap(store.department)?.name }
        func email(_ id: Identifier<User>?) throws -> String? { try id.flatMap(store.user)?.email }
        func address(_ id: Identifier<Address>?) throws -> String? { try id.flatMap(store.address)?.code }
        switch table {
        case .legalEntities:
            return try records(view, LegalEntity.self) {
                [
                    $0.name, $0.currency.code, try address($0.billingAddressID), Self.flag($0.entererMayAccept),
                    Self.flag($0.isActive),
                ]
            }
        case .locations:
            return try records(view, Location.self) {
                [$0.name, try entity($0.legalEntityID), try address($0.addressID), Self.flag($0.isActive)]
            }
        case .departments:
            return try records(view, Department.self) {
                [
                    $0.name, try department($0.parentID), try email($0.headID), try entity($0.legalEntityID),
                    Self.flag($0.isActive),
                ]
            }
        case .projects:
            return try records(view, Project.self) {
                [
                    $0.code, $0.name, try entity($0.legalEntityID), $0.days.from?.text, $0.days.through?.text,
                    Self.flag($0.isActive),
                ]
            }
        case .taxCodes:
            return try records(view, TaxCode.self) {
                [try entity($0.legalEntityID), $0.code, $0.name, ExactNumber.text($0.rate), Self.flag($0.isActive)]
            }
        case .users:
            return try records(view, User.self) { user in
                [
                    user.email, user.name, user.roles.map(\.rawValue).sorted().joined(separator: "; "), try email(user.managerID),
                    try user.limits.legalEntityIDs.compactMap { try entity($0) }.sorted().joined(separator: "; "),
                    try user.limits.departmentIDs.compactMap { try department($0) }.sorted().joined(separator: "; "),
                    Self.flag(user.isActive),
                ]
            }
        default:
            return try records(view, Budget.self) { budget in
                let first: [String?] = [
                    budget.name, budget.periodStart, budget.periodEnd, budget.amount.text, budget.amount.currency.code,
                    try department(budget.departmentID), try entity(budget.legalEntityID), try email(budget.ownerID),
                ]
                let second: [String?] = [
                    try budget.parentID.flatMap(store.budget)?.name, budget.check.rawValue,
                    budget.rule(for: .ordered).action.rawValue, budget.rule(for: .actual).action.rawValue,
                    budget.nearPercent.map { String($0) },
                ]
                return first + second
            }
        }
    }

    /// Without secrets, whose column is empty: an empty cell keeps what is there.
    private func connections(_ view: View) throws -> [[String]] {
        try view.store.connections().map { connection in
            [
                connection.name, connection.slug, try view.store.supplier(connection.supplierID)?.name ?? "",
                connection.from.domain,
                connection.from.identity, connection.to.domain, connection.to.identity, "", connection.punchOutURL,
                connection.orderURL, connection.mode.rawValue, Self.flag(connection.requireApproval),
            ]
        }
    }
}

/// The header of a table with a row to show how the columns are meant, as CSV. Own fields that are not in use are left out.
package struct ShowTableTemplate: Query {
    package static let access = ExportTable.access
    package var table: ExchangedTable
    package init(_ table: ExchangedTable) { self.table = table }

    package func answer(in view: View) throws -> [UInt8] {
        let fields = try view.columnFields().filter(\.isActive)
        let header = table.columns(fields)
        return CSV.write([header] + table.examples.map { $0 + Array(repeating: "", count: max(0, header.count - $0.count)) })
    }
}

extension ExchangedTable {
    fileprivate var examples: [[String]] {
        var rows: [[String]] = []
        switch self {
        case .orders: rows.append(OrderTable.example)
        case .invoices: rows.append(InvoiceTable.example)
        case .groups: rows.append(GroupTable.example)
        case .policies: rows.append(PolicyTable.example)
        case .connections, .catalogueItems: break
        default: if let list { rows.append(list.example) }
        }
        return rows
    }
}
