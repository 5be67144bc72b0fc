package import Procurement
import ProcurementStore

/// Says which order lines the lines of an invoice bill, where the document named none or wrong ones. The supplier's numbers stay;
/// the match is made anew.
package struct LinkInvoiceLines: Command {
    package static let access = EnterInvoice.access

    package struct Link: Sendable {
        /// The invoice's own line.
        package var lineNumber: Int
        /// `nil` takes the line off its order.
        package var orderID: String?
        package var orderLineNumber: Int?

        package init(lineNumber: Int, orderID: String?, orderLineNumber: Int?) {
            self.lineNumber = lineNumber
            self.orderID = orderID
            self.orderLineNumber = orderLineNumber
        }
    }

    package var id: Identifier<Invoice>
    package var links: [Link]
    package var version: Int?

    package init(_ id: Identifier<Invoice>, _ links: [Link], version: Int? = nil) {
        self.id = id
        self.links = links
        self.version = version
    }

    package func perform(in work: UnitOfWork) throws -> Invoice {
        var invoice = try work.visibleInvoice(id)
        try invoice.demand(version)
        guard [.draft, .submitted, .pendingApproval, .disputed].contains(invoice.status) else {
            throw Refusal.conflict(
                code: "not-linkable",
                "Lines are linked before an invoice is accepted. This one is \(invoice.status.rawValue.replacing("_", with: " "))."
            )
        }
        var checks = FieldChecks()
        if links.isEmpty { checks.add("/lines", "required", "Name at least one line.") }
        let before = invoice
        for (position, link) in links.enumerated() { try apply(link, "/lines/\(position)", to: &invoice, in: work, &checks) }
        try checks.finish()
        if invoice.status == .draft || invoice.status == .disputed {
            try work.save(&invoice, lines: true)
        } else {
            try work.matchAgain(&invoice, from: before)
        }
        try work.record(
            .invoiceLinked, id,
            [
                ("lines", links.map { "\($0.lineNumber)" }.joined(separator: ", ")), ("match", invoice.match.rawValue),
            ])
        return invoice
    }

    private func apply(
        _ link: Link, _ pointer: String, to invoice: inout Invoice, in work: UnitOfWork, _ checks: inout FieldChecks
    ) throws {
        guard let index = invoice.lines.firstIndex(where: { $0.lineNumber == link.lineNumber }) else {
            checks.add("\(pointer)/line_number", "not-found", "The invoice has no line \(link.lineNumber).")
            return
        }
        guard let text = link.orderID, !text.isEmpty else {
            (invoice.lines[index].orderID, invoice.lines[index].orderLineNumber) = (nil, nil)
            return
        }
        guard let order = try work.billable(text, by: invoice.supplierID) else {
            checks.add(
                "\(pointer)/purchase_order_id", "not-found",
                "There is no order “\(text)” of this supplier. Name it by its id or number.")
            return
        }
        if let number = link.orderLineNumber, order.line(number) == nil {
            checks.add("\(pointer)/purchase_order_line", "not-found", "The order has no line \(number).")
            return
        }
        (invoice.lines[index].orderID, invoice.lines[index].orderLineNumber) = (order.id, link.orderLineNumber)
    }
}

/// Gives an invoice's exceptions to somebody, or to nobody.
package struct AssignInvoice: Command {
    package static let access = EnterInvoice.access
    package var id: Identifier<Invoice>
    package var ownerID: String?

    package init(_ id: Identifier<Invoice>, to ownerID: String?) {
        self.id = id
        self.ownerID = ownerID
    }

    package func perform(in work: UnitOfWork) throws -> Invoice {
        var invoice = try work.visibleInvoice(id)
        var checks = FieldChecks()
        let owner = try checks.reference(ownerID, "/owner_id", "user", work.store.user)
        if let owner, try work.store.user(owner)?.isActive != true {
            checks.add("/owner_id", "inactive", "This person left. Choose another.")
        }
        try checks.finish()
        guard owner != invoice.ownerID else { return invoice }
        invoice.ownerID = owner
        try work.save(&invoice)
        try work.record(.invoiceAssigned, id, [("owner", try owner.flatMap { try work.store.user($0)?.name } ?? "nobody")])
        return invoice
    }
}

extension Workspace {
    /// An order of a supplier by its identifier or its number.
    func billable(_ text: String, by supplier: Identifier<Supplier>) throws -> PurchaseOrder? {
        let order = try Identifier<PurchaseOrder>(text).flatMap { try store.order($0) } ?? store.order(number: text)
        return order?.supplierID == supplier ? order : nil
    }
}
