import Procurement
import ProcurementStore

/// What is taken in and given out as CSV, with the same columns both ways.
package enum ExchangedTable: String, Sendable, Hashable, CaseIterable {
    case legalEntities = "legal-entities"
    case addresses
    case locations
    case departments
    case glAccounts = "gl-accounts"
    case projects
    case taxCodes = "tax-codes"
    case exchangeRates = "exchange-rates"
    case users
    case suppliers
    case connections = "punchout-connections"
    case budgets
    case catalogueItems = "catalogue-items"
    case groups
    case policies = "approval-policies"
    case orders = "purchase-orders"
    case invoices

    /// A list of the organisation, which `ImportRecords` fills.
    var list: ImportedList? { ImportedList(rawValue: rawValue) }

    /// The header of its template and of what is given out.
    package var columns: [String] {
        switch self {
        case .connections: ImportConnections.columns
        case .catalogueItems: ImportCatalogueItems.columns
        case .groups: GroupTable.columns
        case .policies: PolicyTable.columns
        case .orders: OrderTable.columns
        case .invoices: InvoiceTable.columns
        default: list?.columns ?? []
        }
    }

    /// Columns that have to be there, whatever else is left out.
    var required: [String] {
        switch self {
        case .orders: ["order", "connection", "line", "supplier_part_id", "quantity", "unit_price", "currency"]
        case .invoices: ["invoice", "supplier", "invoice_date", "currency", "quantity", "unit_price"]
        case .policies: ["policy", "from_amount", "currency", "approvers"]
        default: Array(columns.prefix(1))
        }
    }

    /// Columns of numbers, in which a comma may stand before decimals.
    var numbers: Set<String> {
        switch self {
        case .taxCodes, .exchangeRates: ["rate"]
        case .budgets: ["amount"]
        case .policies: ["from_amount"]
        case .catalogueItems: ["price"]
        case .orders: ["quantity", "unit_price", "price_basis"]
        case .invoices:
            [
                "freight", "charges", "discount", "tax", "subtotal", "total", "quantity", "unit_price", "price_basis", "amount",
                "line_tax", "tax_rate",
            ]
        default: []
        }
    }

    /// What somebody who takes it out must be allowed to do.
    var exportAccess: Access {
        switch self {
        case .orders, .invoices, .budgets: .roles(.auditor, .accountsPayable, scope: "\(rawValue).read")
        default: .roles(.auditor, scope: "\(rawValue).read")
        }
    }

    /// What somebody who fills it must be allowed to do.
    var importAccess: Access {
        switch self {
        case .orders: OrderTable.access
        case .invoices: EnterInvoice.access
        case .connections: ImportConnections.access
        case .catalogueItems: ImportCatalogueItems.access
        case .users: .roles(scope: "users.write")
        default: .roles(scope: "\(rawValue).write")
        }
    }
}
