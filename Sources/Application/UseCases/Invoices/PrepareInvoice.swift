import FoundationEssentials
package import Procurement
import ProcurementStore

/// What the form of a new invoice starts with: what an order has left to bill, or what an invoice billed, to be credited.
package struct PrepareInvoice: Query {
    package static let access = Access.roles(.accountsPayable, .administrator, scope: "invoices.read")

    package enum Start: Sendable {
        /// An order's identifier or number.
        case order(String)
        case creditOf(Identifier<Invoice>)
    }

    package struct Draft: Sendable {
        package var entry: InvoiceEntry
        package var supplierName: String
        package var orders: [BilledOrder]

        package init(entry: InvoiceEntry, supplierName: String, orders: [BilledOrder]) {
            self.entry = entry
            self.supplierName = supplierName
            self.orders = orders
        }
    }

    package var start: Start
    package init(_ start: Start) { self.start = start }

    package func answer(in view: View) throws -> Draft {
        switch start {
        case .order(let text): try draft(of: text, in: view)
        case .creditOf(let id): try credit(of: id, in: view)
        }
    }

    private func draft(of text: String, in view: View) throws -> Draft {
        let name = FieldChecks.trimmed(text)
        guard
            let order = try Identifier<PurchaseOrder>(name).flatMap({ try view.store.order($0) })
                ?? view.store.order(number: name)
        else { throw Refusal.invalid("/order", "not-found", "There is no order “\(name)”. Write its number.") }
        let billed = BilledOrder(
            order: order, received: ReceivedQuantities(try view.store.receipts(of: order.id)),
            billed: BilledQuantities(try view.store.invoices(of: order.id), of: order.id))
        let lines = order.lines.map { line in
            InvoiceEntry.Line(
                orderID: order.id.text, orderLineNumber: line.lineNumber, description: line.description,
                supplierPartID: line.supplierPartID.isEmpty ? nil : line.supplierPartID,
                quantity: max(0, line.quantity - line.confirmation.rejected - billed.billed.quantity(line.lineNumber)),
                unitOfMeasure: line.unitOfMeasure.isEmpty ? nil : line.unitOfMeasure, unitPrice: line.unitPrice ?? 0,
                priceBasis: line.priceBasis, amount: nil, tax: nil, taxRate: nil)
        }
        let entry = InvoiceEntry(
            supplierID: order.supplierID.text, number: "", invoiceDate: "", currency: order.currency.code, lines: lines)
        return Draft(entry: entry, supplierName: try view.store.supplier(order.supplierID)?.name ?? "", orders: [billed])
    }

    private func credit(of id: Identifier<Invoice>, in view: View) throws -> Draft {
        let invoice = try view.sentInvoice(id)
        var entry = InvoiceEntry(invoice)
        (entry.number, entry.kind, entry.originalNumber) = ("", .creditNote, invoice.number)
        (entry.invoiceDate, entry.dueDate, entry.comment) = ("", nil, nil)
        (entry.subtotal, entry.total, entry.freight, entry.charges) = (nil, nil, nil, nil)
        (entry.discount, entry.tax) = (nil, nil)
        for index in entry.lines.indices {
            entry.lines[index].quantity = -entry.lines[index].quantity
            (entry.lines[index].amount, entry.lines[index].tax) = (nil, nil)
        }
        return Draft(
            entry: entry, supplierName: try view.store.supplier(invoice.supplierID)?.name ?? "",
            orders: try view.billedOrders(of: invoice))
    }
}
