package import Procurement
import ProcurementStore

/// Invoices, newest first.
package struct ListInvoices: Query {
    package static let access = Access.roles(.accountsPayable, .administrator, .auditor, scope: "invoices.read")
    package var filter: InvoiceFilter
    package var page: PageRequest

    package init(_ filter: InvoiceFilter = InvoiceFilter(), page: PageRequest = PageRequest()) {
        self.filter = filter
        self.page = page
    }

    package func answer(in view: View) throws -> Page<Invoice> { try view.store.invoices(filter, page) }
}

/// An invoice and what its match found.
package struct InvoiceDetails: Sendable {
    package var invoice: Invoice
    package var findings: [MatchFinding]
}

package struct ShowInvoice: Query {
    package static let access = ListInvoices.access
    package var id: Identifier<Invoice>
    package init(_ id: Identifier<Invoice>) { self.id = id }

    package func answer(in view: View) throws -> InvoiceDetails {
        let invoice = try view.need(try view.store.invoice(id), "invoice")
        // Before it is handed in, what it would come to.
        let findings = invoice.status == .draft ? try view.match(invoice).findings : try view.store.findings(of: id)
        return InvoiceDetails(invoice: invoice, findings: findings)
    }
}

/// What is let pass in matching a supplier's invoices.
package struct SaveTolerance: Command {
    package static let access = Access.roles(.administrator, .accountsPayable, scope: "invoices.write")
    package var supplierID: Identifier<Supplier>
    package var tolerance: MatchTolerance

    package init(_ supplierID: Identifier<Supplier>, _ tolerance: MatchTolerance) {
        self.supplierID = supplierID
        self.tolerance = tolerance
    }

    package func perform(in work: UnitOfWork) throws -> MatchTolerance {
        _ = try work.need(try work.store.supplier(supplierID), "supplier")
        try work.store.save(tolerance, of: supplierID)
        try work.record(
            .recordChanged, supplierID,
            [
                ("kind", "match_tolerance"), ("depth", tolerance.depth.rawValue), ("amount", tolerance.amount?.description),
                ("percent", tolerance.percent.map(ExactNumber.text)), ("freight", tolerance.freight?.description),
            ])
        return tolerance
    }
}

package struct ShowTolerance: Query {
    package static let access = ListInvoices.access
    package var supplierID: Identifier<Supplier>
    package init(_ supplierID: Identifier<Supplier>) { self.supplierID = supplierID }

    package func answer(in view: View) throws -> MatchTolerance {
        _ = try view.need(try view.store.supplier(supplierID), "supplier")
        return try view.store.matchTolerance(of: supplierID) ?? MatchTolerance(over: view.rules.overReceipt)
    }
}
