import Procurement

extension DocumentType {
    /// What they are called on pages.
    var plural: String {
        switch self {
        case .purchaseOrder: "purchase orders"
        case .receipt: "receipts"
        case .invoice: "invoices"
        }
    }
}
