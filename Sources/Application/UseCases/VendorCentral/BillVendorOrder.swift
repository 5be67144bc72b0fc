package import FoundationEssentials
package import Procurement
import ProcurementStore
package import VendorCentral

/// Bills everything of an order that was shipped and not billed yet.
package struct BillVendorOrder: Command {
    package static let access = Access.vendorWrite
    package static let changesSetUp = false
    package var id: Identifier<VendorOrder>
    package var number: String
    package var date: Date?
    /// A fraction as text: `0.19`; `nil` for no tax.
    package var taxRate: String?
    package var version: Int?

    package init(_ id: Identifier<VendorOrder>, number: String, date: Date? = nil, taxRate: String? = nil, version: Int? = nil) {
        self.id = id
        self.number = number
        self.date = date
        self.taxRate = taxRate
        self.version = version
    }

    package func perform(in work: UnitOfWork) throws -> VendorBill {
        var stored = try work.vendorOrder(id)
        try stored.demand(version)
        let connection = try work.vendorConnection(stored.order.connection)
        var checks = FieldChecks()
        let number = checks.text(number, "/number", "The invoice's number", limit: 40)
        let rate = checks.taxRate(taxRate)
        let date = date ?? work.now
        if date > work.now.addingTimeInterval(86400) { checks.add("/date", "invalid", "The invoice's date lies in the future.") }
        let earlier = try work.store.vendorBill(number: number, of: connection.id)
        if let earlier, earlier.status != .refused || earlier.order != id {
            checks.add("/number", "taken", "The number \(number) was used. Amazon takes each once, for ever: give another.")
        }
        try checks.finish()
        guard let invoice = stored.order.bill(number: number, date: date, taxRate: rate) else {
            throw Refusal.conflict(
                code: "nothing-to-bill", "Nothing was shipped that is not billed, or a line has no cost. Ship first.")
        }
        let found = invoice.findings(of: stored.order)
        guard found.isEmpty else { throw Refusal.findings(found) }
        var bill =
            earlier
            ?? VendorBill(id: work.newID(), connection: connection.id, order: id, invoice: invoice, createdAt: work.now)
        (bill.invoice, bill.status) = (invoice, .submitted)
        (bill.programme, bill.isPaymentAsked) = (stored.order.programme, connection.marketplaceID != nil)
        stored.order.count(invoice)
        if stored.order.status == .shipped, stored.order.isFullyInvoiced { try stored.order.apply(.invoice) }
        try work.save(stored)
        try work.submit(bill, stored.order, connection)
        return bill
    }
}

/// Credits a part of an invoice, or all of it. Amazon takes credit notes in Europe.
package struct CreditVendorInvoice: Command {
    package static let access = Access.vendorWrite
    package static let changesSetUp = false
    package var id: Identifier<VendorBill>
    package var number: String
    /// By line; everything of the invoice when empty.
    package var quantities: [String: Int]
    package var date: Date?

    package init(_ id: Identifier<VendorBill>, number: String, quantities: [String: Int] = [:], date: Date? = nil) {
        self.id = id
        self.number = number
        self.quantities = quantities
        self.date = date
    }

    package func perform(in work: UnitOfWork) throws -> VendorBill {
        let credited = try work.need(try work.store.vendorBill(id), "vendor invoice")
        guard credited.invoice.kind == .invoice, credited.status != .refused else {
            throw Refusal.conflict(code: "wrong-state", "Only an invoice that Amazon did not refuse can be credited.")
        }
        var stored = try work.vendorOrder(credited.order)
        let connection = try work.vendorConnection(credited.connection)
        guard connection.region == .europe else {
            throw Refusal.conflict(
                code: "wrong-region", "Amazon takes credit notes in Europe only. Settle the difference in Vendor Central.")
        }
        guard stored.order.programme == .retail else {
            throw Refusal.conflict(
                code: "wrong-programme",
                "Amazon takes credit notes for retail orders only. Settle the difference in Vendor Central.")
        }
        var checks = FieldChecks()
        let number = checks.text(number, "/number", "The credit note's number", limit: 40)
        if try work.store.vendorBill(number: number, of: connection.id) != nil {
            checks.add("/number", "taken", "The number \(number) was used. Amazon takes each once, for ever: give another.")
        }
        let wanted =
            quantities.isEmpty
            ? Dictionary(credited.invoice.lines.map { ($0.line, $0.quantity) }, uniquingKeysWith: +) : quantities
        for (line, quantity) in wanted.sorted(by: { $0.key < $1.key }) {
            let billed = credited.invoice.lines.filter { $0.line == line }.reduce(0) { $0 + $1.quantity }
            if !(1...max(billed, 1)).contains(quantity) || billed == 0 {
                checks.add(
                    "/quantities/\(line.prefix(40))", "invalid",
                    "The invoice bills \(billed) of line \(line.prefix(40)); credit between 1 and that.")
            }
        }
        try checks.finish()
        let rate = credited.invoice.taxes.first?.rate
        guard let note = stored.order.credit(number: number, date: date ?? work.now, taxRate: rate, wanted) else {
            throw Refusal.conflict(code: "nothing-to-credit", "The lines have no cost any more.")
        }
        let found = note.findings(of: stored.order)
        guard found.isEmpty else { throw Refusal.findings(found) }
        var bill = VendorBill(
            id: work.newID(), connection: connection.id, order: stored.order.id, invoice: note,
            credits: credited.invoice.number, createdAt: work.now)
        bill.isPaymentAsked = connection.marketplaceID != nil
        stored.order.count(note)
        if stored.order.status == .invoiced { try stored.order.apply(.reverseInvoice) }
        try work.save(stored)
        try work.submit(bill, stored.order, connection)
        return bill
    }
}

extension FieldChecks {
    /// `0.19`; `nil` for none.
    fileprivate mutating func taxRate(_ text: String?) -> Decimal? {
        guard let text, !Self.trimmed(text).isEmpty else { return nil }
        guard let rate = ExactNumber.parse(Self.trimmed(text)), rate >= 0, rate < 1 else {
            add("/tax_rate", "invalid", "The tax rate is a fraction below 1: write 0.19 for 19 percent.")
            return nil
        }
        return rate
    }
}

extension UnitOfWork {
    /// Keeps the bill and queues its message.
    fileprivate func submit(_ bill: VendorBill, _ order: VendorOrder, _ connection: VendorConnection) throws {
        guard let remittance = connection.remittance else {
            throw Refusal.conflict(
                code: "no-remittance",
                "The connection \(connection.name) does not say whom Amazon pays. Enter the payee there, then bill again.")
        }
        let warehouse = try warehouse(of: order, connection)
        try store.save(bill)
        _ = try translatingMessages {
            try post(
                .invoice(bill, order, remittance, from: warehouse), of: connection.id, order: order.id, subject: bill.id.text)
        }
        try record(
            .vendorOrderInvoiced, order.id,
            [
                ("number", order.number), ("invoice", bill.invoice.number), ("kind", bill.invoice.kind.rawValue),
                ("total", bill.invoice.total.description),
            ])
    }
}

/// What Amazon's finances say about an invoice of ours.
package struct VendorPaymentReport: Sendable, Hashable {
    package var number: String
    /// As it came.
    package var status: String
    package var paid: Money?
    package var variances: [String]

    package init(number: String, status: String, paid: Money?, variances: [String]) {
        self.number = number
        self.status = status
        self.paid = paid
        self.variances = variances
    }
}

/// Takes in what Amazon says about payment; answers how many invoices it changed.
package struct TakeVendorPayments: Command {
    package static let access = Access.system
    package static let changesSetUp = false
    package var connection: Identifier<VendorConnection>
    package var reports: [VendorPaymentReport]

    package init(_ reports: [VendorPaymentReport], of connection: Identifier<VendorConnection>) {
        self.reports = reports
        self.connection = connection
    }

    package func perform(in work: UnitOfWork) throws -> Int {
        var changes = 0
        for report in reports {
            guard var bill = try work.store.vendorBill(number: report.number, of: connection) else { continue }
            let before = bill
            bill.payment = VendorBill.Payment(amazon: report.status) ?? bill.payment
            if let paid = report.paid, paid.currency == bill.invoice.total.currency { bill.paid = paid }
            bill.variances = report.variances.prefix(100).map { String($0.prefix(300)) }
            if bill == before { continue }
            work.hasNews = true
            bill.paymentReadAt = work.now
            try work.store.save(bill)
            try work.record(
                .vendorPaymentChanged, bill.id,
                [
                    ("invoice", bill.invoice.number), ("payment", bill.payment?.rawValue ?? report.status),
                    ("paid", bill.paid?.description),
                ])
            changes += 1
        }
        return changes
    }
}

package struct ListVendorBills: Query {
    package static let access = Access.vendorRead
    package var filter: VendorBillFilter
    package var page: PageRequest

    package init(_ filter: VendorBillFilter = VendorBillFilter(), page: PageRequest = PageRequest()) {
        self.filter = filter
        self.page = page
    }

    package func answer(in view: View) throws -> Page<VendorBill> { try view.store.vendorBills(filter, page) }
}

package struct ShowVendorBill: Query {
    package static let access = Access.vendorRead
    package var id: Identifier<VendorBill>
    package init(_ id: Identifier<VendorBill>) { self.id = id }

    package func answer(in view: View) throws -> VendorBill { try view.need(try view.store.vendorBill(id), "vendor invoice") }
}
