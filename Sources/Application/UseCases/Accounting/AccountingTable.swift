import FoundationEssentials
import Procurement
import Tables

extension AccountingBatch {
    /// The batch as CSV: a row for each share, whose columns never change their order.
    package var csv: [UInt8] {
        let head = [
            "batch", "entry", "event", "at", "invoice_id", "invoice_number", "invoice_kind", "supplier", "invoice_date",
            "due_date",
            "currency", "part", "amount", "line", "purchase_order", "purchase_order_line", "share", "legal_entity", "location",
            "department", "budget", "gl_account", "project", "tax_code",
        ]
        var output = CSV.write([head])
        for booked in entries {
            let (entry, invoice) = (booked.entry, booked.invoice)
            for (share, coding) in zip(entry.shares, booked.codings) {
                let first = [
                    number.map { String($0) } ?? "", String(entry.sequence), entry.kind.rawValue, entry.at.ISO8601Format(),
                    invoice.id.text, invoice.number, invoice.kind.rawValue, booked.supplierName, invoice.invoiceDate.text,
                    invoice.dueDate.text, invoice.currency.code, share.kind.rawValue, share.amount.text,
                ]
                let numbers = [
                    share.lineNumber.map { String($0) }, coding.orderNumber, share.orderLineNumber.map { String($0) },
                    String(share.shareNumber),
                ]
                let names = [
                    coding.legalEntity, coding.location, coding.department, coding.budget, coding.glAccount, coding.project,
                    coding.taxCode,
                ]
                CSV.append(first + (numbers + names).map { $0 ?? "" }, to: &output)
            }
        }
        return output
    }
}
