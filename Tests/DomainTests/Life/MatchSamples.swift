import FoundationEssentials
import Procurement

/// Orders, receipts and invoices to be matched. The order has two lines of 2 × 10.00.
enum MatchSamples {
    static var order: PurchaseOrder {
        var order = Samples.order()
        order.status = .approved
        order.number = "PO-1"
        order.shipping = Samples.usd(500)
        return order
    }

    static func billing(
        _ line: Int, quantity: Decimal = 2, price: Decimal = 10, stated: Int64? = nil, tax: Int64? = nil, rate: Decimal? = nil
    ) -> InvoiceLine {
        InvoiceLine(
            lineNumber: line, orderID: order.id, orderLineNumber: line, quantity: quantity, unitOfMeasure: "EA", unitPrice: price,
            statedAmount: stated.map(Samples.usd), tax: tax.map(Samples.usd), taxRate: rate)
    }

    /// Sums that fit the lines.
    static func invoice(_ lines: [InvoiceLine], freight: Int64? = nil, tax: Int64? = nil, id: String = "inv_1") -> Invoice {
        let goods = lines.reduce(Int64(0)) { $0 + ($1.amount(in: .usd)?.minorUnits ?? 0) }
        var invoice = Invoice(
            id: Identifier(trusted: id), origin: .rest, supplierID: Samples.connection.supplierID, number: "R-1",
            invoiceDate: Samples.today, currency: .usd, lines: lines,
            totals: InvoiceTotals(
                subtotal: Samples.usd(goods), freight: freight.map(Samples.usd), tax: tax.map(Samples.usd),
                total: Samples.usd(goods + (freight ?? 0) + (tax ?? 0))),
            createdAt: Samples.start)
        invoice.status = .submitted
        return invoice
    }

    static func receipt(_ lines: [(Int, Decimal)], refused: Decimal = 0) -> GoodsReceipt {
        GoodsReceipt(
            id: Identifier(trusted: "rcp_1"), orderID: order.id,
            lines: lines.map { GoodsReceipt.Line(lineNumber: $0.0, quantity: $0.1, refused: refused) }, receivedOn: Samples.today,
            receivedBy: "Bianca", createdAt: Samples.start)
    }

    static func match(
        _ invoice: Invoice, order: PurchaseOrder = order, receipts: [GoodsReceipt] = [], others: [Invoice] = [],
        tolerance: MatchTolerance = MatchTolerance()
    ) -> InvoiceMatch {
        InvoiceMatcher.match(
            invoice,
            with: [
                BilledOrder(
                    order: order, received: ReceivedQuantities(receipts), billed: BilledQuantities(others, of: order.id))
            ], tolerance: tolerance)
    }
}
