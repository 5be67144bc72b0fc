import FoundationEssentials
import Procurement
import ProcurementStore

/// Bills that come as documents: entered and handed in like any other. What is wrong with one is told in the answer, and the bill
/// is kept for a person all the same.
extension UnitOfWork {
    func receive(_ received: ReceivedInvoice, connection: PunchOutConnection) throws -> InboundAnswer {
        var invoice = try invoice(of: received, connection)
        let order = invoice.orderIDs.first
        if let id = try store.invoice(of: invoice.supplierID, number: invoice.number), let twin = try store.invoice(id) {
            guard twin.origin == .cxml else { throw duplicate(of: twin) }
            if twin.status != .disputed {
                guard twin.billsTheSame(as: invoice) else { throw duplicate(of: twin) }
                return InboundAnswer(code: 200, text: "OK. The invoice came before and counts once.", orderID: order)
            }
            invoice = try corrected(twin, by: invoice)
        } else {
            try enter(&invoice)
        }
        let match = try submit(&invoice)
        return InboundAnswer(code: 200, text: Self.words(match), orderID: order)
    }

    /// `OK`, or what a person has to look at, shortened to what an answer holds.
    private static func words(_ match: InvoiceMatch) -> String {
        let exceptions = match.findings.filter(\.isException).map(\.message)
        if exceptions.isEmpty { return "OK" }
        let more = exceptions.count > 5 ? " And \(exceptions.count - 5) more." : ""
        return "OK. Kept, and waits for a person: \(exceptions.prefix(5).joined(separator: " "))\(more)"
    }

    private func duplicate(of twin: Invoice) -> InboundRefusal {
        let way =
            switch twin.origin {
            case .cxml: "as another document"
            case .portal: "through the supplier portal"
            case .mail: "by mail"
            case .upload: "as a file"
            case .rest: "entered by hand or by a program"
            }
        return InboundRefusal(
            code: 417,
            text:
                "Your invoice \(twin.number) is here already, \(way) on \(Day(twin.createdAt)), over \(twin.totals.total), and is "
                + "\(twin.status.rawValue.replacing("_", with: " ")). Withdraw that one, or use another number.")
    }

    /// A disputed invoice that the supplier sends again takes the place of what was disputed.
    func corrected(_ twin: Invoice, by new: Invoice) throws -> Invoice {
        var invoice = twin
        try invoice.apply(.edit)
        (invoice.kind, invoice.invoiceDate, invoice.paymentTerms) = (new.kind, new.invoiceDate, new.paymentTerms)
        (invoice.currency, invoice.lines, invoice.totals) = (new.currency, new.lines, new.totals)
        (invoice.originalID, invoice.originalNumber) = (new.originalID, new.originalNumber)
        (invoice.sourcePayloadID, invoice.remarks, invoice.comment) = (new.sourcePayloadID, new.remarks, new.comment)
        try save(&invoice, lines: true)
        try record(.invoiceChanged, invoice.id, [("total", invoice.totals.total.description)])
        return invoice
    }

    /// Finds the orders that are meant. What cannot be found is remarked, and the line stands without an order.
    private func invoice(of received: ReceivedInvoice, _ connection: PunchOutConnection) throws -> Invoice {
        var known: [OrderReference: PurchaseOrder?] = [:]
        var remarks = received.remarks
        let lines = try received.lines.map { line -> InvoiceLine in
            let order: PurchaseOrder?
            if let found = known[line.order] {
                order = found
            } else {
                order = try billed(line.order, by: connection)
                known[line.order] = .some(order)
                if order == nil, !line.order.isEmpty {
                    remarks.append("\(Invoice.unknownOrder)\(line.order.words) is none that was sent to this supplier.")
                }
            }
            return linked(line, to: order, &remarks)
        }
        var invoice = Invoice(
            id: newID(), origin: .cxml, kind: received.kind, supplierID: connection.supplierID, number: received.number,
            invoiceDate: received.invoiceDate, currency: received.currency, lines: lines, totals: received.totals,
            createdAt: now)
        (invoice.paymentTerms, invoice.comment) = (received.paymentTerms, received.comment)
        (invoice.sourcePayloadID, invoice.originalNumber) = (received.payloadID, received.originalNumber)
        invoice.originalID = try original(of: received, connection.supplierID)
        invoice.remarks = remarks
        return invoice
    }

    private func linked(_ received: ReceivedInvoice.Line, to order: PurchaseOrder?, _ remarks: inout [String]) -> InvoiceLine {
        var line = received.line
        line.orderID = order?.id
        guard let order, !line.billsWholeOrder else {
            if order == nil { line.orderLineNumber = nil }
            return line
        }
        let found = order.line(numbered: line.orderLineNumber, part: line.supplierPartID)
        if found == nil, let number = line.orderLineNumber {
            remarks.append("\(Invoice.unknownOrder)\(order.number ?? received.order.words) has no line \(number).")
        }
        line.orderLineNumber = found?.lineNumber
        return line
    }

    /// The supplier's order by payloadID, our number, its own number; only what left the house.
    private func billed(_ reference: OrderReference, by connection: PunchOutConnection) throws -> PurchaseOrder? {
        var order = try reference.payloadID.flatMap { try store.order(deliveredAs: $0) }
        if order == nil { order = try reference.number.flatMap { try store.order(number: $0) } }
        if order == nil {
            order = try reference.supplierNumber.flatMap { try store.order(connection: connection.id, supplierReference: $0) }
        }
        guard let order, order.supplierID == connection.supplierID, order.transmission != .notSent else { return nil }
        return order
    }

    private func original(of received: ReceivedInvoice, _ supplier: Identifier<Supplier>) throws -> Identifier<Invoice>? {
        if let document = received.originalPayloadID, let found = try store.invoice(of: supplier, document: document) {
            return found
        }
        return try received.originalNumber.flatMap { try store.invoice(of: supplier, number: $0) }
    }

    /// The supplier takes a bill back (cXML `operation="delete"`), by the payloadID of its document or by its number.
    func withdrawInvoice(_ number: String, document: String?, connection: PunchOutConnection) throws -> InboundAnswer {
        var id = try document.flatMap { try store.invoice(of: connection.supplierID, document: $0) }
        if id == nil { id = try store.invoice(of: connection.supplierID, number: number) }
        guard let id, var invoice = try store.invoice(id) else {
            throw InboundRefusal(code: 417, text: "There is no invoice \(number) of yours here.")
        }
        let order = invoice.orderIDs.first
        if invoice.status == .void { return InboundAnswer(code: 200, text: "OK", orderID: order) }
        guard invoice.origin == .cxml else {
            throw InboundRefusal(
                code: 409, text: "The invoice \(number) did not come as a cXML document. Withdraw it where it came from.")
        }
        guard Invoice.lifecycle.allows(.void, from: invoice.status) else {
            throw InboundRefusal(
                code: 409,
                text: "The invoice \(number) is \(invoice.status.rawValue) and cannot be withdrawn. Send a credit memo.")
        }
        try invoice.apply(.void)
        try refuse(&invoice, .invoiceVoided, reason: "Withdrawn by the supplier.")
        return InboundAnswer(code: 200, text: "OK", orderID: order)
    }
}
